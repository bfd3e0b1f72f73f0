"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { TEAM_ASSIGNMENTS, type TeamAssignment, type TeamDto } from "../../server/modules/tenants/schema";
import { PickMany } from "../forms/pick-many";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { useSave } from "./use-save";

/** Makes a team, or changes one. */
export function TeamDialog(props: {
  team: TeamDto | null;
  members: readonly { id: string; name: string }[];
  onClose: () => void;
}) {
  const { team, onClose } = props;
  const t = useTranslations("teams");
  const { api } = useWorkspace();
  const { isBusy, errors, save } = useSave();
  const [name, setName] = useState(team?.name ?? "");
  const [description, setDescription] = useState(team?.description ?? "");
  const [memberIds, setMemberIds] = useState(team?.memberIds ?? []);
  const [assignment, setAssignment] = useState<TeamAssignment>(team?.assignment ?? "inherit");

  function submit(event: React.FormEvent) {
    event.preventDefault();
    const given = { name, description, memberIds };
    save(
      async () => {
        const id = team?.id ?? (await api.teams.create.mutate(given)).teamId;
        if (team || assignment !== "inherit")
          await api.teams.update.mutate({ teamId: id, ...given, assignment });
      },
      { done: t(team ? "saved" : "made", { name }), after: onClose },
    );
  }

  return (
    <Dialog title={team ? t("edit", { name: team.name }) : t("new")} onClose={onClose} isDirty={isBusy}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("name")} error={errors.name}>
          {(control) => <Input {...control} value={name} onChange={(e) => setName(e.target.value)} />}
        </Field>
        <Field label={t("description")} hint={t("descriptionHint")} error={errors.description}>
          {(control) => (
            <Input {...control} value={description} onChange={(e) => setDescription(e.target.value)} />
          )}
        </Field>
        <PickMany label={t("members")} options={props.members} chosen={memberIds} onChange={setMemberIds} />
        <Field label={t("assignment")} hint={t("assignmentHint")}>
          {(control) => (
            <Select
              {...control}
              value={assignment}
              onChange={(e) => setAssignment(e.target.value as TeamAssignment)}
            >
              {TEAM_ASSIGNMENTS.map((key) => (
                <option key={key} value={key}>
                  {t(`assignments.${key}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" variant="primary" busy={isBusy}>
            {t(team ? "save" : "make")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
