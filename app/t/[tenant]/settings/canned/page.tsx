import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Texts } from "../../../../../components/i18n/provider";
import { CannedList } from "../../../../../components/settings/canned-list";
import { PageHead } from "../../../../../components/settings/page-head";
import { SettingsColumn } from "../../../../../components/settings/section";
import { serverCaller } from "../../../../../server/trpc/caller";

type Props = { params: Promise<{ tenant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("canned"))("title") };
}

/** Texts kept for replies: everybody's, and one's own. */
export default async function CannedPage({ params }: Props) {
  const { tenant } = await params;
  const t = await getTranslations("canned");
  const all = await (await serverCaller(tenant)).canned.list();
  return (
    <Texts of={["ui", "shell", "commands", "inbox", "canned"]}>
      <PageHead title={t("title")} />
      <SettingsColumn>
        <CannedList initial={all} />
      </SettingsColumn>
    </Texts>
  );
}
