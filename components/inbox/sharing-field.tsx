"use client";

import { useTranslations } from "next-intl";
import { useWorkspace } from "../realtime/context";
import { Field } from "../ui/field";
import { Select } from "../ui/select";
import { useNames } from "./reference";

/** "private", "tenant", or the id of the team it is shared with. */
export type Sharing = string;

export function sharingOf(of: { sharedWith: "private" | "team" | "tenant"; teamId: string | null }): Sharing {
  return of.sharedWith === "team" ? (of.teamId ?? "private") : of.sharedWith;
}

/** As the server takes it. */
export function sharedAs(
  sharing: Sharing,
): { sharedWith: "private" | "tenant" } | { sharedWith: "team"; teamId: string } {
  return sharing === "private" || sharing === "tenant"
    ? { sharedWith: sharing }
    : { sharedWith: "team", teamId: sharing };
}

/** Who sees what one has put together: oneself, a team of one's own, or, for whoever keeps the settings, everybody. */
export function SharingField({ value, onChange }: { value: Sharing; onChange: (next: Sharing) => void }) {
  const t = useTranslations("filter");
  const { me } = useWorkspace();
  const { teams } = useNames();
  const offered = [...teams.values()].filter(
    (team) => team.id === value || team.memberIds.includes(me.member.id),
  );
  return (
    <Field label={t("sharedWith")}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="private">{t("onlyMe")}</option>
          {offered.map((team) => (
            <option key={team.id} value={team.id}>
              {t("team", { name: team.name })}
            </option>
          ))}
          {value === "tenant" || me.member.permissions.includes("settings_account") ? (
            <option value="tenant">{t("everybody")}</option>
          ) : null}
        </Select>
      )}
    </Field>
  );
}
