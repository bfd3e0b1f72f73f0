"use client";

import { UsersRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { MemberDto, TeamDto } from "../../server/modules/tenants/schema";
import { useReader } from "../i18n/clock";
import { formatList } from "../i18n/reader";
import { useWorkspace } from "../realtime/context";
import { useTold } from "../realtime/use-told";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { answerOf } from "./answer-of";
import { KeptRow } from "./kept-row";
import { PageHead } from "./page-head";
import { Rows, Section, SettingsColumn } from "./section";
import { TeamDialog } from "./team-dialog";

/** The teams of the business with their people. */
export function TeamsScreen(props: {
  teams: TeamDto[];
  members: MemberDto[];
  mayManage: boolean;
  /** Somebody came here to make one. */
  isNew: boolean;
}) {
  const t = useTranslations("teams");
  const { api } = useWorkspace();
  const reader = useReader();
  const router = useRouter();
  useTold("teams", () => router.refresh());
  const [edited, setEdited] = useState<TeamDto | "new" | null>(props.isNew && props.mayManage ? "new" : null);
  const names = new Map(props.members.map((member) => [member.id, member.name]));
  const active = props.members.filter((member) => member.isActive);
  const remove = (team: TeamDto) =>
    answerOf(async () => {
      await api.teams.delete.mutate({ teamId: team.id });
      router.refresh();
    }, t("offline"));
  const make = (
    <Button variant="primary" onClick={() => setEdited("new")}>
      {t("new")}
    </Button>
  );
  return (
    <>
      <PageHead title={t("title")}>{props.mayManage && props.teams.length > 0 ? make : null}</PageHead>
      <SettingsColumn>
        {props.teams.length === 0 ? (
          <Empty icon={UsersRound} fact={t("emptyFact")} next={t("emptyNext")}>
            {props.mayManage ? make : null}
          </Empty>
        ) : (
          <Section title={t("title")} lead={t("lead")}>
            <Rows label={t("title")}>
              {props.teams.map((team) => (
                <KeptRow
                  key={team.id}
                  isFixed={!props.mayManage}
                  change={{
                    label: t("change"),
                    name: t("edit", { name: team.name }),
                    onPress: () => setEdited(team),
                  }}
                  remove={{
                    label: t("delete"),
                    name: t("deleteName", { name: team.name }),
                    confirm: t("deleteTeam"),
                    keep: t("keep"),
                    question: t("deleteQuestion", { name: team.name }),
                    consequence: t("deleteConsequence"),
                    done: t("deleted", { name: team.name }),
                    action: () => remove(team),
                  }}
                >
                  <span className="min-w-0 grow">
                    <span className="block font-medium">{team.name}</span>
                    {team.description ? <span className="block text-text-2">{team.description}</span> : null}
                    <span className="block text-meta text-text-3">
                      {team.memberIds.length === 0
                        ? t("nobody")
                        : formatList(
                            team.memberIds.map((id) => names.get(id) ?? ""),
                            reader,
                          )}
                      {team.assignment === "inherit" ? "" : ` · ${t(`assignments.${team.assignment}`)}`}
                    </span>
                  </span>
                </KeptRow>
              ))}
            </Rows>
          </Section>
        )}
      </SettingsColumn>
      {edited ? (
        <TeamDialog
          team={edited === "new" ? null : edited}
          members={active}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </>
  );
}
