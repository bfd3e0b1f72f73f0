/** What the bell shows; the rest of the notifications is loaded after the page (centre.tsx). */
type BellState = { unread: number; isOpen: boolean };
let state: BellState = { unread: 0, isOpen: false };
const listeners = new Set<() => void>();

export const bell = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  get: () => state,
  set(next: Partial<BellState>) {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  },
};
export const NOTHING: BellState = { unread: 0, isOpen: false };
