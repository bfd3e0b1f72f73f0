import type { LiveNotification } from "./schema";

export type NotificationChange = LiveNotification & { tenantId: string; memberId: string };
type Listener = (change: NotificationChange) => void;
const KEY = Symbol.for("parley.live.notifications");
type Holder = { [KEY]?: Listener };

/** Joined once by server/wiring.ts, as the conversations' own. */
export function onNotificationLive(listener: Listener): void {
  (globalThis as Holder)[KEY] = listener;
}

/** Call after the commit, never before. */
export function tellNotification(change: NotificationChange): void {
  (globalThis as Holder)[KEY]?.(change);
}
