export type Toast = { id: number; text: string; tone: "done" | "problem"; undo?: () => void };

let current: Toast | null = null;
/** Kept after the toast has gone, so that Z still undoes the last act. */
let lastUndo: (() => void) | null = null;
let count = 0;
const listeners = new Set<() => void>();

function set(next: Toast | null) {
  current = next;
  for (const listener of listeners) listener();
}

/** Shows one line at the bottom left; a newer one takes the place of an older. */
export function showToast(toast: Omit<Toast, "id" | "tone"> & { tone?: Toast["tone"] }): void {
  if (toast.undo) lastUndo = toast.undo;
  set({ tone: "done", ...toast, id: ++count });
}

/** What Z undoes while it can be undone somewhere else than in a toast; the answer withdraws it. */
export function offerUndo(undo: () => void): () => void {
  const before = lastUndo;
  lastUndo = undo;
  return () => {
    if (lastUndo === undo) lastUndo = before;
  };
}

export function dismissToast(id: number): void {
  if (current?.id === id) set(null);
}

/** Undoes the last act that can be undone; false when there is none. */
export function undoLast(): boolean {
  const undo = lastUndo;
  if (!undo) return false;
  lastUndo = null;
  set(null);
  undo();
  return true;
}

export const toasts = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  get: () => current,
  getOnServer: () => null,
};
