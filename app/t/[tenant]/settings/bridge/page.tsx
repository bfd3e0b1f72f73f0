import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { BridgeScreen } from "@/components/settings/bridge-screen";
import { RefreshOnTold } from "@/components/settings/refresh-on-told";
import { serverCaller } from "@/server/trpc/caller";
import { refusalOf } from "@/server/trpc/refusal";

type Props = { params: Promise<{ tenant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("bridge") };
}

/** The group from whose topics the team answers. */
export default async function BridgePage({ params }: Props) {
  const caller = await serverCaller((await params).tenant);
  const bridge = await caller.bridge.get().catch(refusalOf);
  if (bridge && "refusal" in bridge) notFound();
  const desks = await caller.bridge.desks();
  return (
    <Texts of={["ui", "shell", "settings", "connection", "bridge"]}>
      <RefreshOnTold what="bridge" />
      <BridgeScreen bridge={bridge} desks={desks} />
    </Texts>
  );
}
