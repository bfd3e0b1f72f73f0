"use client";

import { useTranslations } from "next-intl";
import { needsValue } from "../../server/core/conversation-filter";
import type { Condition } from "../../server/modules/conversations/filter-schema";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import type { FilterField } from "./filter-fields";
import { useNames } from "./reference";

type Props = { field: FilterField; condition: Condition; onChange: (values: string[]) => void };

/** What a condition is held against: ticks for a set, a day, a number, words. */
export function FilterValue({ field, condition, onChange }: Props) {
  const t = useTranslations("filter");
  const choices = useChoices(field);
  const { operator, values } = condition;
  const label = t("value");
  const first = values[0] ?? "";
  if (!needsValue(operator)) return null;
  if (choices) {
    return (
      <fieldset className="scroll-area max-h-36 w-full rounded-8 border border-border-strong px-2 py-1">
        <legend className="sr-only">{label}</legend>
        {choices.map(([value, name]) => (
          <label key={value} className="flex h-7 items-center gap-2 max-sm:h-11">
            <input
              type="checkbox"
              checked={values.includes(value)}
              onChange={(event) =>
                onChange(event.target.checked ? [...values, value] : values.filter((one) => one !== value))
              }
              className="accent-primary"
            />
            <span className="truncate">{name}</span>
          </label>
        ))}
      </fieldset>
    );
  }
  if (field.kind === "checkbox") {
    return (
      <Select aria-label={label} value={first} onChange={(event) => onChange([event.target.value])}>
        <option value="true">{t("ticked")}</option>
        <option value="false">{t("notTicked")}</option>
      </Select>
    );
  }
  const isDay = (field.kind === "date" || field.kind === "day") && operator !== "days_before";
  const isNumber = operator === "days_before" || field.kind === "amount";
  return (
    <Input
      aria-label={label}
      type={isDay ? "date" : isNumber ? "number" : "text"}
      step={isNumber ? "any" : undefined}
      value={isDay ? first.slice(0, 10) : first}
      onChange={(event) => onChange(event.target.value ? [event.target.value] : [])}
    />
  );
}

/** The members of a set with their names; null for a field without one. */
function useChoices({ name, own }: FilterField): [value: string, name: string][] | null {
  const t = useTranslations();
  const { members, inboxes, teams, labels } = useNames();
  const named = (items: ReadonlyMap<string, { id: string; name: string }>) =>
    [...items.values()].map((item): [string, string] => [item.id, item.name]);
  if (own) return own.kind === "list" ? (own.options.choices ?? []).map((choice) => [choice, choice]) : null;
  switch (name) {
    case "status":
      return (["open", "pending", "snoozed", "resolved"] as const).map((status) => [
        status,
        t(`inbox.is.${status}`),
      ]);
    case "priority":
      return (["low", "medium", "high", "urgent"] as const).map((one) => [one, t(`filter.priority.${one}`)]);
    case "assignee":
      return [["me", t("inbox.you")], ...named(members)];
    case "inbox":
      return named(inboxes);
    case "team":
      return named(teams);
    case "labels":
      return named(labels);
    default:
      return null;
  }
}
