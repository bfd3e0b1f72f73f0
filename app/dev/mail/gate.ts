import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { showsKeptMail } from "@/server/infra/mail/read-kept";
import { type Runtime, runtime } from "@/server/infra/runtime";

/** Each page passes it, not the layout: a browser can ask for a page without the layout around it. */
export async function requireKeptMail(): Promise<Runtime> {
  const own = runtime();
  const given = await headers();
  const from = { host: given.get("host"), ip: given.get("x-parley-ip") };
  if (!showsKeptMail(own.env, own.mailer, from)) notFound();
  return own;
}
