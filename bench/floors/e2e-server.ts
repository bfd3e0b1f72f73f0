import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import type { Visitor } from "../harness/people";
import { createRawInsert } from "./insert";

/**
 * The least that "a visitor writes, an agent sees it" can be: read the request, check an HMAC, commit, write to one
 * socket. No sessions, no rooms, no rules. Run as a child: PORT, DATABASE_URL and SECRET come by environment.
 */
const { PORT, DATABASE_URL = "", SECRET = "" } = process.env;
const raw = createRawInsert(DATABASE_URL, 8);

export type FloorMessage = { visitor: Visitor; content: string };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", async () => {
    if (request.method === "GET") return response.end("ready");
    const body = Buffer.concat(chunks);
    const given = Buffer.from(String(request.headers["x-signature"]), "hex");
    const wanted = createHmac("sha256", SECRET).update(body).digest();
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      response.writeHead(401).end();
      return;
    }
    const { visitor, content } = JSON.parse(body.toString()) as FloorMessage;
    await raw.insert(visitor, content);
    const frame = JSON.stringify({
      event: "change",
      data: JSON.stringify({ conversationId: visitor.conversationId, content }),
    });
    for (const socket of sockets.clients) socket.send(frame);
    response.writeHead(201, { "content-type": "application/json", "content-length": 2 }).end("{}");
  });
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
server.keepAliveTimeout = 65_000;
server.listen(Number(PORT), "127.0.0.1");
