import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Transform } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { fixture, sendingScene } from "../../testing/sending-scene";
import { until } from "../../testing/until";
import type { StoredAttachment } from "../conversations/message-row";

const MB = 1024 * 1024;
const CHUNK = Buffer.alloc(MB / 4, 7);

/** Where the bytes of files lie; each test says how they come. */
let tell: (response: ServerResponse) => Promise<void> = async (response) => void response.end();
let told = 0;
const server = createServer((_, response) => void tell(response));
let s: Awaited<ReturnType<typeof sendingScene>>;
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  s = await sendingScene();
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await s.close();
});
afterEach(() => vi.restoreAllMocks());

/** As fast as they are taken. */
async function pour(response: ServerResponse, bytes: number): Promise<void> {
  for (let sent = 0; sent < bytes && !response.destroyed; sent += CHUNK.length) {
    told += CHUNK.length;
    if (response.write(CHUNK)) continue;
    const goOn = new AbortController();
    const { signal } = goOn;
    await Promise.race(["drain", "close"].map((what) => once(response, what, { signal })));
    goOn.abort();
  }
}

/** A document that Meta has at our server; `size`: what it says of it. */
async function comes(filename: string, size?: number): Promise<void> {
  told = 0;
  const delivery = fixture("whatsapp_cloud/fixtures/in-document");
  delivery.entry[0].changes[0].value.messages[0].document.filename = filename;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
  const media = { url, mime_type: "application/pdf", ...(size && { file_size: size }) };
  await s.begin("whatsapp_cloud", delivery, [{ status: 200, json: media }]);
  await s.turn();
}
async function onlyMessage() {
  const [message] = (await s.shop.conversations())[0]!.messages;
  return { content: message!.content, attachments: message!.attachments as StoredAttachment[] };
}
/** What lies in the storage of this business, whole or in part. */
function stored(): string[] {
  const all = readdirSync(s.rt.env.PARLEY_DATA_DIR, { recursive: true, withFileTypes: true });
  const files = all.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  return files.filter((file) => file.includes(s.shop.tenantId));
}

describe("a file that came with a message", () => {
  it("of more than 40 MB is left, and nothing of it is kept, whether its size was told or not", async () => {
    for (const announced of [true, false]) {
      tell = async (response) => {
        if (announced) response.setHeader("content-length", 60 * MB);
        await pour(response, 60 * MB);
        response.end();
      };
      await comes("film.pdf");
      const { content, attachments } = await onlyMessage();
      expect(content).toContain("⚠ film.pdf could not be fetched. It is larger than 40 MB.");
      expect([attachments, stored()]).toEqual([[], []]);
      expect(await s.rt.db.prisma.file.count({ where: { tenantId: s.shop.tenantId } })).toBe(0);
      // It is broken off where it became too much, or not begun.
      expect(told / MB).toBeLessThan(announced ? 8 : 48);
    }
  });

  it("that is a program is not even asked for", async () => {
    await comes("invoice.pdf.EXE");
    expect((await onlyMessage()).content).toContain(
      "⚠ invoice.pdf.EXE could not be fetched. It is a program. Ask for it in a ZIP archive, or for a link.",
    );
    expect([s.meta.calls, told, stored()]).toEqual([[], 0, []]);
  });

  it("is never whole in memory: the storage has its bytes before the provider has sent the last", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    /** What is let go of is swept away a moment after it is collected. */
    async function held() {
      for (let times = 0; times < 3; times++) {
        collect();
        await new Promise((done) => setTimeout(done, 20));
      }
      return process.memoryUsage().arrayBuffers / MB;
    }
    let seen = 0;
    const put = s.rt.storage.put.bind(s.rt.storage);
    vi.spyOn(s.rt.storage, "put").mockImplementation((key, body, given) => {
      const counted = new Transform({
        transform(part: Buffer, _, done) {
          seen += part.length;
          done(null, part);
        },
      });
      body.on("error", (error) => counted.destroy(error)).pipe(counted);
      return put(key, counted, given);
    });
    const before = await held();
    let most = 0;
    tell = async (response) => {
      for (const part of [13, 13, 13]) {
        await pour(response, part * MB);
        await until("what was sent is stored but for what is on its way", async () => told - seen < MB);
        most = Math.max(most, (await held()) - before);
      }
      response.end();
    };
    await comes("film.pdf", 39 * MB);
    expect((await onlyMessage()).attachments).toMatchObject([{ name: "film.pdf", size: 39 * MB }]);
    expect(most).toBeLessThan(4);
  });

  it("of 10 MB takes less than five seconds of our own time", async () => {
    tell = async (response) => {
      await pour(response, 10 * MB);
      response.end();
    };
    const before = process.cpuUsage();
    await comes("film.pdf", 10 * MB);
    const { user, system } = process.cpuUsage(before);
    expect((await onlyMessage()).attachments).toMatchObject([{ size: 10 * MB }]);
    expect((user + system) / 1_000_000).toBeLessThan(5);
  });
});
