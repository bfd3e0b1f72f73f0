import { useSyncExternalStore } from "react";

/** What can be asked before an act is done: a menu, a list to choose from, or a dialog. */
export type ActKind =
  | "more"
  | "finish"
  | "snooze"
  | "priority"
  | "label"
  | "assign"
  | "assignTeam"
  | "participants"
  | "macro"
  | "merge"
  | "split"
  | "transcript"
  | "ask"
  | "share"
  | "template"
  | "delete";

/** `ids`: what it is about. `at`: the place on the screen it belongs to; null for the middle. */
export type OpenedAct = { kind: ActKind; ids: readonly string[]; at: { x: number; y: number } | null };

let opened: OpenedAct | null = null;
const listeners = new Set<() => void>();

function set(next: OpenedAct | null) {
  opened = next;
  for (const listener of listeners) listener();
}

/** Under an element, or at a point, or in the middle. */
export function openAct(
  kind: ActKind,
  ids: readonly string[],
  by?: Element | { x: number; y: number } | null,
) {
  if (ids.length === 0) return;
  if (by instanceof Element) {
    const { left, bottom } = by.getBoundingClientRect();
    set({ kind, ids, at: { x: left, y: bottom + 6 } });
  } else {
    set({ kind, ids, at: by ?? null });
  }
}
export const closeAct = () => set(null);

export function useOpenedAct(): OpenedAct | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => opened,
    () => null,
  );
}
