import type { Connection } from "./connection";
import type { HubCore } from "./hub-core";
import { CODE } from "./protocol";

const AT_MOST_EVERY_MS = 10_000;
const SOCKETS_AT_ONCE = 100;
const PAUSE_MS = 50;

/**
 * For when events of another process were missed: the clients cannot know, so they are sent away with 4200, come back at
 * once and fetch what they lack, as after any disconnect. A few at a time, and not again within ten seconds.
 */
export function createRefresh(core: HubCore): () => void {
  let lastAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | null = null;

  function run(): void {
    timer = null;
    lastAt = performance.now();
    const connections = [...core.connections].filter((connection) => connection.channels.length > 0);
    core.log.warn(
      { sockets: connections.length },
      "events of another process were missed; clients reconnect to catch up",
    );
    sendAway(connections);
  }

  function sendAway(connections: Connection[]): void {
    for (const connection of connections.splice(0, SOCKETS_AT_ONCE)) {
      core.close(connection, CODE.reconnect, "Reconnect to catch up.");
    }
    if (connections.length > 0) setTimeout(() => sendAway(connections), PAUSE_MS).unref();
  }

  return () => {
    timer ??= setTimeout(run, Math.max(0, lastAt + AT_MOST_EVERY_MS - performance.now()));
    timer.unref();
  };
}
