import WebSocket from "ws";

type Frame = { event: string; channel?: string; data?: unknown };

/**
 * An agent's browser as far as the wire shows it: connects, signs in and subscribes as pusher-js does, with the
 * session's cookie at the real endpoints. `onData` gets each event's data as it came, a JSON text.
 */
export async function openAgentSocket(given: {
  url: string;
  tenantSlug: string;
  cookie: string;
  channels: string[];
  onData: (event: string, data: string) => void;
}): Promise<WebSocket> {
  const { url, tenantSlug, cookie, channels, onData } = given;
  const me = await fetch(`${url}/api/trpc/session.me`, {
    headers: { cookie, "x-parley-tenant": tenantSlug },
  });
  const key = /"key":"([^"]+)"/.exec(await me.text())?.[1];
  if (!key) throw new Error("session.me names no realtime key");
  const ask = async (path: string, fields: Record<string, string>) => {
    const headers = { cookie, "x-parley-tenant": tenantSlug };
    const answer = await fetch(`${url}${path}`, {
      method: "POST",
      headers,
      body: new URLSearchParams(fields),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as { auth: string };
  };
  const socket = new WebSocket(
    `${url.replace(/^http/, "ws")}/app/${key}?protocol=7&client=js&version=8.6.0&flash=false`,
    { origin: url },
  );
  const send = (event: string, data: unknown) => socket.send(JSON.stringify({ event, data }));
  const waiting = new Set(channels);
  return new Promise((resolve, reject) => {
    const handle = async (frame: Frame) => {
      if (frame.event === "pusher:connection_established") {
        const socketId = (JSON.parse(frame.data as string) as { socket_id: string }).socket_id;
        send("pusher:signin", await ask("/api/realtime/user", { socket_id: socketId }));
        for (const channel of channels) {
          send("pusher:subscribe", {
            channel,
            ...(await ask("/api/realtime/auth", { socket_id: socketId, channel_name: channel })),
          });
        }
      } else if (frame.event === "pusher_internal:subscription_succeeded") {
        waiting.delete(frame.channel ?? "");
        if (waiting.size === 0) resolve(socket);
      } else if (frame.event === "pusher:ping") {
        send("pusher:pong", {});
      } else if (frame.event === "pusher:error" || frame.event === "pusher:subscription_error") {
        reject(new Error(`the hub refused: ${JSON.stringify(frame)}`));
      } else if (typeof frame.data === "string") {
        onData(frame.event, frame.data);
      }
    };
    socket.on("message", (bytes) => handle(JSON.parse(String(bytes)) as Frame).catch(reject));
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the hub closed the agent's socket")));
  });
}
