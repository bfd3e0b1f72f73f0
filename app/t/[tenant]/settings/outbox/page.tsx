import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { OutboxScreen } from "@/components/settings/outbox-screen";
import { serverCaller } from "@/server/trpc/caller";
import { refusalOf } from "@/server/trpc/refusal";

type Props = { params: Promise<{ tenant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("outbox") };
}

/** What the business still owes the world. */
export default async function OutboxPage({ params }: Props) {
  const { tenant } = await params;
  const page = await (await serverCaller(tenant)).outbox
    .list({ status: "open", hidesBackground: true })
    .catch(refusalOf);
  if ("refusal" in page) notFound();
  return (
    <Texts of={["ui", "shell", "settings", "outbox"]}>
      <OutboxScreen first={page} />
    </Texts>
  );
}
