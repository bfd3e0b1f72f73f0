import type { AttachmentDto } from "../../server/modules/messages/schema";

/** The picture that is looked at. Not the bubble's own: a message on its way gives its bubble up to the one that arrives. */
let opened: AttachmentDto | null = null;
const listeners = new Set<() => void>();

export function openPicture(file: AttachmentDto | null): void {
  opened = file;
  for (const listener of listeners) listener();
}

export const picture = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  get: () => opened,
};
