import { createHash, randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Runtime } from "../server/infra/runtime";
import { fetchNow, makeSenders, receiveFile, type Sender } from "../server/testing/senders";
import type { Bench } from "./harness/bench";
import { measureRatio } from "./harness/rounds";
import { installHere } from "./harness/senders";
import { median } from "./harness/statistics";

const MEGABYTES = 10;
const FILES = 5;

export const media: Bench = {
  key: "media",
  title: "a file of 10 MB in and stored ÷ stream, SHA-256 and disk",
  mark: 2,
  shall: "at most",
  async run(bed) {
    const rt = await installHere(bed, "media");
    const bytes = randomBytes(MEGABYTES * 1024 * 1024);
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-type": "application/pdf", "content-length": bytes.length });
      response.end(bytes);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const [sender] = await makeSenders(rt, { url, tenants: 1, inboxes: 1, each: 1 });
    let turn = 0;
    try {
      return await measureRatio({
        ...{ better: "lower", slices: 1 },
        numerator: {
          what: `ms, median of ${FILES}, from the job of a received file to its bytes and row in the store`,
          measure: () => timed(() => fetchOnce(rt, sender!, `${url}/file-${turn++}`)),
        },
        denominator: {
          what: "ms, the same over node:http, SHA-256 and one file",
          measure: () => timed(() => pipeOnce(`${url}/raw`, join(bed.folder, `raw-${turn++}`))),
        },
      });
    } finally {
      server.closeAllConnections();
      server.close();
      await rt.db.close();
    }
  },
};

async function timed(once: () => Promise<number>): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < FILES; n++) taken.push(await once());
  return median(taken);
}

/** With its message made before the clock runs. */
async function fetchOnce(rt: Runtime, sender: Sender, ref: string): Promise<number> {
  const messageId = await receiveFile(rt, sender, { ref, contentType: "application/pdf" });
  const start = performance.now();
  await fetchNow(sender, messageId);
  const took = performance.now() - start;
  const { rows } = await rt.db.pool.query("select size from file where message_id = $1", [messageId]);
  if (rows[0]?.size !== MEGABYTES * 1024 * 1024)
    throw new Error(`the file was not stored: ${JSON.stringify(rows)}`);
  return took;
}

async function pipeOnce(url: string, file: string): Promise<number> {
  const start = performance.now();
  const hash = createHash("sha256");
  const body = await new Promise<IncomingMessage>((done, fail) => get(url, done).on("error", fail));
  const hashing = new Transform({
    transform(chunk: Buffer, _, next) {
      hash.update(chunk);
      next(null, chunk);
    },
  });
  await pipeline(body, hashing, createWriteStream(file));
  hash.digest("hex");
  return performance.now() - start;
}
