"use client";

import { useEffect, useRef } from "react";
import { useWorkspace } from "../realtime/context";
import { openAct } from "./acts/acts-store";
import { useConversationActs } from "./use-conversation-acts";

/** So far before it counts as a swipe, and so far before it is done when let go; in pixels. */
const BEGIN = 14;
const DONE = 96;

type Swipe = { row: HTMLElement; x: number; y: number; dx: number; isSwiping: boolean };

/** On a phone: a row swiped to the right is snoozed, to the left resolved. Both also stand in the row's menu. */
export default function RowSwipe() {
  const { engine } = useWorkspace();
  const acts = useConversationActs();
  const latest = useRef({ engine, acts });
  useEffect(() => {
    latest.current = { engine, acts };
  });
  useEffect(() => {
    let swipe: Swipe | null = null;
    const move = (row: HTMLElement, dx: number) => {
      row.style.transform = dx ? `translateX(${dx}px)` : "";
      row.style.boxShadow = dx ? `${dx > 0 ? "-" : ""}4px 0 0 var(--${dx > 0 ? "warning" : "success"})` : "";
    };
    function onStart(event: TouchEvent) {
      const row = (event.target as Element).closest<HTMLElement>("[data-row]");
      const [touch] = event.touches;
      swipe =
        row && touch && event.touches.length === 1
          ? { row, x: touch.clientX, y: touch.clientY, dx: 0, isSwiping: false }
          : null;
    }
    function onMove(event: TouchEvent) {
      const [touch] = event.touches;
      if (!swipe || !touch) return;
      swipe.dx = touch.clientX - swipe.x;
      const dy = touch.clientY - swipe.y;
      if (!swipe.isSwiping) {
        // A finger that goes up or down scrolls.
        if (Math.abs(dy) > BEGIN) swipe = null;
        else if (Math.abs(swipe.dx) > BEGIN && Math.abs(swipe.dx) > 2 * Math.abs(dy)) swipe.isSwiping = true;
      }
      if (!swipe?.isSwiping) return;
      event.preventDefault();
      move(swipe.row, swipe.dx);
    }
    function onEnd() {
      const ended = swipe;
      swipe = null;
      if (!ended?.isSwiping) return;
      move(ended.row, 0);
      if (Math.abs(ended.dx) < DONE) return;
      const { engine, acts } = latest.current;
      const conversation = engine.model.shown.get(ended.row.dataset.row ?? "");
      if (!conversation) return;
      if (ended.dx > 0) openAct("snooze", [conversation.id], ended.row);
      else if (conversation.status === "resolved") acts.reopen(conversation);
      else if (acts.mayResolve) acts.resolve(conversation);
    }
    document.addEventListener("touchstart", onStart, { passive: true });
    document.addEventListener("touchmove", onMove, { passive: false });
    document.addEventListener("touchend", onEnd);
    document.addEventListener("touchcancel", onEnd);
    return () => {
      document.removeEventListener("touchstart", onStart);
      document.removeEventListener("touchmove", onMove);
      document.removeEventListener("touchend", onEnd);
      document.removeEventListener("touchcancel", onEnd);
    };
  }, []);
  return null;
}
