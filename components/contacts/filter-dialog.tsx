"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ContactCondition, ContactFilter } from "../../server/modules/contacts/filter";
import type { AttributeDefinitionDto } from "../../server/modules/contacts/schema";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ConditionRow } from "./condition-row";
import { useFilterFields } from "./filter-fields";

const FIRST: ContactCondition = { field: "name", operator: "contains", value: "" };
type Group = ContactFilter["groups"][number];

/** Conditions in groups, each group and the whole joined by "and" or "or". */
export default function FilterDialog(props: {
  filter: ContactFilter;
  definitions: readonly AttributeDefinitionDto[];
  onApply: (filter: ContactFilter) => void;
  onClose: () => void;
}) {
  const t = useTranslations("contactPages");
  const fields = useFilterFields(props.definitions);
  const [filter, setFilter] = useState<ContactFilter>(
    props.filter.groups.length
      ? props.filter
      : { join: "and", groups: [{ join: "and", conditions: [FIRST] }] },
  );
  const setGroup = (at: number, group: Group) =>
    setFilter({
      ...filter,
      groups: filter.groups
        .map((one, i) => (i === at ? group : one))
        .filter(({ conditions }) => conditions.length > 0),
    });
  return (
    <Dialog
      title={t("filterTitle")}
      isWide
      onClose={props.onClose}
      footer={
        <>
          <Button onClick={() => props.onApply({ join: "and", groups: [] })}>{t("clearFilter")}</Button>
          <Button variant="primary" onClick={() => props.onApply(filter)}>
            {t("applyFilter")}
          </Button>
        </>
      }
    >
      {filter.groups.map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups have no name but their place.
        <div key={at}>
          {at > 0 ? (
            <JoinSelect
              label={t("joinGroups")}
              value={filter.join}
              onChange={(join) => setFilter({ ...filter, join })}
            />
          ) : null}
          <fieldset className="rounded-10 border border-border p-3">
            <legend className="sr-only">{t("group", { number: at + 1 })}</legend>
            {group.conditions.map((condition, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name but their place.
              <div key={i}>
                {i > 0 ? (
                  <JoinSelect
                    label={t("joinConditions")}
                    value={group.join}
                    onChange={(join) => setGroup(at, { ...group, join })}
                  />
                ) : null}
                <ConditionRow
                  condition={condition}
                  fields={fields}
                  onChange={(next) =>
                    setGroup(at, {
                      ...group,
                      conditions: group.conditions.map((one, n) => (n === i ? next : one)),
                    })
                  }
                  onRemove={() =>
                    setGroup(at, { ...group, conditions: group.conditions.filter((_, n) => n !== i) })
                  }
                />
              </div>
            ))}
            <Button
              size="sm"
              variant="ghost"
              icon={<Plus aria-hidden="true" size={14} strokeWidth={1.75} />}
              disabled={group.conditions.length >= 10}
              onClick={() => setGroup(at, { ...group, conditions: [...group.conditions, FIRST] })}
            >
              {t("addCondition")}
            </Button>
          </fieldset>
        </div>
      ))}
      <Button
        size="sm"
        className="mt-3"
        disabled={filter.groups.length >= 10}
        onClick={() =>
          setFilter({ ...filter, groups: [...filter.groups, { join: "and", conditions: [FIRST] }] })
        }
      >
        {t("addGroup")}
      </Button>
    </Dialog>
  );
}

function JoinSelect(props: { label: string; value: "and" | "or"; onChange: (value: "and" | "or") => void }) {
  const t = useTranslations("contactPages");
  return (
    <select
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value as "and" | "or")}
      className="my-2 h-7 rounded-6 border border-border-strong bg-surface px-1.5 text-meta max-sm:h-11"
    >
      <option value="and">{t("and")}</option>
      <option value="or">{t("or")}</option>
    </select>
  );
}
