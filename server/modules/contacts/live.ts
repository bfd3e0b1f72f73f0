import type { LiveContact } from "./schema";

export type ContactChange = LiveContact & { tenantId: string };
type Listener = (change: ContactChange) => void;
const KEY = Symbol.for("parley.live.contacts");
type Holder = { [KEY]?: Listener };

/** Joined once by server/wiring.ts, as the conversations' own. */
export function onContactLive(listener: Listener): void {
  (globalThis as Holder)[KEY] = listener;
}

/** Call after the commit, never before. */
export function tellContacts(change: ContactChange): void {
  (globalThis as Holder)[KEY]?.(change);
}
