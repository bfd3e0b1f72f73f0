"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import type { Operator } from "../../server/core/conversation-filter";
import type { Condition, Filter, Group } from "../../server/modules/conversations/filter-schema";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import { Select } from "../ui/select";
import { type FilterField, newCondition, operatorsOf } from "./filter-fields";
import { FilterValue } from "./filter-value";

type Props = {
  group: Filter | Group;
  fields: readonly FilterField[];
  /** Null: the group itself goes. */
  onChange: (group: Filter | Group | null) => void;
  /** The outer group may hold groups. */
  isOuter?: boolean;
};

/** Conditions joined by one word, each a line of selects; the outer group may hold further groups. */
export function FilterGroup({ group, fields, onChange, isOuter }: Props) {
  const t = useTranslations("filter");
  const items: (Condition | Group)[] = group.items;
  const put = (next: (Condition | Group)[]) =>
    onChange(next.length === 0 && !isOuter ? null : ({ ...group, items: next } as Filter));
  const list = useRef<HTMLUListElement>(null);
  /** After the next paint: what was added, or what has come in the place of what was taken away. */
  function focusLine(at: number) {
    requestAnimationFrame(() => {
      const line = list.current?.children[at] ?? list.current?.parentElement;
      line?.querySelector<HTMLElement>("[data-begins], button")?.focus();
    });
  }
  function replace(at: number, item: Condition | Group | null) {
    put(item ? items.map((old, i) => (i === at ? item : old)) : items.filter((_, i) => i !== at));
    if (!item) focusLine(Math.min(at, items.length - 2));
  }
  function add(item: Condition | Group) {
    put([...items, item]);
    focusLine(items.length);
  }
  const first = fields[0]!;
  return (
    <fieldset className={isOuter ? "" : "rounded-10 border border-border bg-sunken p-3"}>
      <legend className="sr-only">{isOuter ? t("conditions") : t("group")}</legend>
      <ul ref={list} className="flex flex-col gap-2">
        {items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name of their own.
          <li key={at} className="flex items-start gap-2 max-sm:flex-wrap">
            <span className="w-16 shrink-0 pt-2 text-text-2 max-sm:w-full">
              {at === 0 ? (
                t("where")
              ) : at === 1 ? (
                <select
                  aria-label={t("join")}
                  value={group.join}
                  onChange={(event) =>
                    onChange({ ...group, join: event.target.value as "and" | "or" } as Filter)
                  }
                  className="-mt-1 h-7 rounded-6 border border-border-strong bg-surface px-1 max-sm:h-11 max-sm:text-[1rem]"
                >
                  <option value="and">{t("and")}</option>
                  <option value="or">{t("or")}</option>
                </select>
              ) : (
                t(group.join)
              )}
            </span>
            {"items" in item ? (
              <div className="min-w-0 grow max-sm:w-full">
                <FilterGroup
                  group={item}
                  fields={fields}
                  onChange={(next) => replace(at, next as Group | null)}
                />
              </div>
            ) : (
              <Line condition={item} fields={fields} onChange={(next) => replace(at, next)} />
            )}
          </li>
        ))}
      </ul>
      <div className="mt-2 flex gap-2">
        <Button size="sm" variant="ghost" onClick={() => add(newCondition(first))}>
          {t("addCondition")}
        </Button>
        {isOuter ? (
          <Button
            size="sm"
            variant="ghost"
            onClick={() => add({ join: group.join === "and" ? "or" : "and", items: [newCondition(first)] })}
          >
            {t("addGroup")}
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}

function Line(props: {
  condition: Condition;
  fields: readonly FilterField[];
  onChange: (condition: Condition | null) => void;
}) {
  const t = useTranslations("filter");
  const { condition, fields, onChange } = props;
  const field = fields.find(({ name }) => name === condition.field) ?? fields[0]!;
  return (
    <div className="grid min-w-0 grow grid-cols-[1fr_1fr_1.2fr_auto] items-start gap-2 max-sm:w-full max-sm:grid-cols-1">
      <Select
        data-begins
        aria-label={t("field")}
        value={field.name}
        onChange={(event) =>
          onChange(newCondition(fields.find(({ name }) => name === event.target.value) ?? field))
        }
      >
        {fields.map(({ name, own }) => (
          <option key={name} value={name}>
            {own?.name ?? t(`fields.${name as "status"}`)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t("operator")}
        value={condition.operator}
        onChange={(event) => onChange({ ...condition, operator: event.target.value as Operator })}
      >
        {operatorsOf(field).map((operator) => (
          <option key={operator} value={operator}>
            {field.kind === "date" || field.kind === "day"
              ? t(`dates.${operator as "days_before"}`)
              : t(`operators.${operator}`)}
          </option>
        ))}
      </Select>
      <div className="min-w-0">
        <FilterValue
          field={field}
          condition={condition}
          onChange={(values) => onChange({ ...condition, values })}
        />
      </div>
      <IconButton icon={Trash2} label={t("remove")} onClick={() => onChange(null)} />
    </div>
  );
}
