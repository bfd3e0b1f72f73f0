import { redirect } from "next/navigation";
import { serverCaller } from "@/server/trpc/caller";
import { refusalOf } from "@/server/trpc/refusal";

/** On to the inbox of the person's first business: where signing in ends when no page was asked for. */
export default async function Start(): Promise<never> {
  const { account } = await serverCaller();
  const me = await account.me().catch(refusalOf);
  if ("refusal" in me) redirect("/sign-in");
  const [first] = me.tenants;
  redirect(first ? `/t/${first.slug}/inbox` : "/");
}
