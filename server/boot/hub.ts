import type { Env } from "../infra/env";
import type { Logger } from "../infra/log";
import { createHub, type Hub } from "../infra/realtime/hub";
import { createRelay } from "../infra/realtime/relay";
import { runtime } from "../infra/runtime";
import type { Secrets } from "../infra/secrets";
import { isTenantRoom } from "../modules/realtime/rooms";
import { noteGone } from "../modules/tenants/availability";

/** Whoever is back by then was only changing pages (peers.md §1). */
const GONE_AFTER_MS = 20_000;

/** This process's own sockets; none where hosted Pusher serves them or the role realtime is not ours. */
export function openHub(env: Env, secrets: Secrets, log: Logger): Hub | undefined {
  if (env.PUSHER_KEY || !env.PARLEY_ROLES.includes("realtime")) return undefined;
  return createHub({
    ...secrets.pusher,
    log,
    requireUser: isTenantRoom,
    clientAddress: (message) => String(message.headers["x-parley-ip"] ?? ""),
    relay: env.REDIS_URL ? createRelay({ url: env.REDIS_URL, log }) : undefined,
    onUser: watchLeaving(log),
  });
}

/** Users of tenant rooms are members: notes those whose last socket has gone and who do not come back soon. */
function watchLeaving(log: Logger): (memberId: string, isHere: boolean) => void {
  const leaving = new Map<string, NodeJS.Timeout>();
  function gone(memberId: string): void {
    leaving.delete(memberId);
    noteGone(runtime().db, memberId).catch((error) =>
      log.warn({ err: error, memberId }, "that a member has gone could not be stored"),
    );
  }
  return (memberId, isHere) => {
    clearTimeout(leaving.get(memberId));
    leaving.delete(memberId);
    if (!isHere) leaving.set(memberId, setTimeout(gone, GONE_AFTER_MS, memberId).unref());
  };
}
