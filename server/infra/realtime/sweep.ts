import type { HubCore } from "./hub-core";
import { CODE, PING } from "./protocol";

/** Pings the silent and closes those that stay silent or do nothing. One timer for all sockets. */
export function startSweep(core: HubCore): NodeJS.Timeout {
  const { activityTimeoutMs, pongTimeoutMs } = core.limits;
  const every = Math.max(20, Math.min(5_000, activityTimeoutMs / 4, pongTimeoutMs / 4));
  const timer = setInterval(() => sweep(core, performance.now()), every);
  timer.unref();
  return timer;
}

function sweep(core: HubCore, now: number): void {
  const { activityTimeoutMs, pongTimeoutMs, unusedMs } = core.limits;
  for (const connection of core.connections) {
    if (connection.channels.length === 0 && now - connection.unusedSince > unusedMs) {
      core.close(connection, CODE.inactive, "Closed after inactivity.");
    } else if (connection.pingedAt > 0) {
      if (now - connection.pingedAt > pongTimeoutMs) {
        core.close(connection, CODE.noPong, "Pong reply not received in time.");
      }
    } else if (now - connection.seenAt > activityTimeoutMs) {
      connection.pingedAt = now;
      core.fanout.send(connection, PING);
    }
  }
}
