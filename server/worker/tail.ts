import type { Db } from "../infra/db";
import { type Sql, statement } from "../infra/db";
import type { Logger } from "../infra/log";
import { OUTBOX_CHANNEL } from "../infra/outbox/enqueue";
import { onWake, wakeOutbox } from "../infra/outbox/wake";
import { REACTION_KIND, type Reaction } from "./reaction";

const CONSUMER = "reactions";
const PAGE = 500;
const POLL_MS = 1000;
/** Commits come in bursts; one look serves them all. */
const BREATH_MS = 20;

/**
 * One page of the events of all tenants, and what its reactions owe, in one commit with the step of the cursor. Order is
 * (xid, position), shown only below the oldest transaction still running: whatever commits late has a higher place than the
 * cursor. The cursor's row lock admits one consumer at a time, and an idle look writes nothing.
 */
const stepOf = (reactions: readonly Reaction[]) =>
  statement<{ seen: number; owed: number; is_held_up: boolean }>(
    "event_tail",
    `with horizon as (
     select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as xid
   ), me as (
     select c.* from event_consumer c, horizon h
     where c.name = $1 and exists (select 1 from event e
       where (e.xid, e.position) > (c.xid, c.position) and e.xid < h.xid)
     for update of c skip locked
   ), page as (
     select e.* from me cross join horizon h cross join lateral (
       select * from event e where (e.xid, e.position) > (me.xid, me.position) and e.xid < h.xid
       order by e.xid, e.position limit ${PAGE}) e
   ), owed as (
     insert into outbox_entry (tenant_id, kind, lane, idempotency_key, payload, trace_id)
     select p.tenant_id, '${REACTION_KIND}' || r.name,
            case r.lane when 'conversation' then r.name || ':' || coalesce(p.conversation_id, p.tenant_id)
                        when 'tenant' then r.name || ':' || p.tenant_id end,
            'event:' || p.id || ':' || r.name,
            p.data || jsonb_strip_nulls(jsonb_build_object('eventId', p.id, 'type', p.type,
              'conversationId', p.conversation_id, 'messageId', p.message_id)),
            p.trace_id
     from page p join jsonb_to_recordset($2::text::jsonb) as r(name text, type text, lane text) on r.type = p.type
     where ${concerned(reactions)}
     order by p.xid, p.position
     on conflict (idempotency_key) do nothing
     returning 1
   ), moved as (
     update event_consumer c set xid = l.xid, position = l.position
     from (select xid, position from page order by xid desc, position desc limit 1) l
     where c.name = $1
   )
   select (select count(*)::int from page) as seen, (select count(*)::int from owed) as owed,
          exists (select 1 from event_consumer c, horizon h, event e
                  where c.name = $1 and (e.xid, e.position) > (c.xid, c.position) and e.xid >= h.xid) as is_held_up,
          (select pg_notify('${OUTBOX_CHANNEL}', '')::text from owed limit 1) as notified`,
  );

function concerned(reactions: readonly Reaction[]): string {
  const arms = reactions.flatMap(({ name, when }) => (when ? `when '${name}' then ${when}` : []));
  return arms.length > 0 ? `case r.name ${arms.join(" ")} else true end` : "true";
}

const ADD_CONSUMER = statement<never>(
  "event_consumer_add",
  `insert into event_consumer (name) values ($1) on conflict do nothing`,
);

/**
 * A backup restored into a new Postgres carries transaction ids that the new one has not reached: nothing would follow for
 * weeks. Those events go to the front, in their order; the consumer reads those left again, which the keys make harmless.
 */
const REBASE = statement<{ n: number }>(
  "event_rebase",
  `with next as (
     select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as xid
   ), ahead as (
     select e.position, e.xid from event e, next n where e.xid >= n.xid
   ), moved as (
     update event e set xid = 1 from ahead a where e.xid = a.xid and e.position = a.position returning 1
   ), consumers as (
     update event_consumer c set xid = 1, position = coalesce(
       (select min(a.position) - 1 from ahead a where (a.xid, a.position) > (c.xid, c.position)),
       (select max(e.position) from event e), 0)
     from next n where c.xid >= n.xid
   )
   select count(*)::int as n from moved`,
);

/** Answers how many events of a restored backup it has brought into this database's order. */
export async function addConsumer(sql: Sql): Promise<number> {
  await sql(ADD_CONSUMER, [CONSUMER]);
  const [row] = await sql(REBASE, []);
  return row!.n;
}

/** Answers how many events it saw, and whether others wait for an older transaction to end. */
export async function stepEvents(sql: Sql, reactions: readonly Reaction[]) {
  const joined = reactions.flatMap(({ name, on, lane }) =>
    on.map((type) => ({ name, type, lane: lane ?? null })),
  );
  const [row] = await sql(stepOf(reactions), [CONSUMER, JSON.stringify(joined)]);
  const { seen, owed, is_held_up: isHeldUp } = row!;
  return { seen, owed, isHeldUp, isFull: seen === PAGE };
}

/** Follows the events until stopped: woken by commits of this process, and by a poll for those of others. */
export function followEvents(given: {
  db: Db;
  log: Logger;
  reactions: readonly Reaction[];
  pollMs?: number;
}) {
  const { db, log, reactions, pollMs = POLL_MS } = given;
  let isStopped = false;
  let isWoken = false;
  let rouse: (() => void) | undefined;
  const stopHearing = onWake("consumers", () => {
    isWoken = true;
    rouse?.();
  });

  async function run(): Promise<void> {
    let heldUp = 0;
    let isKnown = false;
    while (!isStopped) {
      let wait = pollMs;
      isWoken = false;
      try {
        if (!isKnown) {
          const rebased = await addConsumer(db.sql);
          if (rebased) log.warn({ events: rebased }, "events of a restored backup were put in order");
        }
        isKnown = true;
        const { owed, isFull, isHeldUp } = await stepEvents(db.sql, reactions);
        if (owed) wakeOutbox();
        // Nobody tells when the older transaction ends, so look again soon, then less often.
        heldUp = isHeldUp ? heldUp + 1 : 0;
        if (isFull) continue;
        if (isHeldUp) wait = Math.min(pollMs, BREATH_MS * heldUp);
      } catch (error) {
        log.warn({ err: error }, "the events could not be read, will try again");
      }
      await sleep(wait);
    }
  }

  async function sleep(ms: number): Promise<void> {
    if (!isWoken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        rouse = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      rouse = undefined;
    }
    if (!isStopped) await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
  }

  const running = run();
  return {
    async stop() {
      isStopped = true;
      stopHearing();
      rouse?.();
      await running;
    },
  };
}
