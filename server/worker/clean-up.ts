import { z } from "zod";
import { type Db, Prisma, type Statement, statement } from "../infra/db";
import { type Handler, type HandlerCtx, handler, RetryAfter } from "../infra/outbox/entry";
import type { FileStorage } from "../infra/storage/storage";

export type JobTools = { db: Db; storage: FileStorage };

const JOB_SECONDS = 50;

/** The jobs that keep the tables short. Each deletes in batches of at most 2,000 rows, so that no lock is held for long. */
export function cleanUps({ db, storage }: JobTools) {
  const job = (name: string, batch: () => Promise<number>): Handler => cleaningJob(name, batch);
  return {
    finishedEntries: job("outbox entries", forgetFinishedEntries(db)),
    oldEvents: job("events", deleting(db, OLD_EVENTS)),
    oldNotifications: job("notifications", deleting(db, OLD_NOTIFICATIONS)),
    keptMail: job("kept mails", deleting(db, OLD_MAIL)),
    expiredSessions: job("sessions", deleting(db, EXPIRED_SESSIONS)),
    expiredTokens: job("tokens", deleting(db, EXPIRED_TOKENS)),
    oldDeliveries: job("deliveries", deleting(db, OLD_DELIVERIES)),
    pastPaces: job("paces", deleting(db, PAST_PACES)),
    pastFirsts: job("people once written to first", deleting(db, PAST_FIRSTS)),
    vainFacts: job("facts of messages that never came", deleting(db, VAIN_FACTS)),
    unattachedFiles: job("files", () => removeUnattachedFiles({ db, storage })),
  };
}

/** Runs batches until one finds nothing. What is more than a minute's work goes on a minute later. */
function cleaningJob(what: string, batch: () => Promise<number>): Handler {
  return handler({
    payload: z.object({}),
    timeoutSeconds: JOB_SECONDS + 30,
    async run({ log }: HandlerCtx) {
      const until = Date.now() + JOB_SECONDS * 1000;
      let total = 0;
      for (;;) {
        const removed = await batch();
        if (!removed) break;
        total += removed;
        if (Date.now() > until)
          throw new RetryAfter(60, `More ${what} than one run removes: ${total} so far.`);
      }
      if (total) log.info({ total }, `removed old ${what}`);
    },
  });
}

type Removed = { removed: number };

function deleting(db: Db, batch: Statement<Removed>): () => Promise<number> {
  return async () => (await db.sql(batch, []))[0]!.removed;
}

const removal = (name: string, table: string, key: string, which: string) =>
  statement<Removed>(
    `clean_${name}`,
    `with gone as (
       delete from ${table} where ${key} = any (array(select ${key} from ${table} where ${which} limit 2000)) returning 1)
     select count(*)::int as removed from gone`,
  );

/** A month, and 300 of one member (as Chatwoot keeps them). */
const OLD_NOTIFICATIONS = removal(
  "notifications",
  "notification",
  "id",
  `created_at < now() - interval '31 days' or id in (select id from (
     select id, row_number() over (partition by member_id order by id desc) as place from notification) kept where place > 300)`,
);

/** Out of the first 2,000, as they are written in the order of their places: a walk from there needs no index of its own. */
const OLD_EVENTS = removal(
  "events",
  "event",
  "ctid",
  `ctid in (select at from (select ctid as at, created_at from event order by xid, position limit 2000) first
     where created_at < now() - interval '7 days')`,
);
/** A month; providers try again for a week at most (Meta), and what waits for its processing stays. */
const OLD_DELIVERIES = removal(
  "deliveries",
  "delivery",
  "id",
  "received_at < now() - interval '30 days' and state <> 'received'",
);
const PAST_PACES = removal("paces", "send_pace", "key", "next_at < now() - interval '1 hour'");
/** They count for a day (server/modules/inboxes/first-messages.ts). */
const PAST_FIRSTS = removal("firsts", "first_message", "ctid", "at < now() - interval '2 days'");
/** Statuses of what other programs send from the same number, mostly. Meta's own retries end after a week. */
const VAIN_FACTS = removal("facts", "awaited_fact", "id", "created_at < now() - interval '8 days'");
const OLD_MAIL = removal(
  "mail",
  "kept_mail",
  "id",
  "created_at < now() - interval '7 days' order by created_at",
);
const EXPIRED_SESSIONS = removal(
  "sessions",
  "session",
  "id",
  "expires_at < now() - interval '1 day' or revoked_at < now() - interval '7 days'",
);
const EXPIRED_TOKENS = removal("tokens", "user_token", "id", "expires_at < now() - interval '1 day'");

const FINISHED_ENTRIES = statement<{ last: string | null; is_young: boolean }>(
  "clean_outbox",
  `with page as (
     select id, state, finished_at, created_at from outbox_entry where id > $1::text::bigint order by id limit 2000
   ), gone as (
     delete from outbox_entry where id = any (array(select id from page
       where state = 'done' and finished_at < now() - interval '7 days'
          or state = 'dead' and finished_at < now() - interval '30 days'))
   )
   select max(id)::text as last, coalesce(bool_or(created_at > now() - interval '7 days'), true) as is_young from page`,
);

/** Done: 7 days; dead letters: 30. Walks the ids upwards to the first page with an entry younger than that: it needs no index. */
function forgetFinishedEntries(db: Db): () => Promise<number> {
  let from = "0";
  return async () => {
    const [page] = await db.sql(FINISHED_ENTRIES, [from]);
    from = page?.is_young ? "0" : (page?.last ?? "0");
    return page?.is_young ? 0 : 1;
  };
}

/** Waits in a draft, in a scheduled reply or in a canned response. */
const KEPT = Prisma.sql`(
  exists (select 1 from draft d where d.tenant_id = file.tenant_id and d.attachments @> jsonb_build_array(jsonb_build_object('fileId', file.id)))
  or exists (select 1 from scheduled_message s where s.tenant_id = file.tenant_id and s.sent_at is null and s.cancelled_at is null
    and s.file_ids @> to_jsonb(file.id::text))
  or exists (select 1 from canned_response c where c.tenant_id = file.tenant_id and c.attachments @> jsonb_build_array(jsonb_build_object('fileId', file.id))))`;

/** Files that no message took within a day: first the bytes, then the row, which is locked so that nobody attaches it meanwhile. */
async function removeUnattachedFiles({ db, storage }: JobTools): Promise<number> {
  return db.transaction(async ({ prisma }) => {
    const files = await prisma.$queryRaw<{ id: string; storage_key: string }[]>`
      select id, storage_key from file
      where message_id is null and created_at < now() - interval '1 day' and not ${KEPT}
      order by created_at limit 20 for update skip locked`;
    for (const { storage_key } of files) await storage.delete(storage_key);
    await prisma.file.deleteMany({ where: { id: { in: files.map(({ id }) => id) } } });
    return files.length;
  });
}
