"use client";

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

/** One entry: what it does, how it stands, and why. `onAct`: only where it may be changed. */
export function OutboxRow(props: {
  entry: OutboxListed;
  onAct: ((how: "retry" | "discard") => Promise<void>) | null;
}) {
  const t = useTranslations("outbox");
  const reader = useReader();
  const [isAsking, setAsking] = useState(false);
  const { entry, onAct } = props;
  const { id, kind, key, status, attempts, lastError, runAt, createdAt } = entry;
  const words = `kinds.${kind.replace(/\W/g, "_")}` as KindKey;
  const mayAct = onAct !== null && status === "dead";
  return (
    <li className="flex items-start gap-3 px-4 py-3 max-sm:flex-col">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{t.has(words) ? t(words) : kind}</span>
          <Badge tone={TONES[status]}>{t(`states.${status}`)}</Badge>
        </p>
        <p className="text-meta text-text-2">
          {t("facts", { id, time: formatDateTime(createdAt, reader), attempts })}
          {status === "scheduled" ? ` ${t("next", { time: formatDateTime(runAt, reader) })}` : null}
        </p>
        {lastError ? <p className="break-words text-danger-text text-meta">{lastError}</p> : null}
        <p className="break-all font-mono text-caption text-text-3">
          {kind}
          {key ? ` · ${key}` : null}
        </p>
      </div>
      {mayAct ? (
        <div className="flex shrink-0 gap-2">
          <Button size="sm" aria-label={t("retryOne", { id })} onClick={() => void onAct("retry")}>
            {t("retry")}
          </Button>
          <Button size="sm" aria-label={t("discardOne", { id })} onClick={() => setAsking(true)}>
            {t("discard")}
          </Button>
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
