import { z } from "zod";
import type { Db } from "../../db";
import { createLogger } from "../../log";
import { type Drain, type DrainOptions, startDrain } from "../drain";
import { enqueue } from "../enqueue";
import { type Handler, type HandlerRun, handler, type OwedEntry } from "../entry";
import type { Claim } from "../turn";

export const tenantA = "00000000-0000-7000-8000-00000000000a";
export const tenantB = "00000000-0000-7000-8000-00000000000b";
export const quiet = createLogger("silent");

type Did = { n: number; lane: string | undefined; tenantId: string; run: HandlerRun };

/**
 * Entries of kind "work" that carry a number, and a handler that notes the numbers in the order of their runs before it does
 * `act`. For tests.
 */
export function recorder(act: (did: Did) => void | Promise<void> = () => {}, options: Partial<Handler> = {}) {
  const ran: number[] = [];
  const work = handler({
    payload: z.object({ n: z.number(), lane: z.string().optional() }),
    ...options,
    async run({ tenantId }, { n, lane }, run) {
      ran.push(n);
      await act({ n, lane, tenantId, run });
    },
  } as Handler<{ n: number; lane?: string }>);
  return { ran, handlers: new Map([["work", work]]) };
}

export function owed(n: number, rest: Partial<OwedEntry> = {}): OwedEntry {
  return { tenantId: tenantA, kind: "work", payload: { n, lane: rest.lane }, traceId: "trace", ...rest };
}

/** Owes the numbers from..to, in that order. */
export function owe(db: Db, from: number, to: number, rest: Partial<OwedEntry> = {}): Promise<number> {
  return enqueue(
    db.sql,
    Array.from({ length: to - from + 1 }, (_, i) => owed(from + i, rest)),
  );
}

const started: Drain[] = [];

/** Tries again after a few milliseconds instead of seconds. */
export function drainWith(
  db: Db,
  handlers: ReturnType<typeof recorder>["handlers"],
  options: Partial<DrainOptions> = {},
) {
  const drain = startDrain({
    db,
    log: quiet,
    handlers,
    options: { backoff: { baseSeconds: 0.02, capSeconds: 0.05 }, ...options },
  });
  started.push(drain);
  return drain;
}

export async function stopDrains(): Promise<void> {
  await Promise.all(started.splice(0).map((drain) => drain.stop(0)));
}

/** A claim of the whole outbox under a token of its own. */
export const claim = (limit = 50, leaseSeconds = 30): Claim => ({
  isDurable: true,
  limit,
  leaseSeconds,
  token: Math.ceil(Math.random() * 1e9),
  fromTenant: null,
  rooms: { tenants: [], room: [], others: limit },
});

export type StoredEntry = {
  id: string;
  state: string;
  attempts: number;
  last_error: string | null;
  payload: { n?: number };
  lease_until: Date | null;
};

export async function entries(db: Db): Promise<StoredEntry[]> {
  const { rows } = await db.pool.query<StoredEntry>(
    "select id::text, state::text, attempts, last_error, payload, lease_until from outbox_entry e order by e.id",
  );
  return rows;
}

/** How many entries are in which state. */
export async function states(db: Db): Promise<Record<string, number>> {
  const { rows } = await db.pool.query<{ state: string; n: number }>(
    "select state::text, count(*)::int as n from outbox_entry group by 1",
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

export async function clear(db: Db): Promise<void> {
  await db.pool.query("truncate outbox_entry");
}
