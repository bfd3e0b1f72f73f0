import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { DeliveriesScreen } from "@/components/settings/deliveries-screen";
import { RefreshOnTold } from "@/components/settings/refresh-on-told";
import { serverCaller } from "@/server/trpc/caller";
import { refusalOf } from "@/server/trpc/refusal";

type Props = { params: Promise<{ tenant: string; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("deliveries"))("title") };
}

/** What the provider of one inbox has delivered. */
export default async function DeliveriesPage({ params }: Props) {
  const { tenant, id: inboxId } = await params;
  const caller = await serverCaller(tenant);
  const [inbox, page, health] = await Promise.all([
    caller.inboxes.settings({ inboxId }).catch(refusalOf),
    caller.deliveries.list({ inboxId }).catch(refusalOf),
    caller.deliveries.health({ inboxId }).catch(refusalOf),
  ]);
  if ("refusal" in inbox || "refusal" in page || "refusal" in health || !inbox.hasProvider) notFound();
  return (
    <Texts of={["ui", "shell", "settings", "connection", "deliveries"]}>
      <RefreshOnTold />
      <DeliveriesScreen key={inboxId} inbox={inbox} first={page} health={health} />
    </Texts>
  );
}
