"use client";

import { useTranslations } from "next-intl";
import { Suspense, useCallback, useEffect, useRef, useState } from "react";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useLive, useWorkspace } from "../realtime/context";
import { type List, rowsOf } from "../realtime/lists";
import { unreadOf } from "../realtime/model";
import { Button } from "../ui/button";
import { ErrorCard } from "../ui/error";
import { late } from "../ui/late";
import { RowSkeletons } from "./list-skeleton";
import { NewerPill } from "./newer-pill";
import { Row } from "./row";
import { heldRows, holdRows } from "./stable-rows";
import { useDraftPreviews } from "./use-drafts";
import { useRoute } from "./use-route";
import { useStep } from "./use-step";

const ListEmpty = late(() => import("./list-empty"));

const AWAY_FROM_TOP = 40;
const LOAD_BEFORE_END = 600;

/** The rows themselves: held in place while scrolled, longer as the end comes near. */
export function ListBody({ list }: { list: List }) {
  const t = useTranslations();
  const { engine } = useWorkspace();
  const { route, href, go } = useRoute();
  const open = useCallback((id: string) => go({ conversationId: id }), [go]);
  const step = useStep();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useLive((live) => rowsOf(list, live.model));
  const revision = useLive((live) => live.model.revision);
  useLive((live) => live.typing.revision());
  const drafts = useDraftPreviews();
  const [hold, setHold] = useState<ReturnType<typeof holdRows>>(null);
  const order = {
    want: list.want,
    isUnread: (row: ConversationSummary) => unreadOf(row, engine.model.reads.get(row.id)) > 0,
  };
  const { rows: shown, newer } = hold ? heldRows(rows, hold, order) : { rows, newer: 0 };
  const isLoading = useLive(() => list.phase === "loading");
  const failure = useLive(() => list.failure);
  const hasMore = list.cursor !== null;

  function onScroll() {
    const at = scroller.current;
    if (!at) return;
    const isAway = at.scrollTop > AWAY_FROM_TOP;
    if (isAway !== (hold !== null)) setHold(isAway ? holdRows(rows, order) : null);
    if (hasMore && !failure && at.scrollHeight - at.scrollTop - at.clientHeight < LOAD_BEFORE_END) {
      void engine.loader.loadList(list);
    }
  }
  // A page that does not fill the pane leaves nothing to scroll.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again with every change of the rows.
  useEffect(onScroll, [shown.length, revision]);

  useFocusKept(shown);

  if (rows.length === 0 && failure) {
    return (
      <div className="p-4">
        <ErrorCard
          fact={t("inbox.listFailed")}
          next={failure.isUnreachable && !failure.reference ? t("inbox.offlineNext") : t("inbox.draftsSafe")}
          reference={failure.reference && t("ui.reference", { id: failure.reference })}
          action={<Button onClick={() => engine.loader.loadList(list)}>{t("ui.tryAgain")}</Button>}
        />
      </div>
    );
  }
  if (isLoading || list.phase === "empty") return <RowSkeletons />;
  if (rows.length === 0)
    return (
      <Suspense>
        <ListEmpty want={list.want} />
      </Suspense>
    );

  const tabStop = shown.some((row) => row.id === route.conversationId) ? route.conversationId : shown[0]?.id;
  return (
    <>
      {newer > 0 ? (
        <NewerPill
          count={newer}
          onClick={() => {
            setHold(null);
            scroller.current?.scrollTo({ top: 0 });
          }}
        />
      ) : null}
      <div ref={scroller} onScroll={onScroll} className="scroll-area min-h-0 grow [overflow-anchor:none]">
        <ul
          onKeyDown={(event) => {
            if (event.shiftKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
            event.preventDefault();
            step(event.key === "ArrowDown" ? 1 : -1);
          }}
        >
          {shown.map((conversation) => (
            <Row
              key={conversation.id}
              conversation={conversation}
              unread={unreadOf(conversation, engine.model.reads.get(conversation.id))}
              isTyping={
                engine.typing.in(conversation.id)?.some((typist) => typist.memberId === null) ?? false
              }
              draft={route.conversationId === conversation.id ? null : drafts(conversation.id)}
              isSelected={conversation.id === route.conversationId}
              isTabStop={conversation.id === tabStop}
              href={href({ conversationId: conversation.id })}
              onOpen={open}
            />
          ))}
        </ul>
        {failure && hasMore ? (
          <p className="flex items-center justify-center gap-3 p-4 text-text-2">
            {t("inbox.listFailed")}
            <Button size="sm" onClick={() => engine.loader.loadList(list)}>
              {t("ui.tryAgain")}
            </Button>
          </p>
        ) : hasMore ? (
          <RowSkeletons count={2} />
        ) : null}
      </div>
    </>
  );
}

/** When the row that has the focus leaves the list, the focus goes to the one that took its place. */
function useFocusKept(rows: readonly { id: string }[]): void {
  const focused = useRef<{ id: string; at: number } | null>(null);
  useEffect(() => {
    const before = focused.current;
    if (before && document.activeElement === document.body && !rows.some((row) => row.id === before.id)) {
      const next = rows[Math.min(before.at, rows.length - 1)];
      document.querySelector<HTMLElement>(`[data-row="${next?.id}"]`)?.focus();
    }
    const id = (document.activeElement as HTMLElement | null)?.dataset.row;
    focused.current = id ? { id, at: rows.findIndex((row) => row.id === id) } : null;
  });
  useEffect(() => {
    function onFocus(event: FocusEvent) {
      const id = (event.target as HTMLElement).dataset?.row;
      const at = rows.findIndex((row) => row.id === id);
      focused.current = id && at >= 0 ? { id, at } : null;
    }
    document.addEventListener("focusin", onFocus);
    return () => document.removeEventListener("focusin", onFocus);
  }, [rows]);
}
