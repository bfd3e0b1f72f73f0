import type { CommandId } from "./catalogue";

/** Whether the command bar is open, at which command's step, and the row of a list that had the focus before. */
type BarState = { step: CommandId | null; row?: string } | null;
let state: BarState = null;
const listeners = new Set<() => void>();

function set(next: BarState) {
  state = next;
  for (const listener of listeners) listener();
}

/** What is typed before the bar is drawn is kept for it no longer than this. */
const DRAWN_MS = 2_000;
let ahead = "";
let openedAt = 0;

export function openBar(step: CommandId | null = null): void {
  ahead = "";
  openedAt = Date.now();
  set({ step, row: (document.activeElement as HTMLElement | null)?.dataset?.row });
}
/** Keeps a key that is pressed between the bar's opening and its drawing; false when it is not for the bar. */
export function typeAhead({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const isLate = !state || Date.now() - openedAt > DRAWN_MS;
  if (isLate || ctrlKey || metaKey || altKey || (key.length > 1 && key !== "Enter")) return false;
  ahead += key === "Enter" ? "\n" : key;
  return true;
}
/** What was typed ahead, and after an Enter what followed it. */
export const typedAhead = () => ahead.split("\n");
export const closeBar = () => set(null);
/** Draws an open bar anew, where its place has changed. */
export const redrawBar = () => set(state && { ...state });
export const bar = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  get: () => state,
  getOnServer: () => null,
};
