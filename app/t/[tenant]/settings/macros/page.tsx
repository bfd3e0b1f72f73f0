import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { MacrosScreen } from "@/components/settings/macros-screen";
import { PageHead } from "@/components/settings/page-head";
import { SettingsColumn } from "@/components/settings/section";
import { serverCaller } from "@/server/trpc/caller";
import { refusalCode } from "../../refusal";

type Props = { params: Promise<{ tenant: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("macros"))("title") };
}

/** One's own macros and those of the business. */
export default async function MacrosPage({ params }: Props) {
  const caller = await serverCaller((await params).tenant);
  const t = await getTranslations("macros");
  const macros = await caller.macros.list().catch((error: unknown) => {
    if (refusalCode(error) === "forbidden") return null;
    throw error;
  });
  // Whoever may not see the team can give work to oneself or to nobody.
  const [labels, members, teams] = macros
    ? await Promise.all([
        caller.labels.list(),
        caller.members.list().catch(() => []),
        caller.teams.list().catch(() => []),
      ])
    : [[], [], []];
  return (
    <Texts of={["ui", "shell", "macros", "acts", "commands"]}>
      <PageHead title={t("title")} />
      <SettingsColumn>
        {macros ? (
          <MacrosScreen initial={macros} labels={labels} people={{ members, teams }} />
        ) : (
          <p className="text-text-2">{t("noAccess")}</p>
        )}
      </SettingsColumn>
    </Texts>
  );
}
