import { z } from "zod";
import { clock } from "../../core/clock";
import type { SystemActor, TenantCtx } from "../../core/ctx";
import { mintTenantId, newId } from "../../core/ids";
import { type Db, type Sql, statement } from "../../infra/db";
import { type Handler, handler } from "../../infra/outbox/entry";
import { beginSilence, endSilence } from "../inboxes/silence";
import { BUSY_SLOTS, comparisons, isUnlikeItself, SHIFTS, SLOT_MS, slotOf } from "./silence-rule";

/** Of the recurring job: that it was owed in a quarter of an hour says that somebody was there to hear. */
export const SILENCE_KIND = "inboxes.silence";
/** Whoever was not busy enough in a week to be missed by then is not missed after it. */
const LONGEST_MS = 7 * 24 * 3_600_000;

type Found = { id: string; tenant_id: string };
type Quiet = Found & { first: Date; last: Date };

// The last delivery's id says when it came, so that each inbox costs two looks into an index.
const QUIET = statement<Quiet>(
  "inboxes_quiet",
  `select i.id, i.tenant_id, f.received_at as first, l.received_at as last from inbox i
   cross join lateral (select d.received_at from delivery d where d.tenant_id = i.tenant_id and d.inbox_id = i.id
     order by d.id desc limit 1) l
   cross join lateral (select d.received_at from delivery d where d.tenant_id = i.tenant_id and d.inbox_id = i.id
     order by d.id limit 1) f
   where i.sealed_credentials is not null and i.disabled_at is null and i.paused_for is null and i.silent_since is null
     and l.received_at between $1::timestamptz and $2::timestamptz and ($3::uuid is null or i.id > $3::uuid)
   order by i.id limit 500`,
);
const OVER = statement<Found>(
  "inboxes_silence_over",
  `select i.id, i.tenant_id from inbox i where i.silent_since is not null and (i.disabled_at is not null
     or i.silent_since < (select d.received_at from delivery d where d.tenant_id = i.tenant_id and d.inbox_id = i.id
       order by d.id desc limit 1))`,
);
const HEARD = statement<{ slot: number }>(
  "inbox_heard_slots",
  `select s.slot from unnest($3::int[], $4::uuid[], $5::uuid[]) as s(slot, low, high)
   cross join lateral (select 1 from delivery d where d.tenant_id = $1::uuid and d.inbox_id = $2::uuid
     and d.id >= s.low and d.id < s.high order by d.id limit 1) heard`,
);
const THERE = statement<{ key: string }>(
  "silence_slots_there",
  `select e.idempotency_key as key from outbox_entry e
   where e.idempotency_key = any($1::text[])`,
);

/**
 * Looks every quarter of an hour for inboxes that are silent and not like themselves, and for those that are heard again.
 * What nobody could hear because the installation was not there is no silence.
 */
export function watchSilence({ db }: { db: Db }): Handler {
  // Where the run before was cut off, this one goes on.
  let after: string | null = null;
  return handler({
    payload: z.object({}),
    timeoutSeconds: 300,
    async run({ log }, _, { signal }) {
      const now = clock.now();
      for (const { id, tenant_id } of await db.sql(OVER, [])) await endSilence(ctxOf(tenant_id), id);
      const isThere = await presence(db.sql, now);
      const [from, to] = [new Date(now - LONGEST_MS), new Date(now - BUSY_SLOTS * SLOT_MS)];
      while (!signal.aborted) {
        const page: Quiet[] = await db.sql(QUIET, [from, to, after]);
        for (const inbox of page) {
          const { id, tenant_id, last } = inbox;
          if (!(await isMissed(db.sql, inbox, isThere, now))) continue;
          if (await beginSilence(ctxOf(tenant_id), id, last))
            log.warn({ tenantId: tenant_id, inboxId: id, since: last }, "a busy inbox has gone silent");
        }
        after = page.at(-1)?.id ?? null;
        if (!after) return;
      }
      log.warn({ after }, "the watch over silent inboxes took too long, and goes on next time");
    },
  });
}

/** Each inbox's own news: no two share a trace. */
function ctxOf(tenantId: string): TenantCtx<SystemActor> {
  const actor = { kind: "system", name: "silence" } as const;
  return { tenantId: mintTenantId(tenantId), actor, traceId: newId(), ip: "" };
}

async function isMissed(
  sql: Sql,
  { id, tenant_id, first, last }: Quiet,
  isThere: (slot: number) => boolean,
  now: number,
): Promise<boolean> {
  const silent = between(slotOf(last) + 1, slotOf(now)).filter(isThere);
  if (silent.length < BUSY_SLOTS) return false;
  const backs = comparisons(silent, slotOf(first));
  const asked = [
    ...new Set(backs.flatMap((back) => SHIFTS.flatMap((by) => silent.map((slot) => slot - back + by)))),
  ];
  const rows = await sql(HEARD, [
    ...[tenant_id, id, asked, asked.map(firstIdOf), asked.map((slot) => firstIdOf(slot + 1))],
  ]);
  return isUnlikeItself(silent, new Set(rows.map(({ slot }) => slot)), slotOf(first));
}

/** Whether anybody was there in a slot of the last week. Before the first time that is known, somebody was. */
async function presence(sql: Sql, now: number): Promise<(slot: number) => boolean> {
  const slots = between(slotOf(now - LONGEST_MS), slotOf(now));
  const keyOf = (slot: number) => `${SILENCE_KIND}:${new Date(slot * SLOT_MS).toISOString().slice(0, 16)}`;
  const rows = await sql(THERE, [slots.map(keyOf)]);
  const known = new Set(rows.map(({ key }) => key));
  const first = slots.find((slot) => known.has(keyOf(slot))) ?? Number.POSITIVE_INFINITY;
  return (slot) => slot < first || known.has(keyOf(slot));
}

function between(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}

/** The least UUIDv7 of a slot. */
function firstIdOf(slot: number): string {
  const time = (slot * SLOT_MS).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
