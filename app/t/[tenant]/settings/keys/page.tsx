import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { KeySettings } from "@/components/settings/key-settings";
import { PageHead } from "@/components/settings/page-head";
import { SettingsColumn } from "@/components/settings/section";
import { requireMember } from "@/server/trpc/gate";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("keysPage"))("title") };
}

/** The keys of one's own hands: for everybody, whatever their role. */
export default async function KeysPage({ params }: { params: Promise<{ tenant: string }> }) {
  const t = await getTranslations("keysPage");
  await requireMember((await params).tenant);
  return (
    <Texts of={["ui", "shell", "commands", "keysPage", "notifications"]}>
      <PageHead title={t("title")} />
      <SettingsColumn>
        <KeySettings />
      </SettingsColumn>
    </Texts>
  );
}
