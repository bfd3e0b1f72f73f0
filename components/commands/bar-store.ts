import type { CommandId } from "./catalogue";

/** Whether the command bar is open, and at which command's step. */
type BarState = { step: CommandId | null } | null;
let state: BarState = null;
const listeners = new Set<() => void>();

function set(next: BarState) {
  state = next;
  for (const listener of listeners) listener();
}

export const openBar = (step: CommandId | null = null) => set({ step });
export const closeBar = () => set(null);
export const bar = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  get: () => state,
  getOnServer: () => null,
};
