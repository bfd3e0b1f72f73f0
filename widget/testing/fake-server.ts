import type {
  SendAnswer,
  VisitorListed,
  VisitorMessage,
  WidgetSession,
} from "../../server/rest/widget/contract";
import { FakeSocket } from "./fake-socket";

const ORIGIN = "https://parley.test";
type Stored = VisitorMessage & { isVisible: boolean };

const FEATURES = {
  ...{ files: true, emoji: true, sound: true, teaser: true, rating: true, endConversation: true },
  ...{ transcript: true, popout: false, severalConversations: true },
};

/** How badly the network does. Each is the chance, 0 to 1, that it happens to one request or event. */
export type Weather = {
  lost: number;
  unanswered: number;
  refused: number;
  eventLost: number;
  eventTwice: number;
  eventLate: number;
};
export const CALM: Weather = {
  lost: 0,
  unanswered: 0,
  refused: 0,
  eventLost: 0,
  eventTwice: 0,
  eventLate: 0,
};
export const STORM: Weather = {
  lost: 0.2,
  unanswered: 0.15,
  refused: 0.15,
  eventLost: 0.2,
  eventTwice: 0.2,
  eventLate: 0.3,
};

/** The widget API and its sockets as the contract has them, over a network that can be made to fail. One visitor only. */
export class FakeServer {
  weather: Weather = CALM;
  isDown = false;
  stored: Stored[] = [];
  seenSeq = 0;
  teamSeenSeq = 0;
  version = 0;
  conversationId = "c1";
  /** The visitor's other conversations, as far as a test needs them. */
  elsewhere: Pick<VisitorListed, "id" | "at">[] = [];
  /** Requests by path, as they came in. */
  requests: string[] = [];
  sockets = new Set<FakeSocket>();
  private handle: string | undefined;
  private revoked = new Set<string>();
  private tokens = new Map<string, boolean>();
  private files = 0;

  constructor(private readonly random: () => number) {}

  /** Takes the place of fetch and WebSocket. */
  install(): void {
    globalThis.fetch = ((url: string, init: RequestInit) => this.fetch(url, init)) as typeof fetch;
    const accept = (socket: FakeSocket) => this.accept(socket);
    globalThis.WebSocket = class extends FakeSocket {
      constructor(url: string) {
        super(url);
        accept(this);
      }
    } as unknown as typeof WebSocket;
  }

  get visible(): VisitorMessage[] {
    return this.stored.filter((m) => m.isVisible).map(({ isVisible, ...message }) => message);
  }

  agentWrites(content: string, isVisible = true): void {
    if (this.handle) this.append({ from: "team", author: "Tom", clientId: null, content, isVisible });
  }

  /** As a merge or a split does: the messages have new places, perhaps in another conversation. Told when a line stands. */
  moves(contents: string[], conversationId = this.conversationId): void {
    const before = this.conversationId;
    const kept = new Map(this.stored.map((m) => [m.content, m]));
    this.stored = contents.map((content, i) => ({
      ...(kept.get(content) ?? { ...this.stored[0]!, content }),
      id: `moved-${content}`,
      seq: i + 1,
    }));
    this.conversationId = conversationId;
    this.version++;
    this.publish("pull", { conversationId: before });
  }

  /** The handle in use opens nothing any more; the next one begins a conversation of its own. */
  revoke(): void {
    this.revoked.add(this.handle!);
    this.handle = undefined;
    this.stored = [];
    this.conversationId = "c2";
    this.tokens.clear();
  }

  expireTokens(): void {
    this.tokens.clear();
  }

  private append(
    given: Pick<Stored, "from" | "author" | "clientId" | "content" | "isVisible">,
  ): VisitorMessage {
    const prevSeq = this.visible.at(-1)?.seq ?? 0;
    const seq = this.stored.length + 1;
    const createdAt = new Date().toISOString();
    this.stored.push({ ...given, id: `m${seq}`, seq, attachments: [], createdAt });
    const { isVisible, ...message } = this.stored.at(-1)!;
    if (isVisible) this.publish("message", { message, prevSeq });
    return message;
  }

  publish(event: string, data: unknown): void {
    const { eventLost, eventTwice, eventLate } = this.weather;
    for (const socket of this.sockets) {
      if (this.chance(eventLost)) continue;
      const deliver = () => socket.isSubscribed && socket.deliver(event, data);
      setTimeout(deliver, this.chance(eventLate) ? this.random() * 3000 : 5);
      if (this.chance(eventTwice)) setTimeout(deliver, this.random() * 2000);
    }
  }

  /** The hub goes away and comes back empty-handed. */
  cutSockets(code = 1006): void {
    for (const socket of this.sockets) socket.cut(code);
    this.sockets.clear();
  }

