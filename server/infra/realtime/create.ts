import type { Env } from "../env";
import type { Logger } from "../log";
import { createAuthorizer } from "./authorize";
import { createHostedSender } from "./hosted";
import type { Hub } from "./hub";
import { toRelayEvent } from "./publish";
import type { RealtimeClientConfig, RealtimePublisher } from "./publisher";
import { createRelay } from "./relay";
import type { PusherApp } from "./signature";

type Sender = Pick<RealtimePublisher, "publish" | "reachesAny" | "terminateUser" | "close">;

const DEFAULT_CLUSTER = "mt1";

/**
 * The publisher that fits this process: hosted Pusher (or a compatible server) with PUSHER_*, else its own hub, else the hubs
 * of other processes through REDIS_URL. With none of them live events go nowhere, which the log says once.
 */
export function createPublisher(given: {
  env: Env;
  secrets: { pusher: PusherApp };
  hub?: Hub;
  log: Logger;
}): RealtimePublisher {
  const { env, log } = given;
  const hosted = hostedApp(env);
  const app = hosted ?? given.secrets.pusher;
  const sender = hosted ? hostedSender(env, hosted, log) : ownSender(env, given.hub, log);
  return {
    ...sender,
    ...createAuthorizer(app, hosted === null),
    clientConfig: clientConfig(env, app, hosted !== null),
  };
}

function hostedApp({ PUSHER_APP_ID: appId, PUSHER_KEY: key, PUSHER_SECRET: secret }: Env): PusherApp | null {
  return appId && key && secret ? { appId, key, secret } : null;
}

function hostedSender(env: Env, app: PusherApp, log: Logger): Sender {
  return createHostedSender({
    ...app,
    cluster: env.PUSHER_CLUSTER ?? DEFAULT_CLUSTER,
    host: env.PUSHER_HOST,
    port: env.PUSHER_PORT,
    tls: env.PUSHER_TLS ?? true,
    log,
  });
}

function ownSender(env: Env, hub: Hub | undefined, log: Logger): Sender {
  if (hub) {
    return {
      publish: (messages) => hub.publish(messages),
      reachesAny: () => hub.reachesAny(),
      terminateUser: (id) => hub.terminateUser(id),
      close: async () => {},
    };
  }
  if (env.REDIS_URL) return relaySender(env.REDIS_URL, log);
  log.warn(
    "this process serves no sockets and reaches none: set REDIS_URL or PUSHER_*, or give it the role realtime",
  );
  return { publish: () => {}, reachesAny: () => false, terminateUser: async () => {}, close: async () => {} };
}

function relaySender(url: string, log: Logger): Sender {
  const relay = createRelay({ url, log });
  return {
    publish(messages) {
      for (const message of messages) {
        const event = toRelayEvent(message, log);
        if (event) relay.publish(event);
      }
    },
    // Who is connected to the others is not known here.
    reachesAny: () => true,
    terminateUser: (userId) => relay.terminate(userId),
    close: () => relay.close(),
  };
}

function clientConfig(env: Env, app: PusherApp, isHosted: boolean): RealtimeClientConfig {
  const own = { key: app.key, cluster: env.PUSHER_CLUSTER ?? DEFAULT_CLUSTER, hosted: isHosted };
  if (!isHosted || !env.PUSHER_HOST) return { ...own, host: null, port: null, tls: null };
  return { ...own, host: env.PUSHER_HOST, port: env.PUSHER_PORT ?? null, tls: env.PUSHER_TLS ?? true };
}
