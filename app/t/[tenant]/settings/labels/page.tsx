import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { LabelsScreen } from "@/components/settings/labels-screen";
import { PageHead } from "@/components/settings/page-head";
import { SettingsColumn } from "@/components/settings/section";
import { can } from "@/server/core/ctx";
import { serverCaller } from "@/server/trpc/caller";
import { requireMember } from "@/server/trpc/gate";

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ new?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("labels"))("title") };
}

/** The labels of the business, each with its colour and how many conversations carry it. */
export default async function LabelsPage({ params, searchParams }: Props) {
  const slug = (await params).tenant;
  const t = await getTranslations("labels");
  const { actor } = await requireMember(slug);
  const isNew = (await searchParams).new !== undefined;
  const mayEdit = can(actor, "settings_account");
  const labels = mayEdit ? await (await serverCaller(slug)).labels.listUsed() : [];
  return (
    <Texts of={["ui", "shell", "labels", "acts", "commands"]}>
      <PageHead title={t("title")} />
      <SettingsColumn>
        {mayEdit ? (
          <LabelsScreen initial={labels} isNew={isNew} />
        ) : (
          <p className="text-text-2">{t("noAccess")}</p>
        )}
      </SettingsColumn>
    </Texts>
  );
}
