import { redirect } from "next/navigation";
import { serverCaller } from "../../../../server/trpc/caller";

/** The first page of the settings that this member may open. */
export default async function SettingsPage({
  params,
}: {
  params: Promise<{ tenant: string }>;
}): Promise<never> {
  const { tenant } = await params;
  const { member } = await (await serverCaller(tenant)).session.me();
  redirect(`/t/${tenant}/settings/${member.permissions.includes("team_view") ? "members" : "profile"}`);
}
