import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Redis } from "ioredis";

export type FakeUpstash = { url: string; token: string; calls: () => number; close(): Promise<void> };

type Answer = { result: unknown } | { error: string };

/**
 * Upstash's REST interface over a real Redis: POST / takes one command as a JSON array, POST /pipeline several; strings come
 * back in base64 when asked for. Like Upstash, and unlike Redis, it knows the `allow-key-locking` flag of a script.
 */
export async function fakeUpstash(redis: Redis): Promise<FakeUpstash> {
  const token = "upstash-token";
  const shebang = new Map<string, string>();
  let calls = 0;

  async function perform([name, ...args]: string[]): Promise<Answer> {
    const command = String(name).toLowerCase();
    const [first = "", ...rest] = args.map(String);
    try {
      if (command === "eval") {
        const source = first.replace(/^#!lua[^\n]*\n/, "");
        shebang.set(sha1(first), sha1(source));
        return { result: encode(await redis.call("eval", source, ...rest)) };
      }
      if (command === "evalsha") {
        return { result: encode(await redis.call("evalsha", shebang.get(first) ?? first, ...rest)) };
      }
      return { result: encode(await redis.call(command, first, ...rest)) };
    } catch (error) {
      return { error: (error as Error).message };
    }
  }

  const server = createServer(async (req, res) => {
    calls += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as string[] | string[][];
    const isAllowed = req.headers.authorization === `Bearer ${token}`;
    const answer = !isAllowed
      ? { error: "WRONGPASS invalid or missing auth token" }
      : req.url === "/pipeline"
        ? await Promise.all((body as string[][]).map(perform))
        : await perform(body as string[]);
    const status = !isAllowed ? 401 : "error" in answer ? 400 : 200;
    res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    calls: () => calls,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function encode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(encode);
  return typeof value === "string" && value !== "OK" ? Buffer.from(value).toString("base64") : value;
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
