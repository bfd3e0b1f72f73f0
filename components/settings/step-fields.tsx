"use client";

import { useTranslations } from "next-intl";
import type { LabelListed } from "../../server/modules/conversations/labels";
import type { MacroStep } from "../../server/modules/messages/macros-schema";
import type { MemberDto, TeamDto } from "../../server/modules/tenants/schema";
import { inputClass } from "../ui/input";
import { Select } from "../ui/select";

const LEVELS = ["urgent", "high", "medium", "low"] as const;
const SLEEPS = [60, 240, 1440, 10_080] as const;

export type People = { members: readonly MemberDto[]; teams: readonly TeamDto[] };

/** What a step needs to know beyond its kind. */
export function StepFields(props: {
  step: MacroStep;
  labels: readonly LabelListed[];
  people: People;
  onChange: (step: MacroStep) => void;
}) {
  const t = useTranslations("macros");
  const words = useTranslations("acts");
  const { step, onChange } = props;
  if (step.type === "note" || step.type === "reply") {
    return (
      <textarea
        aria-label={t("words")}
        required
        rows={2}
        value={step.content}
        onChange={(event) => onChange({ ...step, content: event.target.value })}
        className={`${inputClass()} h-auto! min-w-0 grow py-1.5`}
      />
    );
  }
  if (step.type === "assign") {
    const active = props.people.members.filter((member) => member.isActive);
    return (
      <Choice
        label={t("kinds.assign")}
        value={step.assigneeId ?? ""}
        options={[["me", t("whoever")], ["", t("nobody")], ...named(active)]}
        onChange={(assigneeId) => onChange({ ...step, assigneeId: assigneeId || null })}
      />
    );
  }
  if (step.type === "team") {
    return (
      <Choice
        label={t("kinds.team")}
        value={step.teamId ?? ""}
        options={[["", t("noTeam")], ...named(props.people.teams)]}
        onChange={(teamId) => onChange({ ...step, teamId: teamId || null })}
      />
    );
  }
  if (step.type === "priority") {
    return (
      <Select
        aria-label={t("kinds.priority")}
        value={step.priority ?? "high"}
        onChange={(event) => onChange({ ...step, priority: event.target.value as (typeof LEVELS)[number] })}
        className="min-w-0 grow"
      >
        {LEVELS.map((level) => (
          <option key={level} value={level}>
            {words(`priority.${level}`)}
          </option>
        ))}
      </Select>
    );
  }
  if (step.type === "labels") {
    return (
      <Select
        aria-label={t("kinds.label")}
        required
        value={step.add[0] ?? ""}
        onChange={(event) => onChange({ ...step, add: [event.target.value] })}
        className="min-w-0 grow"
      >
        <option value="">{t("chooseLabel")}</option>
        {props.labels.map((label) => (
          <option key={label.id} value={label.id}>
            {label.name}
          </option>
        ))}
      </Select>
    );
  }
  if (step.type === "snooze") {
    return (
      <Select
        aria-label={t("kinds.snooze")}
        value={step.minutes ?? ""}
        onChange={(event) => onChange({ ...step, minutes: Number(event.target.value) || null })}
        className="min-w-0 grow"
      >
        <option value="">{words("untilReply")}</option>
        {SLEEPS.map((minutes) => (
          <option key={minutes} value={minutes}>
            {t("hours", { count: minutes / 60 })}
          </option>
        ))}
      </Select>
    );
  }
  return <span className="grow" />;
}

type Named = [id: string, name: string];
const named = (items: readonly { id: string; name: string }[]): Named[] =>
  items.map(({ id, name }) => [id, name]);

/** One of these; what is chosen and no longer among them stays until another is chosen. */
function Choice(props: {
  label: string;
  value: string;
  options: readonly Named[];
  onChange: (id: string) => void;
}) {
  const t = useTranslations("macros");
  const { value, options } = props;
  return (
    <Select
      aria-label={props.label}
      value={value}
      onChange={(event) => props.onChange(event.target.value)}
      className="min-w-0 grow"
    >
      {options.some(([id]) => id === value) ? null : <option value={value}>{t("former")}</option>}
      {options.map(([id, name]) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}
