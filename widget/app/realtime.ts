import type { RealtimeClientConfig } from "../../server/rest/widget/contract";

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
