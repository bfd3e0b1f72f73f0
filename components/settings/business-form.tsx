"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { LOCALES, type Locale } from "../../server/core/locales";
import type { LabelListed } from "../../server/modules/conversations/labels";
import type { Business } from "../../server/modules/tenants/schema";
import { Checkbox } from "../forms/checkbox";
import { languageName } from "../i18n/language-name";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { AutoResolveFields } from "./auto-resolve-fields";
import { HoursEditor } from "./hours-editor";
import { PageHead } from "./page-head";
import { Section, SettingsColumn } from "./section";
import { useSave } from "./use-save";

/** What holds for the whole business. One Save for the page, which says when something is unsaved. */
export function BusinessForm(props: {
  business: Business;
  labels: LabelListed[];
  timeZones: string[];
  mayChange: boolean;
}) {
  const t = useTranslations("business");
  const { api } = useWorkspace();
  const { isBusy, errors, save } = useSave();
  const [stored, setStored] = useState(props.business);
  const [business, setBusiness] = useState(props.business);
  const isDirty = JSON.stringify(business) !== JSON.stringify(stored);
  const change = (part: Partial<Business>) => setBusiness((old) => ({ ...old, ...part }));
  const { name, locale, timeZone, agentsSeeQueue, hours, autoResolve } = business;
  function submit() {
    const given = { name, locale, timeZone, agentsSeeQueue, hours, autoResolve };
    save(() => api.business.update.mutate(given), { done: t("saved"), after: () => setStored(business) });
  }
  return (
    <>
      <PageHead title={t("title")}>
        {isDirty ? (
          <>
            <span className="text-meta text-text-2 max-sm:sr-only">{t("unsaved")}</span>
            <Button onClick={() => setBusiness(stored)}>{t("discard")}</Button>
            <Button variant="primary" busy={isBusy} onClick={submit}>
              {t("save")}
            </Button>
          </>
        ) : null}
      </PageHead>
      <SettingsColumn>
        <fieldset disabled={!props.mayChange} className="min-w-0">
          {props.mayChange ? null : <p className="mb-4 text-text-2">{t("readOnly")}</p>}
          <Section title={t("general")}>
            <div className="flex flex-col gap-4">
              <Field label={t("name")} error={errors.name}>
                {(control) => (
                  <Input {...control} value={name} onChange={(e) => change({ name: e.target.value })} />
                )}
              </Field>
              <Field label={t("timeZone")} hint={t("timeZoneHint")} error={errors.timeZone}>
                {(control) => (
                  <Select
                    {...control}
                    value={timeZone}
                    onChange={(e) => change({ timeZone: e.target.value })}
                  >
                    {props.timeZones.map((zone) => (
                      <option key={zone}>{zone}</option>
                    ))}
                  </Select>
                )}
              </Field>
              <Field label={t("locale")} hint={t("localeHint")} error={errors.locale}>
                {(control) => (
                  <Select
                    {...control}
                    value={locale}
                    onChange={(e) => change({ locale: e.target.value as Locale })}
                  >
                    {LOCALES.map((one) => (
                      <option key={one} value={one} lang={one}>
                        {languageName(one)}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            </div>
          </Section>
          <Section title={t("hours")} lead={t("hoursLead")}>
            <HoursEditor hours={hours} onChange={(next) => change({ hours: next })} />
            <SectionError errors={errors} of="hours" />
          </Section>
          <Section title={t("queue")} lead={t("queueLead")}>
            <Checkbox
              label={t("agentsSeeQueue")}
              checked={agentsSeeQueue}
              onChange={(e) => change({ agentsSeeQueue: e.target.checked })}
            />
          </Section>
          <Section title={t("autoResolve")} lead={t("autoResolveLead")}>
            <AutoResolveFields
              rule={autoResolve}
              labels={props.labels}
              onChange={(next) => change({ autoResolve: next })}
            />
            <SectionError errors={errors} of="autoResolve" />
          </Section>
        </fieldset>
      </SettingsColumn>
    </>
  );
}

/** What is wrong somewhere inside a part, below it. */
export function SectionError({ errors, of }: { errors: Record<string, string>; of: string }) {
  const found = Object.entries(errors).find(([field]) => field === of || field.startsWith(`${of}.`));
  return found ? (
    <p role="alert" className="mt-3 font-medium text-danger-text text-meta">
      {found[1]}
    </p>
  ) : null;
}
