"use client";

import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { OutboxListed, OutboxState } from "../../server/modules/sending/schema";
import { useReader } from "../i18n/clock";
import type { Messages } from "../i18n/messages";
import { formatDateTime } from "../i18n/time";
import { Badge, type Tone } from "../ui/badge";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";

/** Every kind has its words (server/worker/handlers.test.ts); one of another version shows its key. */
type KindKey = `kinds.${keyof Messages["outbox"]["kinds"] & string}`;
const TONES: Record<OutboxState, Tone> = {
  scheduled: "info",
  ready: "info",
  waiting: "neutral",
  done: "success",
  dead: "danger",
};

/** One entry: what it does for whom, how it stands, why, and what comes next. `onAct`: only where it may be changed. */
export function OutboxRow(props: {
  entry: OutboxListed;
  onAct: ((how: "retry" | "discard") => Promise<void>) | null;
}) {
  const t = useTranslations("outbox");
  const reader = useReader();
  const [isAsking, setAsking] = useState(false);
  const { entry, onAct } = props;
  const { id, kind, key, status, attempts, lastError, createdAt } = entry;
  const what = useWhat(entry);
  const isWaiting = status === "scheduled" && lastError !== null;
  return (
    <li className="flex items-start gap-3 px-4 py-3 max-sm:flex-col">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{what}</span>
          <Badge tone={TONES[status]}>{t(`states.${status}`)}</Badge>
        </p>
        <p className={clsx("break-words text-body", status === "dead" ? "text-danger-text" : "text-text-2")}>
          <Why entry={entry} />
        </p>
        <details className="text-meta text-text-3">
          <summary className="w-fit cursor-pointer rounded-4 hover:text-text-2">{t("details")}</summary>
          <p>{t("facts", { id, time: formatDateTime(createdAt, reader), attempts })}</p>
          <p className="break-all font-mono text-caption">
            {kind}
            {key ? ` · ${key}` : null}
          </p>
        </details>
      </div>
      {onAct && (status === "dead" || isWaiting) ? (
        <div className="flex shrink-0 gap-2">
          <Button
            size="sm"
            aria-label={t(isWaiting ? "tryNowOne" : "retryOne", { what })}
            onClick={() => void onAct("retry")}
          >
            {t(isWaiting ? "tryNow" : "retry")}
          </Button>
          {isWaiting ? null : (
            <Button size="sm" aria-label={t("discardOne", { what })} onClick={() => setAsking(true)}>
              {t("discard")}
            </Button>
          )}
        </div>
      ) : null}
      {isAsking && onAct ? (
        <Dialog
          title={t("question")}
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{t("keep")}</Button>
              <Button
                variant="danger"
                onClick={() => {
                  setAsking(false);
                  void onAct("discard");
                }}
              >
                {t("discard")}
              </Button>
            </>
          }
        >
          <p className="text-text-2">{t("consequence")}</p>
        </Dialog>
      ) : null}
    </li>
  );
}

/** "Reply to Grace Whitfield in WhatsApp Orders". */
function useWhat({ kind, about: { person, inbox } }: OutboxListed): string {
  const t = useTranslations("outbox");
  const name = kind.replace(/\W/g, "_");
  const about = {
    ...{ person: person ?? "", hasPerson: String(person !== null) },
    ...{ inbox: inbox ?? "", hasInbox: String(inbox !== null) },
  };
  const own = `of.${name}` as "of.message_send";
  if (t.has(own)) return t(own, about);
  const words = `kinds.${name}` as KindKey;
  return t("of.other", { ...about, what: t.has(words) ? t(words) : kind });
}

/** Why it stands as it does, and when it is tried next. */
function Why({ entry: { status, attempts, lastError, runAt, finishedAt } }: { entry: OutboxListed }) {
  const t = useTranslations("outbox");
  const reader = useReader();
  const time = formatDateTime(status === "done" ? (finishedAt ?? runAt) : runAt, reader);
  const reason = lastError ? ended(lastError) : t("noReason");
  return t(`why.${status}`, { time, attempts, reason, hasReason: String(lastError !== null) });
}

/** Errors of the machine's have no full stop. */
const ended = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);
