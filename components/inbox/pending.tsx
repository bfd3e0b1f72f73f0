"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { useZone } from "../i18n/clock";
import { formatTime } from "../i18n/time";
import { useLive, useWorkspace } from "../realtime/context";
import { Bubble, NoteHead } from "./bubble";
import { OutboxState } from "./message-state";

/** What has been written here and is not with the server yet, below everything that is. */
export function Pending({ conversationId }: { conversationId: string }) {
  const t = useTranslations("inbox");
  const { outgoing, me } = useWorkspace();
  const zone = useZone();
  const entries = useLive(() => outgoing.in(conversationId));
  const messages = useLive((engine) => engine.model.threads.get(conversationId)?.items);
  const waiting = useMemo(() => {
    const arrived = new Set(messages?.slice(-100).map((message) => message.clientId));
    return entries.filter((entry) => !arrived.has(entry.clientId));
  }, [entries, messages]);
  const end = useRef<HTMLDivElement>(null);
  const newest = waiting.at(-1)?.clientId;
  // Whoever writes wants to see it, also from further up.
  useEffect(() => {
    if (newest) end.current?.scrollIntoView({ block: "end" });
  }, [newest]);
  if (waiting.length === 0) return null;
  return (
    <div ref={end} className="mb-[11px] flex flex-col gap-[3px]" aria-live="off">
      {waiting.map((entry, index) => {
        const time = formatTime(entry.createdAt, zone);
        const isNote = entry.kind === "note";
        const next = waiting[index + 1];
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
