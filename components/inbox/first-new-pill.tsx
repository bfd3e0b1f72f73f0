"use client";

import { ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useWorkspace } from "../realtime/context";
import { jumpTo } from "./jump";
import type { Waiting } from "./thread-items";

/** The way up to the first message not read yet, where it lies out of sight when the thread opens; until it has been seen. */
export function FirstNewPill(props: {
  conversation: ConversationSummary;
  readSeq: number;
  scroller: RefObject<HTMLElement | null>;
}) {
  const t = useTranslations("inbox");
  const { engine } = useWorkspace();
  const { readSeq, scroller } = props;
  const { id } = props.conversation;
  const [seq, setSeq] = useState<number | null>(null);
  // Once, as the thread opens.
  useLayoutEffect(() => {
    const thread = engine.model.threads.get(id);
    const first = thread?.items.find(
      (m) => m.seq > readSeq && (m.kind === "incoming" || (m.data as Waiting)?.waits),
    );
    if (!thread || !first) return;
    const top = scroller.current?.getBoundingClientRect().top ?? 0;
    const line = scroller.current?.querySelector("[data-new]")?.getBoundingClientRect().top ?? top;
    if (thread.from > readSeq + 1) setSeq(readSeq + 1);
    else if (line < top) setSeq(first.seq);
  }, [engine, id, readSeq, scroller]);
  const isWanted = seq !== null;
  useEffect(() => {
    const at = isWanted ? scroller.current : null;
    function look() {
      const line = at?.querySelector("[data-new]")?.getBoundingClientRect().top;
      const isWhole = (engine.model.threads.get(id)?.from ?? 1) <= readSeq + 1;
      if (isWhole && line !== undefined && line > at!.getBoundingClientRect().top) setSeq(null);
    }
    at?.addEventListener("scroll", look, { passive: true });
    return () => at?.removeEventListener("scroll", look);
  }, [isWanted, scroller, engine, id, readSeq]);
  if (seq === null) return null;
  return (
    <button
      type="button"
      onClick={() => {
        setSeq(null);
        void jumpTo(engine, id, seq);
      }}
      className="rise absolute top-3 left-1/2 flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-full border border-accent-line bg-accent-soft px-3 font-medium text-accent-text text-meta shadow-e2 max-sm:h-11"
    >
      <ArrowUp aria-hidden="true" size={12} strokeWidth={2} />
      {t("toFirstNew")}
    </button>
  );
}
