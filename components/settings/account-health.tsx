"use client";

import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { AccountHealth as Health } from "../../server/modules/inboxes/schema";
import { useReader } from "../i18n/clock";
import { formatDateTime } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { useSave } from "./use-save";

/** What the provider says of the account behind an inbox: how it stands, what it may send, and what was told of it lately. */
export function AccountHealth({ inboxId, known }: { inboxId: string; known: Health }) {
  const t = useTranslations("account");
  const { api } = useWorkspace();
  const reader = useReader();
  const { isBusy, save } = useSave();
  // What was asked here stands until the page knows more.
  const [answer, setAnswer] = useState({ after: known, health: known });
  const health = answer.after === known ? answer.health : known;
  const ask = () =>
    save(
      async () => setAnswer({ after: known, health: await api.inboxes.refreshHealth.mutate({ inboxId }) }),
      {},
    );
  const isAsked = known.checkedAt !== null || known.problem !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for an account that was never asked about.
  useEffect(() => {
    if (!isAsked) ask();
  }, []);

  const { facts, checkedAt, problem, news } = health;
  return (
    <div className="flex flex-col gap-4">
      {facts.length > 0 ? (
        <dl className="grid grid-cols-[auto_1fr] gap-x-5 gap-y-2 text-body">
          {facts.map(({ label, value, isBad }) => (
            <div key={label} className="contents">
              <dt className="text-text-2">{label}</dt>
              <dd className={isBad ? "font-medium text-danger-text" : ""}>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {problem ? (
        <p role="alert" className="text-body text-danger-text">
          {problem}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          busy={isBusy}
          onClick={ask}
          icon={<RefreshCw aria-hidden="true" size={14} strokeWidth={1.75} />}
        >
          {t("ask")}
        </Button>
        <p role="status" className="text-meta text-text-3">
          {checkedAt ? t("asked", { at: formatDateTime(checkedAt, reader) }) : ""}
        </p>
      </div>
      {news.length > 0 ? (
        <section aria-label={t("news")}>
          <h3 className="mb-2 font-medium text-body">{t("news")}</h3>
          <ul className="flex flex-col gap-2">
            {news.map(({ id, tone, fact, next, at }) => (
              <li key={id} className="rounded-10 border border-border bg-sunken px-3 py-2 text-body">
                <span className="flex flex-wrap items-center gap-2">
                  <Badge tone={tone}>{t(`tones.${tone}`)}</Badge>
                  <span className="num text-meta text-text-3">{formatDateTime(at, reader)}</span>
                </span>
                <span className="mt-1 block">
                  <strong className="font-semibold">{fact}</strong> {next}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
