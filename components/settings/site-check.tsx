"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import type { SiteChecked, SiteProblem } from "../../server/modules/visitors/site-check";
import { useWorkspace } from "../realtime/context";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Section } from "./section";
import { useSave } from "./use-save";

const ICON = { size: 16, strokeWidth: 1.75, "aria-hidden": true } as const;

/** Says what keeps the chat from a page of the business's, and how that is mended. */
export function SiteCheck({ inboxId }: { inboxId: string }) {
  const t = useTranslations("website");
  const { api } = useWorkspace();
  const { isBusy, errors, save } = useSave();
  const [url, setUrl] = useState("");
  const [answer, setAnswer] = useState<SiteChecked | null>(null);

  function check(event: React.FormEvent) {
    event.preventDefault();
    setAnswer(null);
    save(async () => setAnswer(await api.inboxes.checkSite.mutate({ inboxId, url })), {});
  }
  return (
    <Section title={t("check")} lead={t("checkLead")}>
      <form onSubmit={check} noValidate className="flex flex-col gap-4">
        <Field label={t("checkUrl")} hint={t("checkHint")} error={errors.url}>
          {(control) => (
            <span className="flex gap-2">
              <Input
                {...control}
                inputMode="url"
                autoComplete="url"
                placeholder="https://www.example.com"
                value={url}
                onChange={(event) => setUrl(event.target.value)}
              />
              <Button type="submit" busy={isBusy}>
                {t("checkNow")}
              </Button>
            </span>
          )}
        </Field>
        <div role="status" className="flex flex-col gap-2 empty:hidden">
          {answer?.problems.map((problem) => (
            <Problem key={problem.code} problem={problem} />
          ))}
          {answer?.problems.length === 0 ? <AllRight answer={answer} /> : null}
        </div>
      </form>
    </Section>
  );
}

function Problem({ problem: { code, values } }: { problem: SiteProblem }) {
  const t = useTranslations("website");
  return (
    <p className="flex gap-2 rounded-10 border border-danger-line bg-danger-soft px-3 py-2 text-danger-text">
      <CircleAlert {...ICON} className="mt-0.5 shrink-0" />
      <span className="min-w-0 break-words">
        <strong className="font-semibold">{t(`problem.${code}`, values)}</strong> {t(`mend.${code}`, values)}
      </span>
    </p>
  );
}

function AllRight({ answer: { url, lastSeen } }: { answer: SiteChecked }) {
  const t = useTranslations("website");
  const format = useFormatter();
  return (
    <p className="flex gap-2 rounded-10 border border-success-line bg-success-soft px-3 py-2 text-success-text">
      <CircleCheck {...ICON} className="mt-0.5 shrink-0" />
      <span className="min-w-0 break-words">
        <strong className="font-semibold">{t("checkRight", { url })}</strong>{" "}
        {lastSeen
          ? t("checkSeen", {
              at: format.dateTime(new Date(lastSeen), { dateStyle: "medium", timeStyle: "short" }),
            })
          : t("checkNeverSeen")}
      </span>
    </p>
  );
}
