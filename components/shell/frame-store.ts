/** Whether the views lie open over the page, where the window is too narrow to show them beside it. */
let isOpen = false;
const listeners = new Set<() => void>();

export const viewsDrawer = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  get: () => isOpen,
  getOnServer: () => false,
  set(next: boolean) {
    isOpen = next;
    for (const listener of listeners) listener();
  },
};
