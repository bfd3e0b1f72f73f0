import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request that a fake provider was asked. */
export type FakeCall = {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
  json: unknown;
  /** The body as it came, where it is text. */
  text: string;
};
/** `isLost`: it did what was asked, and hangs up instead of answering. */
export type FakeAnswer = {
  status: number;
  isLost?: boolean;
  json?: unknown;
  file?: { type: string; bytes: Buffer };
};
/**
 * What a fake provider does with a request instead of its duty: does it and hangs up before it answers or in the middle
 * of its answer, is away, or answers as told without doing it.
 */
export type FakeMood = "hang-up" | "hang-up in the body" | "away" | FakeAnswer;

export type FakeProvider = {
  url: string;
  /** All that was asked, in its order. */
  calls: FakeCall[];
  /** For the next requests, one each. */
  moods: FakeMood[];
  close: () => Promise<void>;
};

/**
 * A provider on loopback that follows its contract and can be told to fail. `take` does what is asked for and answers. `port`:
 * any free one unless told; `isMoody`: for which requests the moods are.
 */
export async function startFake(
  take: (call: FakeCall) => FakeAnswer | Promise<FakeAnswer>,
  port = 0,
  isMoody: (call: FakeCall) => boolean = () => true,
): Promise<FakeProvider> {
  const calls: FakeCall[] = [];
  const moods: FakeMood[] = [];
  const server = createServer((message, response) => void answer(message, response));
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));

  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(message).catch(() => null);
    // Broken off in the middle: nobody takes half a request.
    if (!call) return;
    calls.push(call);
    const mood = isMoody(call) ? moods.shift() : undefined;
    if (mood === "away") return void response.writeHead(503).end("<h1>Service unavailable</h1>");
    if (typeof mood === "object") return tell(response, mood);
    const taken = await take(call);
    if (mood === "hang-up" || taken.isLost) return void message.socket.destroy();
    if (mood === "hang-up in the body") {
      response.writeHead(taken.status, { "content-type": "application/json", "content-length": 1000 });
      return void response.write(JSON.stringify(taken.json).slice(0, 20), () => message.socket.destroy());
    }
    tell(response, taken);
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    moods,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

async function readCall(message: IncomingMessage): Promise<FakeCall> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  const { method = "GET", url: path = "/", headers } = message;
  const form = readForm(headers["content-type"] ?? "", bytes);
  const text = form ? "" : bytes.toString("utf8");
  return { method, path, headers, json: form ?? readJson(text), text };
}

/** A form's fields as JSON where they are some; of a file its name, type and size: "upload:a.png image/png 9". */
function readForm(contentType: string, bytes: Buffer): Record<string, unknown> | null {
  const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(contentType)?.[1];
  if (!boundary) return null;
  const fields: Record<string, unknown> = {};
  for (const part of bytes.toString("latin1").split(`--${boundary}`).slice(1, -1)) {
    const [, head = "", body = ""] = /^\r\n([\s\S]*?)\r\n\r\n([\s\S]*)\r\n$/.exec(part) ?? [];
    const [, name = "", , file] = /name="([^"]*)"(; filename="([^"]*)")?/.exec(head) ?? [];
    const type = /content-type: (.+)/.exec(head)?.[1];
    const text = Buffer.from(body, "latin1").toString("utf8");
    fields[name] = file === undefined ? (readJson(text) ?? text) : `upload:${file} ${type} ${body.length}`;
  }
  return fields;
}

/** What is no JSON, as a file or a form, is null. */
function readJson(text: string): unknown {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

function tell(response: ServerResponse, { status, json, file }: FakeAnswer): void {
  if (file) return void response.writeHead(status, { "content-type": file.type }).end(file.bytes);
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json ?? {}));
}
