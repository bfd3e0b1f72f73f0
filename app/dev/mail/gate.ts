import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { type KeptMailScope, keptMailScope } from "@/server/infra/mail/read-kept";
import { type Runtime, runtime } from "@/server/infra/runtime";

/** Each page passes it, not the layout: a browser can ask for a page without the layout around it. */
export async function requireKeptMail(): Promise<Runtime & { scope: KeptMailScope }> {
  const own = runtime();
  const given = await headers();
  const from = { host: given.get("host"), ip: given.get("x-parley-ip") };
  const scope = keptMailScope(own.env, own.mailer, from);
  if (!scope) notFound();
  return { ...own, scope };
}
