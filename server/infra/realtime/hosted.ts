import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type Pusher from "pusher";
import type { Logger } from "../log";
import { seldom } from "../seldom";
import { type HostedCall, packCalls } from "./hosted-calls";
import { isSocketId } from "./names";
import type { RoomMessage } from "./publisher";
import type { PusherApp } from "./signature";

export type HostedOptions = PusherApp & {
  cluster: string;
  host?: string;
  port?: number;
  tls: boolean;
  log: Logger;
};

const MAX_WAITING = 5_000;
const CALLS_AT_ONCE = 4;
const TIMEOUT_MS = 5_000;
const RETRY_AFTER_MS = [250, 1_000];
const REPORT_EVERY_MS = 10_000;

export type HostedSender = {
  publish(messages: readonly RoomMessage[]): void;
  /** Who is connected there is not known here. */
  reachesAny(): true;
  terminateUser(userId: string): Promise<void>;
  close(): Promise<void>;
};

/** Sends to Pusher, or a server that speaks its HTTP API, over connections kept open. Past 5,000 waiting messages the oldest are given up. */
export function createHostedSender({
  appId,
  key,
  secret,
  cluster,
  host,
  port,
  tls,
  log,
}: HostedOptions): HostedSender {
  const agent = tls ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const target = host ? { host, port: port === undefined ? undefined : String(port) } : { cluster };
  const options = { appId, key, secret, useTLS: tls, agent, timeout: TIMEOUT_MS, ...target };
  let loading: Promise<Pusher> | undefined;
  // With its HTTP client a tenth of what a process reads at its start, and most have their own hub.
  const load = () => {
    loading ??= import("pusher").then((library) => new library.default(options));
    return loading;
  };
  const report = createReport(log);
  let waiting: RoomMessage[] = [];
  let running = 0;
  /** Rooms of the calls under way: the next event for one of them waits, so that a room's events keep their order. */
  const busy = new Set<string>();
  let idle: (() => void)[] = [];

  function publish(messages: readonly RoomMessage[]): void {
    for (const message of messages) waiting.push(message);
    if (waiting.length > MAX_WAITING) {
      report.lost(waiting.length - MAX_WAITING, "too many are waiting");
      waiting = waiting.slice(-MAX_WAITING);
    }
    pump();
  }

  function pump(): void {
    while (running < CALLS_AT_ONCE && waiting.length > 0) {
      const { call, taken } = packCalls(waiting, report.lost);
      if (call && roomsOf(call).some((room) => busy.has(room))) break;
      waiting.splice(0, taken);
      if (call) void run(call);
    }
    if (running > 0 || waiting.length > 0) return;
    for (const resolve of idle) resolve();
    idle = [];
  }

  async function run(call: HostedCall): Promise<void> {
    running += 1;
    for (const room of roomsOf(call)) busy.add(room);
    try {
      await withRetries(() => perform(call));
    } catch (error) {
      report.lost(call.events.length, error);
    }
    running -= 1;
    for (const room of roomsOf(call)) busy.delete(room);
    pump();
  }

  async function perform({ events }: HostedCall): Promise<unknown> {
    const pusher = await load();
    const [first] = events;
    if (events.length === 1 && first) {
      const { rooms, event, data, except } = first;
      return pusher.trigger(
        [...rooms],
        event,
        data,
        except && isSocketId(except) ? { socket_id: except } : {},
      );
    }
    return pusher.triggerBatch(
      events.map(({ rooms, event, data, except }) => ({
        channel: rooms[0]!,
        name: event,
        data,
        ...(except && isSocketId(except) ? { socket_id: except } : {}),
      })),
    );
  }

  return {
    publish,
    reachesAny: () => true,
    async terminateUser(userId) {
      await withRetries(async () => (await load()).terminateUserConnections(userId));
    },
    async close() {
      if (running > 0 || waiting.length > 0) await new Promise<void>((resolve) => idle.push(resolve));
      agent.destroy();
    },
  };
}

function roomsOf({ events }: HostedCall): string[] {
  return events.flatMap(({ rooms }) => rooms);
}

async function withRetries<T>(call: () => Promise<T>): Promise<T> {
  for (const pause of RETRY_AFTER_MS) {
    try {
      return await call();
    } catch (error) {
      const { status } = error as { status?: number };
      // Pusher has understood the call and says no: asking again would not help.
      if (status !== undefined && status < 500 && status !== 429) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return call();
}

/** Losses go to the log gathered, at most one line in ten seconds. */
function createReport(log: Logger): { lost: (count: number, cause: unknown) => void } {
  let lost = 0;
  const mayReport = seldom(REPORT_EVERY_MS);
  return {
    lost(count, cause) {
      lost += count;
      if (!mayReport()) return;
      log.error(
        { err: cause, lost },
        "realtime events could not be sent to Pusher; clients get them when they next catch up",
      );
      lost = 0;
    },
  };
}
