import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { showsKeptMail } from "@/server/infra/mail/read-kept";
import { type Runtime, runtime } from "@/server/infra/runtime";

/** Each page passes it, not the layout: a browser can ask for a page without the layout around it. */
export async function requireKeptMail(): Promise<Runtime> {
  const own = runtime();
  if (!showsKeptMail(own.env, own.mailer, (await headers()).get("host"))) notFound();
  return own;
}
