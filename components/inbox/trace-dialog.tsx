"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import type { MessageTrace } from "../../server/modules/sending/schema";
import { useReader } from "../i18n/clock";
import { formatDate } from "../i18n/time";
import { useWorkspace } from "../realtime/context";
import { failureOf } from "../trpc/failure";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { useNames } from "./reference";
import { type Step, stepsOf } from "./trace-steps";

const DOTS: Record<Step["tone"], string> = {
  plain: "bg-border-strong",
  good: "bg-success",
  bad: "bg-danger",
  unclear: "bg-warning",
};

/** As the list of what is owed (settings/outbox-screen.tsx). */
const AGAIN_MS = 5_000;

/** The life of one message: times, tries, the provider's ids and errors, and for those who may, the request that brought it. */
export default function TraceDialog(props: {
  message: MessageDto;
  conversation: ConversationSummary;
  /** Opened to see what came. */
  isRaw?: boolean;
  onClose: () => void;
}) {
  const t = useTranslations("trace");
  const { api } = useWorkspace();
  const { message, conversation, isRaw } = props;
  const [trace, setTrace] = useState<MessageTrace | null>(null);
  const [problem, setProblem] = useState("");
  const { id: messageId, version } = message;
  const conversationId = conversation.id;
  const [turn, setTurn] = useState(0);
  // A try that has failed for now changes the message not at all: nobody is told of it.
  const isUnderWay = trace !== null && trace.owed !== null;
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setInterval(() => document.hidden || setTurn((last) => last + 1), AGAIN_MS);
    return () => clearInterval(timer);
  }, [isUnderWay]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has changed of the message is asked for again, and what is still under way.
  useEffect(() => {
    let isOver = false;
    api.messages.trace.query({ conversationId, messageId }).then(
      (answer) => {
        if (isOver) return;
        setTrace(answer);
        setProblem("");
      },
      (error: unknown) => !isOver && setProblem(failureOf(error).message || t("notRead")),
    );
    return () => {
      isOver = true;
    };
  }, [api, conversationId, messageId, version, turn, t]);
  return (
    <Dialog title={t("title")} onClose={props.onClose} isWide>
      {problem ? <p role="alert">{problem}</p> : null}
      {trace ? (
        <Life trace={trace} inboxId={conversation.inboxId} />
      ) : problem ? null : (
        <p className="text-text-2">{t("reading")}</p>
      )}
      {trace?.delivery ? <Raw deliveryId={trace.delivery.id} isOpen={isRaw} /> : null}
      {trace && !trace.delivery && isRaw ? <p className="mt-3 text-text-2">{t("rawNotYours")}</p> : null}
    </Dialog>
  );
}

function Life({ trace, inboxId }: { trace: MessageTrace; inboxId: string }) {
  const { inboxes } = useNames();
  const t = useTranslations("trace");
  const reader = useReader();
  const { locale, zone } = reader;
  const time = new Intl.DateTimeFormat(locale, { timeZone: zone, timeStyle: "medium" });
  const steps = stepsOf(trace, t, inboxes.get(inboxId)?.pausedFor ?? null);
  return (
    <>
      <p className="mb-3 text-text-2">{t("on", { date: formatDate(trace.createdAt, reader) })}</p>
      <ol className="flex flex-col">
        {steps.map(({ at, what, more, code, tone }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a life is only ever added to.
          <li key={index} className="relative flex gap-3 pb-3 last:pb-0">
            <span aria-hidden="true" className={`mt-1.5 size-2 shrink-0 rounded-full ${DOTS[tone]}`} />
            <time dateTime={at ?? undefined} className="num w-18 shrink-0 text-text-2">
              {at ? time.format(new Date(at)) : null}
            </time>
            <div className="min-w-0">
              <p className="font-medium">{what}</p>
              {more.map((line) => (
                <p key={line} className="break-words text-meta text-text-2">
                  {line}
                </p>
              ))}
              {code ? <p className="break-words text-caption text-text-3">{t("code", { code })}</p> : null}
            </div>
          </li>
        ))}
      </ol>
      {trace.externalId ? (
        <p className="mt-4 break-all border-border border-t pt-3 text-meta text-text-2">
          {t("externalId")} <code className="font-mono">{trace.externalId}</code>
        </p>
      ) : null}
    </>
  );
}

/** The request as it came, with secrets and numbers masked. */
function Raw({ deliveryId, isOpen = false }: { deliveryId: string; isOpen?: boolean }) {
  const t = useTranslations("trace");
  const { api } = useWorkspace();
  const [isWanted, setWanted] = useState(isOpen);
  const [raw, setRaw] = useState("");
  useEffect(() => {
    if (!isWanted) return;
    api.deliveries.get.query({ deliveryId }).then(
      (detail) => setRaw(detail.raw),
      (error: unknown) => setRaw(failureOf(error).message || t("notRead")),
    );
  }, [api, deliveryId, isWanted, t]);
  if (!isWanted)
    return (
      <p className="mt-4">
        <Button onClick={() => setWanted(true)}>{t("showRaw")}</Button>
      </p>
    );
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach it.
      tabIndex={0}
      className="scroll-area mt-4 max-h-72 rounded-10 border border-border bg-sunken p-3 font-mono text-meta"
    >
      {raw || t("reading")}
    </pre>
  );
}
