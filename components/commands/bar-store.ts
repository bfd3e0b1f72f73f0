import type { CommandId } from "./catalogue";

/** Whether the command bar is open, and at which command's step. */
type BarState = { step: CommandId | null } | null;
let state: BarState = null;
let early = "";
let since = 0;
const COMES_WITHIN_MS = 3_000;
const listeners = new Set<() => void>();

function set(next: BarState) {
  state = next;
  for (const listener of listeners) listener();
}

/** What was typed before the bar was there, once; adds to it with `more`. */
export function typedEarly(more?: string): string {
  const text = early;
  early = more ? early + more : "";
  return text;
}
/** It was asked for a moment ago. One that never comes, for want of a network, lets go of the keys again. */
export const isBarComing = () => state !== null && Date.now() - since < COMES_WITHIN_MS;
export function openBar(step: CommandId | null = null) {
  since = Date.now();
  set({ step });
}
export const closeBar = () => set(null);
export const bar = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  get: () => state,
  getOnServer: () => null,
};
