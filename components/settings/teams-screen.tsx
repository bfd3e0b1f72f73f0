"use client";

import { UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { MemberDto, TeamDto } from "../../server/modules/tenants/schema";
import { LOCALE } from "../i18n/locale";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Empty } from "../ui/empty";
import { PageHead } from "./page-head";
import { Rows, Section, SettingsColumn } from "./section";
import { TeamDialog } from "./team-dialog";
import { useSave } from "./use-save";

const list = new Intl.ListFormat(LOCALE, { type: "conjunction" });

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
  const { isBusy, save } = useSave();
  const [edited, setEdited] = useState<TeamDto | "new" | null>(props.isNew && props.mayManage ? "new" : null);
  const [leaving, setLeaving] = useState<TeamDto | null>(null);
  const names = new Map(props.members.map((member) => [member.id, member.name]));
  const active = props.members.filter((member) => member.isActive);
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
                <li key={team.id} className="flex items-center gap-3 py-3">
                  <span className="min-w-0 grow">
                    <span className="block font-medium">{team.name}</span>
                    {team.description ? <span className="block text-text-2">{team.description}</span> : null}
                    <span className="block text-meta text-text-3">
                      {team.memberIds.length === 0
                        ? t("nobody")
                        : list.format(team.memberIds.map((id) => names.get(id) ?? ""))}
                      {team.assignment === "inherit" ? "" : ` · ${t(`assignments.${team.assignment}`)}`}
                    </span>
                  </span>
                  {props.mayManage ? (
                    <span className="flex shrink-0 gap-2">
                      <Button
                        size="sm"
                        aria-label={t("edit", { name: team.name })}
                        onClick={() => setEdited(team)}
                      >
                        {t("change")}
                      </Button>
                      <Button
                        size="sm"
                        aria-label={t("deleteName", { name: team.name })}
                        onClick={() => setLeaving(team)}
                      >
                        {t("delete")}
                      </Button>
                    </span>
                  ) : null}
                </li>
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
      {leaving ? (
        <Dialog
          title={t("deleteQuestion", { name: leaving.name })}
          onClose={() => setLeaving(null)}
          footer={
            <>
              <Button onClick={() => setLeaving(null)}>{t("keep")}</Button>
              <Button
                variant="danger"
                busy={isBusy}
                onClick={() =>
                  save(() => api.teams.delete.mutate({ teamId: leaving.id }), {
                    done: t("deleted", { name: leaving.name }),
                    after: () => setLeaving(null),
                  })
                }
              >
                {t("deleteTeam")}
              </Button>
            </>
          }
        >
          <p className="text-text-2">{t("deleteConsequence")}</p>
        </Dialog>
      ) : null}
    </>
  );
}
