import { redirect } from "next/navigation";

export default async function SettingsPage({ params }: { params: Promise<{ tenant: string }> }) {
  redirect(`/t/${(await params).tenant}/settings/security`);
}
