import type { RealtimeClientConfig, WidgetSession } from "../../server/rest/widget/contract";
import type { Api } from "./api";
import { createSocket, type Link, type Socket } from "./socket";

/** Where the socket goes: hosted Pusher, a cluster of its own, or the server this file came from. */
export function socketUrl(
  { key, cluster, host, port, tls, hosted }: RealtimeClientConfig,
  origin: string,
): string {
  const base = host
    ? `${(tls ?? origin.startsWith("https")) ? "wss" : "ws"}://${host}${port ? `:${port}` : ""}`
    : hosted
      ? `wss://ws-${cluster}.pusher.com`
      : origin.replace(/^http/, "ws");
  return `${base}/app/${key}?protocol=7&client=parley&version=1`;
}

/** The line on which a visitor hears of their conversations. */
export function openLine(given: {
  origin: string;
  session: WidgetSession;
  api: Api;
  onEvent: (event: string, data: unknown) => void;
  onLink: (link: Link) => void;
}): Socket {
  const { origin, session, api, onEvent, onLink } = given;
  const channel = session.channel!;
  return createSocket({
    ...{ url: socketUrl(session.realtime, origin), channel, onEvent, onLink },
    authorize: async (socketId) => (await api.post<{ auth: string }>("realtime", { socketId, channel })).auth,
  });
}
