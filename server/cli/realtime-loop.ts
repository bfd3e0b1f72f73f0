import { randomUUID } from "node:crypto";
import Pusher from "pusher";
import WebSocket from "ws";
import type { Finding } from "./doctor";
import type { Installation } from "./installation";

const WITHIN_MS = 8_000;
type Target = { socket: string; api: { host?: string; port?: string; useTLS: boolean; cluster: string } };

/** Subscribes like a browser, publishes like the server, and waits for the event to come round. */
export async function realtimeLoop({ runtime }: Installation): Promise<Finding> {
  const { appId, key, secret } = runtime.secrets.pusher;
  const { clientConfig } = runtime.realtime;
  const { socket: address, api } = targetOf(runtime.appUrl, runtime.env.PORT, clientConfig);
  const channel = `doctor-${randomUUID()}`;
  const sender = new Pusher({ appId, key, secret, ...api } as Pusher.Options);
  const url = `${address}/app/${key}?protocol=7&client=parley-doctor&version=1`;
  const began = performance.now();
  try {
    await oneRound(url, channel, () => sender.trigger(channel, "doctor", { at: Date.now() }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ECONNREFUSED") throw error;
    return {
      status: "warn",
      detail: `nothing listens at ${address}`,
      mend: "Start Parley (npm start) and run this again.",
    };
  }
  const where = clientConfig.hosted ? "hosted Pusher" : "Parley's own";
  return {
    status: "ok",
    detail: `${where}: an event came round in ${Math.round(performance.now() - began)} ms`,
  };
}

function targetOf(
  appUrl: string,
  port: number,
  config: Installation["runtime"]["realtime"]["clientConfig"],
): Target {
  const { cluster } = config;
  if (config.hosted) {
    if (!config.host) return { socket: `wss://ws-${cluster}.pusher.com`, api: { cluster, useTLS: true } };
    const useTLS = config.tls ?? true;
    const own = { host: config.host, port: String(config.port ?? (useTLS ? 443 : 80)), useTLS, cluster };
    return { socket: `${useTLS ? "wss" : "ws"}://${own.host}:${own.port}`, api: own };
  }
  // The process itself, not what may stand in front of it.
  const host = new URL(appUrl).hostname === "localhost" ? "localhost" : "127.0.0.1";
  return { socket: `ws://${host}:${port}`, api: { host, port: String(port), useTLS: false, cluster } };
}

function oneRound(url: string, channel: string, publish: () => Promise<unknown>): Promise<void> {
  return new Promise((done, fail) => {
    const socket = new WebSocket(url);
    const finish = (error?: Error) => {
      clearTimeout(timer);
      socket.terminate();
      if (error) fail(error);
      else done();
    };
    const timer = setTimeout(
      () => finish(new Error(`no event came round within ${WITHIN_MS / 1000} s`)),
      WITHIN_MS,
    );
    socket.on("error", (error) =>
      finish(new Error(`${new URL(url).host}: ${error.message || "no connection"}`)),
    );
    socket.on("message", (bytes) => {
      const frame = JSON.parse(String(bytes)) as { event: string; data?: unknown };
      if (frame.event === "pusher:connection_established") {
        socket.send(JSON.stringify({ event: "pusher:subscribe", data: { channel } }));
      }
      if (frame.event === "pusher_internal:subscription_succeeded") publish().catch(finish);
      if (frame.event === "doctor") finish();
      if (frame.event === "pusher:error") finish(new Error(JSON.stringify(frame.data)));
    });
  });
}
