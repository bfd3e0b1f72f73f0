/** Whether the list of shortcuts is open. */
let isOpen = false;
const listeners = new Set<() => void>();

function set(next: boolean) {
  isOpen = next;
  for (const listener of listeners) listener();
}

export const openSheet = () => set(true);
export const closeSheet = () => set(false);
export const sheet = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  get: () => isOpen,
  getOnServer: () => false,
};
