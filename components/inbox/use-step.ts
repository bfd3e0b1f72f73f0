"use client";

import { useWorkspace } from "../realtime/context";
import { rowsOf } from "../realtime/lists";
import { wantOf } from "./route";
import { useRoute } from "./use-route";

/** Opens the neighbour of the open conversation; with none open, moves the focus from row to row. */
export function useStep(): (by: 1 | -1) => void {
  const { engine } = useWorkspace();
  const { route, go } = useRoute();
  return (by) => {
    const id = route.conversationId;
    if (!id) return focusRow(by);
    const rows = rowsOf(engine.list(wantOf(route)), engine.model);
    const at = rows.findIndex((row) => row.id === id);
    const next = rows[at < 0 ? 0 : at + by];
    if (!next) return;
    go({ conversationId: next.id }, { replace: true });
    const row = document.querySelector<HTMLElement>(`[data-row="${next.id}"]`);
    row?.scrollIntoView({ block: "nearest" });
    if (document.activeElement?.closest("[data-row]")) row?.focus({ preventScroll: true });
  };
}

/** From the focused row to its neighbour; to the first when the focus is elsewhere. */
function focusRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  rows[at < 0 ? 0 : at + by]?.focus();
}
