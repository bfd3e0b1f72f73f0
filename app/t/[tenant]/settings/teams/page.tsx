import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Texts } from "@/components/i18n/provider";
import { PageHead } from "@/components/settings/page-head";
import { SettingsColumn } from "@/components/settings/section";
import { TeamsScreen } from "@/components/settings/teams-screen";
import { can } from "@/server/core/ctx";
import { serverCaller } from "@/server/trpc/caller";
import { requireMember } from "@/server/trpc/gate";

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ new?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("teams"))("title") };
}

export default async function TeamsPage({ params, searchParams }: Props) {
  const slug = (await params).tenant;
  const { actor } = await requireMember(slug);
  const t = await getTranslations("teams");
  if (!can(actor, "team_view")) {
    return (
      <>
        <PageHead title={t("title")} />
        <SettingsColumn>
          <p className="text-text-2">{t("noAccess")}</p>
        </SettingsColumn>
      </>
    );
  }
  const isNew = (await searchParams).new !== undefined;
  const caller = await serverCaller(slug);
  const [teams, members] = await Promise.all([caller.teams.list(), caller.members.list()]);
  return (
    <Texts of={["ui", "shell", "settings", "teams"]}>
      <TeamsScreen teams={teams} members={members} mayManage={can(actor, "team_manage")} isNew={isNew} />
    </Texts>
  );
}
