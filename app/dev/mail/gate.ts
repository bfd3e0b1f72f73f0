import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { type KeptMailScope, keptMailScope } from "@/server/infra/mail/read-kept";
import { type Runtime, runtime } from "@/server/infra/runtime";
import { fromOf } from "@/server/infra/this-machine";

/** Each page passes it, not the layout: a browser can ask for a page without the layout around it. */
export async function requireKeptMail(): Promise<Runtime & { scope: KeptMailScope }> {
  const own = runtime();
  const scope = keptMailScope(own.env, own.mailer, fromOf(await headers()));
  if (!scope) notFound();
  return { ...own, scope };
}
