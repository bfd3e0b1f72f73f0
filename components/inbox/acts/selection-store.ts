import { useSyncExternalStore } from "react";

const NONE: ReadonlySet<string> = new Set();
let ticked: ReadonlySet<string> = NONE;
const listeners = new Set<() => void>();

function set(next: ReadonlySet<string>) {
  ticked = next;
  for (const listener of listeners) listener();
}
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** The server takes so many at once (acts-schema.ts). */
const MOST = 100;

/** The conversations that are ticked in the list, for acts on many. */
export const selection = {
  get: () => ticked,
  toggle(id: string) {
    const next = new Set(ticked);
    if (!next.delete(id) && next.size < MOST) next.add(id);
    set(next);
  },
  add: (ids: readonly string[]) => set(new Set([...ticked, ...ids].slice(0, MOST))),
  clear: () => ticked.size > 0 && set(NONE),
};

export function useSelection(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, selection.get, () => NONE);
}

/** Whether one is ticked; only its own row is drawn again when that changes. */
export function useIsTicked(id: string): boolean {
  return useSyncExternalStore(
    subscribe,
    () => ticked.has(id),
    () => false,
  );
}

/** The ids of the rows on the screen, from the top. */
export function shownIds(): string[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row]")].map((row) => row.dataset.row ?? "");
}

/** Ticks the row with the focus and the one below, where the focus goes. */
export function extendDown(): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const focused = (document.activeElement as HTMLElement | null)?.dataset.row;
  const at = rows.findIndex((row) => row.dataset.row === focused || row.ariaCurrent === "true");
  const next = rows[at + 1];
  selection.add([rows[at], next].flatMap((row) => row?.dataset.row ?? []));
  next?.focus();
}
