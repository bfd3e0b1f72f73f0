import type { Db } from "../../server/infra/db";
import { hashDemoPassword } from "./factories-users";

const TENANTS = 100;
const MESSAGES = 10;

export type Bulk = {
  /** The tenant that holds a fifth of everything; its owner signs in with the demo password. */
  hot: { tenantId: string; slug: string; ownerEmail: string; ownerId: string };
};

const slugOf = (n: number) => `bulk-${n}`;

/**
 * Fills an empty database with that many conversations of ten messages each over 100 tenants, a fifth of them in the
 * first; three in ten are open, half of those have an owner. Foreign keys and triggers rest meanwhile, counters are
 * counted afterwards. About 25 s for 100,000 conversations.
 */
export async function fillBulk(db: Db, conversations: number): Promise<Bulk> {
  const client = await db.pool.connect();
  const run = (text: string, values: unknown[] = []) => client.query(text, values);
  try {
    await run("begin");
    await run("set local session_replication_role = replica");
    await run("set local synchronous_commit = off");
    await run("set local work_mem = '256MB'");
    await run(PEOPLE, [TENANTS, await hashDemoPassword()]);
    await run(INBOXES);
    await run(CONTACTS, [conversations, TENANTS]);
    await run(CONVERSATIONS, [MESSAGES]);
    await run(MESSAGE_ROWS, [MESSAGES]);
    await run(READS);
    await run(COUNTERS);
    await run(
      "update tenant_counter k set last_display_number = (select count(*) from conversation c where c.tenant_id = k.tenant_id)",
    );
    await run("commit");
    await run(
      "vacuum (analyze) conversation, contact, message, conversation_read, conversation_counter, member, inbox, inbox_member",
    );
    await run("checkpoint");
    const { rows } = await run(
      `select t.id as tenant, m.id as member, u.email from tenant t join member m on m.tenant_id = t.id and m.role = 'owner'
       join "user" u on u.id = m.user_id where t.slug = $1`,
      [slugOf(0)],
    );
    return {
      hot: { tenantId: rows[0].tenant, slug: slugOf(0), ownerEmail: rows[0].email, ownerId: rows[0].member },
    };
  } catch (error) {
    await run("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

const PEOPLE = `with t as (
    insert into tenant (id, slug, name, updated_at)
    select uuidv7(), 'bulk-' || n, 'Business ' || n, now() from generate_series(0, $1::int - 1) n returning id, slug
  ), k as (
    insert into tenant_counter (tenant_id) select id from t
  ), p as (
    select uuidv7() as user_id, t.id as tenant_id, t.slug, i from t cross join generate_series(0, 4) i
  ), u as (
    insert into "user" (id, email, name, password_hash, updated_at)
    select user_id, 'person' || i || '@' || slug || '.example.com', 'Person ' || i, $2, now() from p
  )
  insert into member (id, tenant_id, user_id, role, is_primary_owner, updated_at)
  select uuidv7(), tenant_id, user_id, case i when 0 then 'owner' else 'agent' end, i = 0, now() from p`;

const INBOXES = `with b as (
    insert into inbox (id, tenant_id, channel, name, public_id, updated_at)
    select uuidv7(), t.id, 'web', 'Website', 'in-' || t.slug, now() from tenant t returning id, tenant_id
  )
  insert into inbox_member (tenant_id, inbox_id, member_id)
  select b.tenant_id, b.id, m.id from b join member m on m.tenant_id = b.tenant_id`;

/** Every fifth belongs to tenant 0, the others go round. */
const CONTACTS = `insert into contact (id, tenant_id, name, email, city, updated_at)
  select uuidv7(), t.id, 'Contact ' || n, 'contact' || n || '@example.com', 'Bath', now()
  from generate_series(0, $1::int - 1) n
  join tenant t on t.slug = 'bulk-' || case when n % 5 = 0 then 0 else 1 + n % ($2::int - 1) end`;

/** Ages are spread by a hash over 90 days, so that the order of the list is not the order on disk. */
const CONVERSATIONS = `insert into conversation (id, tenant_id, display_number, inbox_id, contact_id, status, assignee_id, version,
    last_seq, last_visible_seq, incoming_count, last_message_at, last_message_preview, last_message_kind, created_at)
  select uuidv7(), k.tenant_id, k.n, b.id, k.id,
    case when k.h % 10 < 3 then 'open' else 'resolved' end::conversation_status,
    case when (k.h / 10) % 2 = 0 then m.ids[1 + (k.h / 16) % 5] end, $1::int, $1::int, $1::int, $1::int / 2,
    now() - make_interval(secs => (k.h / 7) % 7776000), 'A replacement, please. It is a present for Sunday.', 'outgoing',
    now() - interval '91 days'
  from (select c.id, c.tenant_id, row_number() over (partition by c.tenant_id)::int as n,
      abs(hashtext(c.id::text)::bigint) as h from contact c) k
  join inbox b on b.tenant_id = k.tenant_id
  join (select tenant_id, array_agg(id) as ids from member group by 1) m on m.tenant_id = k.tenant_id`;

/** What the messages can be searched for: in all of them; in one of 5,000; two that meet in one of 20,000. */
export const BULK_WORDS = { common: "teapot", rare: "glaze", pair: ["sage", "parcel"] } as const;

/** The word in one of so many messages, nothing in the others; `salt` keeps the words apart. */
function wordOf(every: number, word: string, salt: number): string {
  return `case when hashint4extended(c.display_number * 16 + s, ${salt}) % ${every} = 0 then '${word} ' else '' end`;
}

const MESSAGE_ROWS = `insert into message (id, tenant_id, conversation_id, inbox_id, seq, kind, author_kind, author_id, content, created_at)
  select uuidv7(), c.tenant_id, c.id, c.inbox_id, s, case s % 2 when 1 then 'incoming' else 'outgoing' end::message_kind,
    case s % 2 when 1 then 'contact' else 'system' end::author_kind, case s % 2 when 1 then c.contact_id end,
    'My ' || ${wordOf(100, BULK_WORDS.pair[0], 1)} || 'teapot arrived chipped, can you help? ' || ${wordOf(200, BULK_WORDS.pair[1], 2)}
      || ${wordOf(5_000, BULK_WORDS.rare, 3)} || s, c.last_message_at - make_interval(mins => $1::int - s)
  from conversation c cross join generate_series(1, $1::int) s`;

/** The owner of each tenant has read half of the open ones. */
const READS = `insert into conversation_read (tenant_id, conversation_id, member_id, last_seq_read, incoming_read)
  select c.tenant_id, c.id, m.id, c.last_seq, c.incoming_count from conversation c
  join member m on m.tenant_id = c.tenant_id and m.role = 'owner' where c.status = 'open' and c.display_number % 2 = 0`;

const COUNTERS = `insert into conversation_counter (tenant_id, scope, facet, open_count, snoozed_count)
  select c.tenant_id, p.scope, p.facet, count(*) filter (where c.status = 'open'), count(*) filter (where c.status = 'snoozed')
  from conversation c cross join lateral conversation_places(c) p group by 1, 2, 3`;
