"use client";

import { useTranslations } from "next-intl";
import { Suspense, useEffect, useMemo, useRef, useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useCommands } from "../commands/registry";
import { useReader } from "../i18n/clock";
import { useLive, useWorkspace } from "../realtime/context";
import { hasOlder } from "../realtime/thread";
import { Button } from "../ui/button";
import { late } from "../ui/late";
import { useSettled } from "../ui/use-settled";
import { ActivityLine } from "./activity-line";
import { jumpTo, walkMessages } from "./jump";
import { DayLine, NewLine } from "./lines";
import { NewestPill } from "./newest-pill";
import { Pending } from "./pending";
import { Run } from "./run";
import { threadItems } from "./thread-items";
import { TypingDots } from "./typing-dots";
import { useMarkRead } from "./use-mark-read";
import { useRoute } from "./use-route";

const ThreadExtras = late(() => import("./thread-extras"));

const LOAD_BEFORE_TOP = 500;
const AT_BOTTOM = 60;

/**
 * The messages of a conversation. The scroller runs from the bottom up (column-reverse): it opens at the newest without
 * a script, stays there as new ones come, and older ones loaded above move nothing.
 */
export function Thread({ conversation }: { conversation: ConversationSummary }) {
  const t = useTranslations();
  const { engine } = useWorkspace();
  const { id } = conversation;
  const reader = useReader();
  const scroller = useRef<HTMLDivElement>(null);
  const isSettled = useSettled();
  const messages = useLive((live) => live.model.threads.get(id)?.items);
  const isMoreAbove = useLive((live) => hasOlder(live.model.threads.get(id)));
  const olderFailed = useLive((live) => live.loader.failure(`older:${id}`) !== null);
  const isLoadingOlder = useLive((live) => live.loader.isLoading(`older:${id}`));
  const [readAtOpening] = useState(() => engine.model.reads.get(id)?.seq ?? null);
  const [isAtBottom, setAtBottom] = useState(true);
  const [seenTo, setSeenTo] = useState(() => messages?.at(-1)?.seq ?? 0);
  const items = useMemo(
    () => threadItems(messages ?? [], reader, readAtOpening),
    [messages, reader, readAtOpening],
  );
  const lastSeq = messages?.at(-1)?.seq ?? 0;
  useMarkRead(id, isAtBottom ? lastSeq : 0);
  if (isAtBottom && lastSeq > seenTo) setSeenTo(lastSeq);

  useCommands({ olderMessage: () => walkMessages(-1), newerMessage: () => walkMessages(1) });
  useEffect(() => {
    // A link to one message: shown once, and out of the address then.
    const url = new URL(window.location.href);
    const seq = Number(url.searchParams.get("m"));
    if (!seq) return;
    url.searchParams.delete("m");
    window.history.replaceState(window.history.state, "", url);
    void jumpTo(engine, id, seq);
  }, [engine, id]);
  const { seq } = useRoute().route;
  useEffect(() => {
    if (seq) void jumpTo(engine, id, seq);
  }, [engine, id, seq]);

  function onScroll() {
    const at = scroller.current;
    // Hidden, it has no place to be at.
    if (!at?.clientHeight) return;
    // In a reversed scroller the bottom is 0 and the way up is negative.
    setAtBottom(-at.scrollTop < AT_BOTTOM);
    const left = at.scrollHeight - at.clientHeight + at.scrollTop;
    if (left < LOAD_BEFORE_TOP && isMoreAbove && !olderFailed) void engine.loader.loadOlder(id);
  }
  // Nobody scrolls again where it was done before this script ran, where all fits in, or where a page came for nothing.
  useEffect(onScroll);

  const unseen = (messages ?? []).filter((m) => m.seq > seenTo && m.kind !== "activity").length;
  return (
    <div className="relative min-h-0 grow">
      <div
        ref={scroller}
        role="log"
        aria-label={t("inbox.messages")}
        aria-busy={isLoadingOlder}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable by the keyboard.
        tabIndex={0}
        data-region-focus
        onScroll={onScroll}
        className="scroll-area row-focus flex h-full flex-col-reverse [overflow-anchor:none]"
      >
        <div className="flex flex-col px-4 pt-4 pb-2 max-sm:px-3">
          {isMoreAbove ? (
            <p className="flex h-10 items-center justify-center gap-3 text-meta text-text-3">
              {olderFailed ? t("inbox.olderFailed") : t("inbox.older")}
              {olderFailed ? (
                <Button size="sm" onClick={() => engine.loader.loadOlder(id)}>
                  {t("ui.tryAgain")}
                </Button>
              ) : null}
            </p>
          ) : null}
          {items.map((item) => {
            if (item.kind === "day") return <DayLine key={item.key} at={item.at} />;
            if (item.kind === "new") return <NewLine key={item.key} count={item.count} />;
            if (item.kind === "run")
              return <Run key={item.key} messages={item.messages} conversation={conversation} />;
            return <ActivityLine key={item.key} item={item} conversation={conversation} />;
          })}
          <Pending conversation={conversation} />
          <TypingDots conversation={conversation} />
        </div>
      </div>
      {isSettled ? (
        <Suspense>
          <ThreadExtras conversation={conversation} readSeq={readAtOpening} scroller={scroller} />
        </Suspense>
      ) : null}
      {isAtBottom ? null : (
        <NewestPill count={unseen} onClick={() => scroller.current?.scrollTo({ top: 0 })} />
      )}
    </div>
  );
}
