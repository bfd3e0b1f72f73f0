import type { RosterSnapshot } from "./roster";

/** An event on its way to the other processes. `data` is a JSON text. */
export type RelayEvent = {
  rooms: readonly string[];
  event: string;
  data: string;
  except?: string;
  /** Sender of a client event on a presence channel. */
  userId?: string;
};

/** What one process may ask of all others about their own sockets. */
export type RelayQuestion =
  | { about: "channels"; prefix: string }
  | { about: "counts"; channels: readonly string[] }
  | { about: "cache"; channel: string };

/**
 * What passes between processes. Kinds that change something are numbered per process (`n`, from 1, without gaps), so that a
 * receiver knows when it has missed one; the others carry the number reached so far.
 */
export type Envelope = { from: string; n: number } & (
  | { kind: "event"; event: RelayEvent }
  | { kind: "terminate"; userId: string }
  | { kind: "join"; channel: string; userId: string; info: string }
  | { kind: "leave"; channel: string; userId: string }
  | { kind: "heartbeat"; serves: boolean }
  | { kind: "roster"; roster: RosterSnapshot; isHello: boolean }
  | { kind: "want"; of: string }
  | { kind: "question"; id: string; question: RelayQuestion }
  | { kind: "answer"; id: string; answer: unknown }
  | { kind: "bye" }
);
export type EnvelopeKind = Envelope["kind"];

const NUMBERED: ReadonlySet<EnvelopeKind> = new Set<EnvelopeKind>(["event", "terminate", "join", "leave"]);

export function isNumbered(kind: EnvelopeKind): boolean {
  return NUMBERED.has(kind);
}

/** Redis keeps pub/sub apart by name only, so the database number of the URL, which keeps installations apart, is in it. */
export function relayChannel(url: string): string {
  return `parley:realtime:${new URL(url).pathname.slice(1) || "0"}`;
}

/** Null for what no process of ours wrote. Beyond its frame an envelope is trusted: whoever can write here owns the Redis. */
export function readEnvelope(text: string): Envelope | null {
  try {
    const envelope = JSON.parse(text) as Partial<Envelope> | null;
    const isOurs =
      typeof envelope?.from === "string" &&
      typeof envelope.n === "number" &&
      typeof envelope.kind === "string";
    return isOurs ? (envelope as Envelope) : null;
  } catch {
    return null;
  }
}
