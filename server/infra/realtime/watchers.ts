import type { Connection } from "./connection";

/** Who wants to know when whom signs in or out (Pusher's watchlist). */
export class Watchers {
  readonly #byUser = new Map<string, Set<Connection>>();

  watch(connection: Connection, userIds: readonly string[]): void {
    this.unwatch(connection);
    if (userIds.length === 0) return;
    connection.watching = userIds;
    for (const userId of userIds) {
      let watchers = this.#byUser.get(userId);
      if (!watchers) {
        watchers = new Set();
        this.#byUser.set(userId, watchers);
      }
      watchers.add(connection);
    }
  }

  unwatch(connection: Connection): void {
    for (const userId of connection.watching ?? []) {
      const watchers = this.#byUser.get(userId);
      watchers?.delete(connection);
      if (watchers?.size === 0) this.#byUser.delete(userId);
    }
    connection.watching = null;
  }

  of(userId: string): Iterable<Connection> {
    return this.#byUser.get(userId) ?? [];
  }
}

export function watchlistText(online: readonly string[], offline: readonly string[]): string {
  const events = [
    { name: "online", user_ids: online },
    { name: "offline", user_ids: offline },
  ].filter((event) => event.user_ids.length > 0);
  return JSON.stringify({ event: "pusher_internal:watchlist_events", data: JSON.stringify({ events }) });
}
