import WebSocket, { type ClientOptions } from "ws";
import { authFor, channelText, userText } from "../signature";
import { TEST_APP } from "./hub-server";

/** A frame as it came, with `data` unpacked when it is a JSON text. */
export type Frame = { event: string; channel?: string; data: unknown; user_id?: string };

const WAIT_MS = 10_000;

/** A WebSocket client that speaks the protocol by hand, so that a test can say anything. */
export class RawClient {
  readonly frames: Frame[] = [];
  readonly texts: string[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  socketId = "";
  private readonly waiting = new Set<() => void>();

  private constructor(readonly ws: WebSocket) {
    ws.on("message", (bytes) => this.take(String(bytes)));
    ws.on("error", () => {});
    this.closed = new Promise((resolve) => {
      ws.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  /** Opens `/app/<path>`; does not wait for the hub's answer. */
  static open(port: number, path = `${TEST_APP.key}?protocol=7`, options: ClientOptions = {}): RawClient {
    return new RawClient(new WebSocket(`ws://127.0.0.1:${port}/app/${path}`, options));
  }

  /** Opens and waits until the connection is established. */
  static async connect(port: number, options: ClientOptions = {}): Promise<RawClient> {
    const client = RawClient.open(port, undefined, options);
    const { data } = await client.next("pusher:connection_established");
    client.socketId = (data as { socket_id: string }).socket_id;
    return client;
  }

  private take(text: string): void {
    const frame = JSON.parse(text) as Frame;
    this.texts.push(text);
    this.frames.push(typeof frame.data === "string" ? { ...frame, data: parseOrKeep(frame.data) } : frame);
    for (const wake of this.waiting) wake();
  }

  /** The first frame with this event that no call has returned before; waits for it. */
  async next(event: string, channel?: string): Promise<Frame> {
    const deadline = Date.now() + WAIT_MS;
    for (;;) {
      const at = this.frames.findIndex(
        (f) => f.event === event && (channel === undefined || f.channel === channel),
      );
      if (at >= 0) return this.frames.splice(at, 1)[0]!;
      if (Date.now() > deadline) throw new Error(`no ${event}; there are ${JSON.stringify(this.frames)}`);
      await this.change(deadline - Date.now());
    }
  }

  private change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.waiting.add(wake);
    });
  }

  send(event: string, data: unknown, channel?: string): void {
    this.ws.send(JSON.stringify({ event, channel, data }));
  }

  /** Everything sent before has been handled by the hub once this resolves. */
  async settle(): Promise<void> {
    this.send("pusher:ping", {});
    await this.next("pusher:pong");
  }

  subscribe(channel: string, channelData?: string): void {
    const auth = authFor(TEST_APP, channelText(this.socketId, channel, channelData));
    this.send("pusher:subscribe", { channel, auth, channel_data: channelData });
  }

  /** Subscribes, as that member on a presence channel, and waits for the answer. */
  async enter(channel: string, userId?: string, userInfo?: unknown): Promise<Frame> {
    const member =
      userId === undefined ? undefined : JSON.stringify({ user_id: userId, user_info: userInfo });
    this.subscribe(channel, member);
    return this.next("pusher_internal:subscription_succeeded", channel);
  }

  signIn(userId: string, watchlist?: string[]): void {
    const userData = JSON.stringify({ id: userId, watchlist });
    this.send("pusher:signin", {
      auth: authFor(TEST_APP, userText(this.socketId, userData)),
      user_data: userData,
    });
  }

  close(): void {
    this.ws.terminate();
  }
}

function parseOrKeep(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