  private accept(socket: FakeSocket): void {
    setTimeout(() => {
      if (this.isDown || this.chance(this.weather.lost)) return socket.cut(1006);
      this.sockets.add(socket);
      socket.deliver("pusher:connection_established", { socket_id: "1.1", activity_timeout: 120 });
    }, 10);
  }

  private chance(p: number): boolean {
    return this.random() < p;
  }

  private async fetch(url: string, init: RequestInit): Promise<Response> {
    const { lost, unanswered, refused } = this.weather;
    await sleep(5 + this.random() * 100);
    if (this.isDown || this.chance(lost)) throw new TypeError("network");
    const { pathname, searchParams } = new URL(url);
    const path = pathname.replace("/api/widget/", "");
    this.requests.push(`${init.method ?? "GET"} ${path}`);
    if (this.chance(refused))
      return this.chance(0.5)
        ? answer(503, {})
        : answer(429, { error: { message: "slower", retryAfter: 1 } });
    const token = new Headers(init.headers).get("authorization")?.slice(7);
    const made = this.answer(path, token, searchParams, init.body ? JSON.parse(String(init.body)) : null);
    await sleep(5 + this.random() * 100);
    if (this.isDown || this.chance(unanswered)) throw new TypeError("network");
    return made;
  }

  private answer(
    path: string,
    token: string | undefined,
    query: URLSearchParams,
    body: Record<string, string> | null,
  ): Response {
    if (path === "session") return answer(200, this.session(body!.handle));
    const isVisitor = this.tokens.get(token ?? "");
    if (isVisitor === undefined) return answer(401, { error: { message: "again" } });
    if (path === "messages" && body) return this.send(isVisitor, body);
    if (!isVisitor) return answer(409, { error: { message: "no conversation" } });
    if (path === "messages") return this.read(Number(query.get("after")), Number(query.get("limit")));
    if (path === "read") this.seenSeq = Math.max(this.seenSeq, Number(body!.seq));
    return answer(200, { auth: "key:signature" });
  }

  private read(after: number, limit: number): Response {
    const items = this.visible.filter((m) => m.seq > after);
    const page = items.slice(0, limit);
    return answer(200, {
      items: page,
      lastSeq: page.at(-1)?.seq ?? after,
      version: this.version,
      hasMore: items.length > limit,
    });
  }

  private send(isVisitor: boolean, { clientId, content, handle }: Record<string, string>): Response {
    if (handle && this.revoked.has(handle)) return answer(401, { error: { message: "again" } });
    const isFirst = !this.handle;
    if (!isVisitor && !handle) return answer(400, { error: { message: "no handle" } });
    this.handle ??= handle;
    const twin = this.visible.find((m) => m.clientId === clientId);
    const message =
      twin ??
      this.append({ from: "visitor", author: null, clientId: clientId!, content: content!, isVisible: true });
    if (isFirst)
      this.append({ from: "team", author: "Tom", clientId: null, content: "Hello", isVisible: true });
    const made: SendAnswer = isVisitor ? { message } : { message, session: this.session(handle) };
    return answer(201, made);
  }

  private session(handle: string | undefined): WidgetSession {
    const visitor = handle !== undefined && handle === this.handle;
    const token = `token${this.files++}`;
    this.tokens.set(token, visitor);
    const lastSeq = this.visible.at(-1)?.seq ?? 0;
    const unread = this.visible.filter((m) => m.from === "team" && m.seq > this.seenSeq).length;
    return {
      token,
      expiresAt: Date.now() + 600_000,
      visitor,
      user: null,
      problem: null,
      form: null,
      isStale: handle !== undefined && this.revoked.has(handle),
      inbox: {
        name: "Website",
        tenantName: "Fern & Kettle",
        colour: "#8127e8",
        greeting: "How can we help?",
        look: { icon: "chat", label: "", side: "right", gap: 24, theme: "auto" },
        locale: "en-GB",
        texts: {},
      },
      features: FEATURES,
      agents: [{ name: "Tom", isOnline: true }],
      availability: { isOpen: true, backAt: null, replyMinutes: null },
      conversations: this.elsewhere as VisitorListed[],
      realtime: { key: "key", cluster: "local", host: null, port: null, tls: null, hosted: false },
      channel: visitor ? "private-v.1" : null,
      conversation: visitor
        ? {
            id: this.conversationId,
            version: this.version,
            status: "open",
            lastSeq,
            seenSeq: this.seenSeq,
            teamSeenSeq: this.teamSeenSeq,
            unread,
          }
        : null,
    };
  }
}

export { ORIGIN };

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status });
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
