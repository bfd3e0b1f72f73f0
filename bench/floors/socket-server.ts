import { createServer } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { createLogger } from "../../server/infra/log";
import { createHub } from "../../server/infra/realtime/hub";
import { blast } from "../harness/blast";
import { CROWD_APP, CROWD_CHANNEL } from "../harness/crowd";

/**
 * One of the two sides of the realtime benches, run as a child: with SIDE=hub our hub, with SIDE=raw a bare `ws` server that
 * greets, answers what it is sent and knows no channel. POST /blast?ms=… publishes as fast as the sockets take it and says how
 * often; GET /rss says how much memory is left in use after a collection.
 */
const { PORT, SIDE } = process.env;
const sockets: Duplex[] = [];
const side = SIDE === "hub" ? startHub() : startRaw();

function startHub() {
  const hub = createHub({ ...CROWD_APP, log: createLogger("silent") });
  return {
    upgrade: hub.handleUpgrade,
    publish: (data: unknown) => hub.publish([{ rooms: [CROWD_CHANNEL], event: "change", data }]),
  };
}

function startRaw() {
  const raw = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  raw.on("connection", (ws) => {
    ws.on("message", (text) => ws.send(String(text)));
    ws.send("welcome");
  });
  return {
    upgrade: (
      ...[req, socket, head]: Parameters<typeof raw.handleUpgrade> extends [...infer A, unknown] ? A : never
    ) => raw.handleUpgrade(req, socket, head, (ws) => raw.emit("connection", ws, req)),
    publish(data: unknown) {
      const text = JSON.stringify({ event: "change", channel: CROWD_CHANNEL, data: JSON.stringify(data) });
      for (const ws of raw.clients) ws.send(text);
    },
  };
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? "/", "http://bench");
  if (url.pathname === "/blast") {
    const published = await blast(sockets, side.publish, Number(url.searchParams.get("ms")));
    return response.end(String(published));
  }
  if (url.pathname === "/rss") return response.end(String(await settledRss()));
  response.end("ready");
});

server.on("upgrade", (req, socket, head) => {
  sockets.push(socket);
  socket.once("close", () => sockets.splice(sockets.indexOf(socket), 1));
  side.upgrade(req, socket, head);
});
server.listen(Number(PORT), "127.0.0.1");

/** Bytes; several collections, because one frees what the next can give back. */
async function settledRss(): Promise<number> {
  for (let i = 0; i < 5; i++) {
    (globalThis as { gc?: () => void }).gc?.();
    await new Promise((done) => setTimeout(done, 100));
  }
  return process.memoryUsage().rss;
}
