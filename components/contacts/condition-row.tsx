"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ContactCondition, FilterOperator } from "../../server/modules/contacts/filter";
import { useNames } from "../inbox/reference";
import { IconButton } from "../ui/icon-button";
import { inputClass } from "../ui/input";
import { Select } from "../ui/select";
import { type FilterField, operatorsOf, takesValue } from "./filter-fields";

/** One condition: which field, how, and with what. */
export function ConditionRow(props: {
  condition: ContactCondition;
  fields: readonly FilterField[];
  onChange: (condition: ContactCondition) => void;
  onRemove: () => void;
}) {
  const t = useTranslations("contactPages");
  const { condition, fields } = props;
  const field = fields.find((one) => one.field === condition.field) ?? fields[0]!;
  const operators = operatorsOf(field.kind);
  return (
    <div className="mb-2 flex items-center gap-2 max-sm:flex-wrap">
      <Select
        aria-label={t("field")}
        value={field.field}
        onChange={(event) => {
          const next = fields.find((one) => one.field === event.target.value)!;
          const value = next.kind === "flag" ? true : "";
          props.onChange({ field: next.field, operator: operatorsOf(next.kind)[0]!, value });
        }}
      >
        {fields.map((one) => (
          <option key={one.field} value={one.field}>
            {one.name}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t("operator")}
        value={condition.operator}
        onChange={(event) => props.onChange({ ...condition, operator: event.target.value as FilterOperator })}
      >
        {operators.map((operator) => (
          <option key={operator} value={operator}>
            {t(`operators.${operator}`)}
          </option>
        ))}
      </Select>
      {takesValue(condition.operator) ? <Value {...props} field={field} /> : <span className="w-full" />}
      <IconButton icon={X} label={t("removeCondition")} onClick={props.onRemove} />
    </div>
  );
}

function Value(props: {
  condition: ContactCondition;
  field: FilterField;
  onChange: (condition: ContactCondition) => void;
}) {
  const t = useTranslations("contactPages");
  const { labels } = useNames();
  const { condition, field } = props;
  const set = (value: ContactCondition["value"]) => props.onChange({ ...condition, value });
  const choose = (
    value: string,
    entries: readonly (readonly [string, string])[],
    take = set as (v: string) => void,
  ) => (
    <Select aria-label={t("value")} value={value} onChange={(event) => take(event.target.value)}>
      <option value="">{t("choose")}</option>
      {entries.map(([key, name]) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </Select>
  );
  if (field.kind === "flag") {
    const entries = [
      ["true", t("yes")],
      ["false", t("no")],
    ] as const;
    return choose(String(condition.value), entries, (value) => set(value === "true"));
  }
  if (field.kind === "labels") {
    const id = [condition.value].flat()[0];
    return choose(
      String(id ?? ""),
      [...labels.values()].map((label) => [label.id, label.name] as const),
    );
  }
  if (field.kind === "list")
    return choose(
      String(condition.value),
      (field.choices ?? []).map((name) => [name, name] as const),
    );
  const isDay = field.kind === "date" && condition.operator !== "days_before";
  const isNumber = field.kind === "number" || condition.operator === "days_before";
  return (
    <input
      aria-label={t("value")}
      className={inputClass()}
      type={isDay ? "date" : isNumber ? "number" : "text"}
      value={String(condition.value)}
      onChange={(event) => set(event.target.value)}
    />
  );
}
