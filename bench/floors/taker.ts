import { createServer } from "node:http";

/**
 * A provider that takes every message at once, and remembers whose came in which order: `GET /` tells how many came, which came
 * again or before their turn, and forgets them. Run as a child: PORT comes by environment.
 */
let seen = new Map<string, number>();
let wrong: string[] = [];
let count = 0;

createServer((request, response) => {
  if (request.method === "GET") {
    response.end(JSON.stringify({ count, wrong: wrong.slice(0, 5) }));
    count = 0;
    wrong = [];
    seen = new Map();
    return;
  }
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk: string) => {
    body += chunk;
  });
  request.on("end", () => {
    const { id, to, text } = JSON.parse(body) as { id: string; to: { id: string }; text: string };
    const number = Number(text);
    if (number !== (seen.get(to.id) ?? 0) + 1)
      wrong.push(`${to.id}: ${number} after ${seen.get(to.id) ?? 0}`);
    seen.set(to.id, number);
    count++;
    response.setHeader("content-type", "application/json");
    response.end(`{"id":${JSON.stringify(`x${id}`)}}`);
  });
})
  .on("connection", (socket) => socket.setNoDelay(true))
  .listen(Number(process.env.PORT), "127.0.0.1");
