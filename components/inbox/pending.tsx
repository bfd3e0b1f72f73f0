"use client";

import { useTranslations } from "next-intl";
import { Suspense, useEffect, useMemo, useRef } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useReader } from "../i18n/clock";
import { formatTime } from "../i18n/time";
import { useLive, useWorkspace } from "../realtime/context";
import { late } from "../ui/late";
import { Bubble, NoteHead } from "./bubble";
import { OutboxState } from "./message-state";

const HeldState = late(() => import("./held-state"));
const QuoteLine = late(() => import("./quote"));

/** What has been written and is not in the thread yet, below everything that is: held by the server, or not with it. */
export function Pending({ conversation }: { conversation: ConversationSummary }) {
  const t = useTranslations("inbox");
  const { outgoing, me, held: store, engine } = useWorkspace();
  const { id } = conversation;
  const reader = useReader();
  const entries = useLive(() => outgoing.in(id));
  const held = useLive(() => store.in(id));
  const messages = useLive((live) => live.model.threads.get(id)?.items);
  useEffect(() => {
    const load = () => void store.load(id);
    load();
    engine.onConnected.add(load);
    return () => void engine.onConnected.delete(load);
  }, [store, engine, id]);
  const waiting = useMemo(() => {
    const arrived = new Set(messages?.slice(-100).map((message) => message.clientId));
    const kept = held.filter((one) => !arrived.has(one.clientId));
    for (const { clientId } of kept) arrived.add(clientId);
    return { kept, own: entries.filter((entry) => !arrived.has(entry.clientId)) };
  }, [entries, held, messages]);
  const { kept, own } = waiting;
  const end = useRef<HTMLDivElement>(null);
  const newest = own.at(-1)?.clientId;
  // Whoever writes wants to see it, also from further up.
  useEffect(() => {
    if (newest) end.current?.scrollIntoView({ block: "end" });
  }, [newest]);
  if (kept.length + own.length === 0) return null;
  return (
    <div ref={end} className="mb-[11px] flex scroll-mb-5 flex-col gap-[3px]" aria-live="off">
      {kept.map((one) => (
        <div key={one.clientId} className="flex flex-col">
          <Bubble
            kind="outgoing"
            text={one.content}
            files={one.files}
            isLast
            spoken={t("wroteAt", { author: t("you"), time: formatTime(one.createdAt, reader) })}
            head={
              one.replyTo ? (
                <Suspense>
                  <QuoteLine quote={one.replyTo} conversation={conversation} />
                </Suspense>
              ) : null
            }
          />
          <Suspense>
            <HeldState held={one} conversation={conversation} />
          </Suspense>
        </div>
      ))}
      {own.map((entry, index) => {
        const time = formatTime(entry.createdAt, reader);
        const isNote = entry.kind === "note";
        const next = own[index + 1];
        const isLast = entry.state === "failed" || next?.state !== entry.state;
        return (
          <div key={entry.clientId} className="flex flex-col">
            <Bubble
              kind={entry.kind}
              text={entry.content}
              files={entry.files}
              isLast={isLast}
              spoken={t(isNote ? "noteBy" : "wroteAt", { author: t("you"), time })}
              head={isNote ? <NoteHead author={me.user.name} time={time} /> : null}
            />
            {isLast ? <OutboxState entry={entry} /> : null}
          </div>
        );
      })}
    </div>
  );
}
