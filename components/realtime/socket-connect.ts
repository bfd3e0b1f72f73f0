import type Pusher from "pusher-js";
import type { RealtimeClientConfig } from "../../server/infra/realtime/publisher";

const GIVE_UP_MS = 8_000;

/** Where the socket is, from what the server says and where the page came from. */
function optionsFor(config: RealtimeClientConfig, page: Location) {
  if (config.hosted && !config.host) return { cluster: config.cluster, forceTLS: true };
  const tls = config.tls ?? page.protocol === "https:";
  const port = config.port ?? Number(page.port || (tls ? 443 : 80));
  return {
    cluster: config.cluster,
    wsHost: config.host ?? page.hostname,
    wsPort: port,
    wssPort: port,
    forceTLS: tls,
    enabledTransports: [tls ? "wss" : "ws"] as ("ws" | "wss")[],
  };
}

async function ask<T>(path: string, tenant: string, form: Record<string, string>): Promise<T> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "x-parley-tenant": tenant },
    body: new URLSearchParams(form),
  });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return response.json() as Promise<T>;
}

/**
 * Opens one connection and signs it in; rejects when that has not happened within 8 s. Reconnecting is ours, not the
 * library's: it would wait 15 s and more between attempts, and gives up a transport after two short-lived connections.
 */
export async function connectPusher(config: RealtimeClientConfig, tenant: string): Promise<Pusher> {
  const { default: PusherJs } = await import("pusher-js");
  const pusher = new PusherJs(config.key, {
    ...optionsFor(config, window.location),
    activityTimeout: 20_000,
    pongTimeout: 6_000,
    disableStats: true,
    userAuthentication: {
      endpoint: "/api/realtime/user",
      transport: "ajax",
      customHandler({ socketId }, done) {
        ask<{ auth: string; user_data: string }>("/api/realtime/user", tenant, { socket_id: socketId }).then(
          (answer) => done(null, answer),
          (error: Error) => done(error, null),
        );
      },
    },
    channelAuthorization: {
      endpoint: "/api/realtime/auth",
      transport: "ajax",
      customHandler({ socketId, channelName }, done) {
        const form = { socket_id: socketId, channel_name: channelName };
        ask<{ auth: string; channel_data?: string }>("/api/realtime/auth", tenant, form).then(
          (answer) => done(null, answer),
          (error: Error) => done(error, null),
        );
      },
    },
  });
  // The library keeps every instance it ever made; ours live for one connection.
  PusherJs.instances.splice(PusherJs.instances.indexOf(pusher), 1);

  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      pusher.connection.unbind();
      pusher.disconnect();
      reject(new Error(why));
    };
    const timer = setTimeout(() => fail("The realtime service did not answer in time."), GIVE_UP_MS);
    pusher.connection.bind("state_change", ({ current }: { current: string }) => {
      if (current === "failed" || current === "disconnected")
        fail("The realtime service refused the connection.");
    });
    pusher.user.bind("pusher:signin_error", () => fail("The connection could not be signed in."));
    pusher.connection.bind("connected", () => {
      pusher.signin();
      pusher.user.signinDonePromise?.then(() => {
        clearTimeout(timer);
        pusher.connection.unbind("state_change");
        resolve(pusher);
      });
    });
  });
}
