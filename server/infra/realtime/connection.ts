import { randomInt } from "node:crypto";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { Channel } from "./channels";

/** A subscription that waits for its socket to sign in. */
export type HeldSubscription = { channel: string; auth: string; channelData: string | undefined };

const CONNECTION = Symbol("connection");
type Tagged = WebSocket & { [CONNECTION]?: Connection };

/** One client. There may be tens of thousands: a plain object without closures, and nothing in it before it is needed. */
export class Connection {
  /** Pusher's socket_id. */
  readonly id = `${randomInt(1, 2 ** 40)}.${randomInt(1, 2 ** 40)}`;
  /** This and the other times are ms by the monotonic clock, so that setting the machine's clock ends no connection. */
  readonly openedAt: number;
  seenAt: number;
  /** When an unanswered ping was sent, or 0. */
  pingedAt = 0;
  /** Since when it has had neither a channel nor a user. */
  unusedSince: number;
  channels: readonly Channel[] = [];
  userId: string | null = null;
  watching: readonly string[] | null = null;
  held: HeldSubscription[] | null = null;
  windowStart = 0;
  messagesInWindow = 0;
  clientEventsInWindow = 0;
  /** It has left everything and is only saying goodbye. */
  isGone = false;

  constructor(
    readonly ws: WebSocket,
    /** The socket below `ws`. Frames built once are written straight to it: no extension is ever negotiated, so the bytes are the same for all. */
    readonly socket: Duplex,
    /** Public address that counts against the cap per address, or "". */
    readonly address: string,
    now: number,
  ) {
    this.openedAt = now;
    this.seenAt = now;
    this.unusedSince = now;
    (ws as Tagged)[CONNECTION] = this;
  }

  isSubscribed(name: string): boolean {
    return this.channels.some((channel) => channel.name === name);
  }
}

export function connectionOf(ws: WebSocket): Connection | undefined {
  return (ws as Tagged)[CONNECTION];
}

const WINDOW_MS = 1000;

/** Counts one message in the current second, which begins with the first message after the last one ended. */
export function countMessage(connection: Connection, now: number): number {
  if (now - connection.windowStart >= WINDOW_MS) {
    connection.windowStart = now;
    connection.messagesInWindow = 0;
    connection.clientEventsInWindow = 0;
  }
  connection.messagesInWindow += 1;
  return connection.messagesInWindow;
}
