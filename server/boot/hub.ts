import type { Env } from "../infra/env";
import type { Logger } from "../infra/log";
import { createHub, type Hub } from "../infra/realtime/hub";
import { createRelay } from "../infra/realtime/relay";
import type { Secrets } from "../infra/secrets";
import { isTenantRoom } from "../modules/realtime/rooms";

/** This process's own sockets; none where hosted Pusher serves them or the role realtime is not ours. */
export function openHub(env: Env, secrets: Secrets, log: Logger): Hub | undefined {
  if (env.PUSHER_KEY || !env.PARLEY_ROLES.includes("realtime")) return undefined;
  return createHub({
    ...secrets.pusher,
    log,
    requireUser: isTenantRoom,
    clientAddress: (message) => String(message.headers["x-parley-ip"] ?? ""),
    relay: env.REDIS_URL ? createRelay({ url: env.REDIS_URL, log }) : undefined,
  });
}
