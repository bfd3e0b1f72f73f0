"use client";

import { useTranslations } from "next-intl";
import type { LabelListed } from "../../server/modules/conversations/labels";
import type { TenantSettings } from "../../server/modules/tenants/schema";
import { Checkbox } from "../forms/checkbox";
import { TextArea } from "../forms/text-area";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";

type Rule = TenantSettings["autoResolve"];
const UNITS = { minutes: 1, hours: 60, days: 1440 } as const;
type Unit = keyof typeof UNITS;

/** When a conversation that lies still is resolved, and what is said then. */
export function AutoResolveFields(props: {
  rule: Rule;
  labels: LabelListed[];
  onChange: (rule: Rule) => void;
}) {
  const t = useTranslations("business");
  const { rule } = props;
  const set = (part: Partial<Rule>) => props.onChange({ ...rule, ...part });
  const unit: Unit =
    rule.afterMinutes % 1440 === 0 ? "days" : rule.afterMinutes % 60 === 0 ? "hours" : "minutes";
  const amount = rule.afterMinutes / UNITS[unit];
  return (
    <div className="flex flex-col gap-4">
      <Checkbox
        label={t("autoResolveOn")}
        checked={rule.isOn}
        onChange={(e) => set({ isOn: e.target.checked })}
      />
      {rule.isOn ? (
        <>
          <div className="flex items-end gap-2">
            <Field label={t("after")}>
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  min={1}
                  value={amount}
                  onChange={(e) =>
                    set({ afterMinutes: Math.max(1, Math.round(Number(e.target.value))) * UNITS[unit] })
                  }
                  className="num w-28!"
                />
              )}
            </Field>
            <Select
              aria-label={t("unit")}
              value={unit}
              onChange={(e) => set({ afterMinutes: amount * UNITS[e.target.value as Unit] })}
              className="w-32"
            >
              {(Object.keys(UNITS) as Unit[]).map((key) => (
                <option key={key} value={key}>
                  {t(`units.${key}`)}
                </option>
              ))}
            </Select>
          </div>
          <Checkbox
            label={t("notWhileWaiting")}
            checked={rule.notWhileWaiting}
            onChange={(e) => set({ notWhileWaiting: e.target.checked })}
          />
          <Field label={t("resolveMessage")} hint={t("resolveMessageHint")}>
            {(control) => (
              <TextArea
                {...control}
                value={rule.message}
                onChange={(e) => set({ message: e.target.value })}
              />
            )}
          </Field>
          <Field label={t("resolveLabel")}>
            {(control) => (
              <Select
                {...control}
                value={rule.labelId ?? ""}
                onChange={(e) => set({ labelId: e.target.value || null })}
              >
                <option value="">{t("noLabel")}</option>
                {props.labels.map((label) => (
                  <option key={label.id} value={label.id}>
                    {label.name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </>
      ) : null}
    </div>
  );
}
