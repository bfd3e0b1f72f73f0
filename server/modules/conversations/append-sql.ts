import { statement } from "../../infra/db";
import { OUTBOX_CHANNEL } from "../../infra/outbox/enqueue";
import { answersSql } from "./answers-sql";
import { heardSql, listedSql } from "./heard-sql";
import { MESSAGE_COLUMNS, type MessageRow } from "./message-row";
import { SUMMARY_COLUMNS, type SummaryRow } from "./summary";

/** The outbox's work for what a provider has to take. The handler itself says when it is over, so the tries have no end. */
export const SEND_KIND = "message.send";
/** The outbox's work for files that lie with a provider. */
export const FETCH_KIND = "message.fetch";
/** The outbox's work for what is done to a message that a provider has. */
export const GESTURE_KIND = "message.gesture";
export const OUT_KEY = "conv_msg_out_";
export const SEND_TRIES = 1_000_000;

/** One row per given item: the message as stored and its conversation as it stands after the whole batch. */
export type AppendedRow = {
  ord: number;
  is_new: boolean;
  event_id: string;
  prev_visible_seq: number;
  previous_status: string;
  author_name: string | null;
  message: Omit<MessageRow, "created_at"> & { created_at: string };
} & SummaryRow;

/**
 * Appends messages to their conversations, in the order given, in one statement: locks each conversation row (in id
 * order, so that two batches wait instead of deadlocking), counts `seq` on, stores, brings the conversation's list
 * columns up to date, marks the author as having read, ties files, and writes the feed.
 *
 * The array and the scalar subquery hold the planner to primary keys: with `in` and `exists` it scans whole tables.
 *
 * What goes out over a channel of $2 is queued, and its sending owed, in the same commit; the lane is the conversation. So is
 * the fetching of files that a message left with its provider.
 *
 * An item whose client id its conversation already holds is answered with the stored message. When such a twin is
 * committed by somebody else while this statement waits for the lock, the unique index refuses (23505): run it again.
 * An item whose conversation is not there, not of its tenant, or not of the given identity has no row in the answer; nor
 * has one whose conversation was merged into another of the same identity: ask findMergedInto. What a contact writes from
 * elsewhere than the conversation it was merged into brings it back.
 */
export const APPEND_MESSAGES = statement<AppendedRow>(
  "messages_append",
  `with asked as materialized (
    select * from json_to_recordset($1::json) as x(
      ord int, id uuid, tenant_id uuid, conversation_id uuid, identity_id uuid, kind message_kind, author_kind author_kind,
      author_id uuid, client_id text, external_id text, content text, preview text, attachments jsonb, data jsonb,
      meta jsonb, window_closes_at timestamptz, reply_to_id uuid,
      status message_status, at timestamptz, event_id uuid, trace_id text)
  ), locked as materialized (
    select c.id, c.tenant_id, c.inbox_id, c.identity_id, c.last_seq, c.last_visible_seq, c.status, c.incoming_count,
      c.status in ('resolved', 'snoozed') and not c.is_muted
        and not (select k.is_blocked from contact k where k.id = c.contact_id) as reopens
    from conversation c
    where c.id = any(array(select a.conversation_id from asked a))
      and exists (select 1 from asked a where a.conversation_id = c.id and a.tenant_id = c.tenant_id)
      and (c.merged_into_id is null or c.identity_id is distinct from (select b.identity_id from conversation b where b.id = c.merged_into_id))
    order by c.id for update of c
  ), given as materialized (
    select a.* from asked a join locked l on l.id = a.conversation_id and l.tenant_id = a.tenant_id
    where a.identity_id is null or (a.identity_id = l.identity_id and (
      select true from identity i, inbox b
      where i.id = a.identity_id and b.id = l.inbox_id and i.revoked_at is null and b.disabled_at is null limit 1))
  ), known as (
    select g.ord, m.id from given g
    join locked l on l.id = g.conversation_id and l.tenant_id = g.tenant_id
    -- As a value, so that a plan made while there was little in it does not walk the conversation.
    cross join lateral (select m.id from message m
      where m.conversation_id = g.conversation_id and m.client_id = g.client_id offset 0) m
  ), fresh as (
    select g.*, l.inbox_id, l.status as old_status,
      l.last_seq + row_number() over w as seq,
      g.kind in ('incoming', 'outgoing') as visible,
      ${answersSql("g")} as answers,
      ${heardSql("g")} as heard,
      g.kind = 'outgoing' and g.external_id is null
        and (select b.channel = any($2::text[]) from inbox b where b.id = l.inbox_id) as goes_out,
      l.incoming_count + count(*) filter (where ${heardSql("g")}) over w as incoming_so_far
    from given g
    join locked l on l.id = g.conversation_id and l.tenant_id = g.tenant_id
    where g.ord not in (select k.ord from known k)
    window w as (partition by g.conversation_id order by g.ord)
  ), stored as (
    insert into message (id, tenant_id, conversation_id, inbox_id, seq, kind, author_kind, author_id, client_id, external_id,
      content, attachments, data, meta, status, created_at, reply_to_id)
    select f.id, f.tenant_id, f.conversation_id, f.inbox_id, f.seq, f.kind, f.author_kind, f.author_id, f.client_id,
      f.external_id, f.content, f.attachments, f.data, f.meta,
      case when f.goes_out then 'queued' else f.status end, f.at,
      case when f.reply_to_id is not null then (select q.id from message q
        where q.id = f.reply_to_id and q.tenant_id = f.tenant_id and q.conversation_id = f.conversation_id) end
    from fresh f order by f.conversation_id, f.seq
    returning *
  ), summed as (
    select f.conversation_id,
      max(f.seq) as last_seq,
      max(f.seq) filter (where f.visible) as last_visible_seq,
      count(*) filter (where f.heard) as incoming,
      coalesce(bool_or(f.heard and not coalesce(f.meta ? 'isHistory', false)), false) as has_incoming,
      max(f.window_closes_at) as window_closes_at,
      min(f.at) filter (where f.answers) as first_reply_at,
      (array_agg(f.ord order by f.seq desc) filter (where ${listedSql("f")} and f.data->>'type' is distinct from 'rating'))[1] as shown,
      max(f.seq) filter (where f.answers) as answered_at_seq,
      min(f.seq) filter (where f.heard) as first_incoming_seq,
      max(f.seq) filter (where f.heard) as last_incoming_seq
    from fresh f group by f.conversation_id
  ), updated as (
    update conversation c set
      last_seq = s.last_seq,
      last_visible_seq = coalesce(s.last_visible_seq, c.last_visible_seq),
      incoming_count = c.incoming_count + s.incoming,
      version = c.version + 1,
      status = case when s.has_incoming and l.reopens then 'open'::conversation_status else c.status end,
      snoozed_until = case when s.has_incoming and l.reopens then null else c.snoozed_until end,
      merged_into_id = case when s.has_incoming then null else c.merged_into_id end,
      window_closes_at = greatest(c.window_closes_at, s.window_closes_at),
      resolved_at = case when s.has_incoming and l.reopens then null else c.resolved_at end,
      last_message_at = coalesce(greatest(c.last_message_at, f.at), c.last_message_at),
      last_message_preview = coalesce(f.preview, c.last_message_preview),
      last_message_kind = coalesce(f.kind, c.last_message_kind),
      last_message_has_file = case when f.ord is null then c.last_message_has_file else f.attachments <> '[]'::jsonb end,
      first_reply_at = coalesce(c.first_reply_at, s.first_reply_at),
      waiting_since = case
        when s.answered_at_seq > coalesce(s.last_incoming_seq, 0) then null
        when s.answered_at_seq is not null or c.waiting_since is null then
          (select min(w.at) from fresh w where w.conversation_id = c.id and w.heard and w.seq > coalesce(s.answered_at_seq, 0))
        else c.waiting_since end
    from summed s join locked l on l.id = s.conversation_id left join fresh f on f.ord = s.shown
    where c.id = s.conversation_id
    returning c.*
  ), seen as (
    insert into conversation_read as r (tenant_id, conversation_id, member_id, last_seq_read, incoming_read, version)
    select distinct on (f.conversation_id, f.author_id) f.tenant_id, f.conversation_id, f.author_id, f.seq, f.incoming_so_far, 1
    from fresh f where f.author_kind = 'member' and f.kind in ('outgoing', 'note')
    order by f.conversation_id, f.author_id, f.seq desc
    on conflict (member_id, conversation_id) do update set
      last_seq_read = greatest(r.last_seq_read, excluded.last_seq_read),
      incoming_read = greatest(r.incoming_read, excluded.incoming_read),
      version = r.version + 1
  ), tied as (
    update file set message_id = f.id
    from fresh f cross join lateral jsonb_array_elements(f.attachments) a
    where file.id = (a->>'fileId')::uuid and file.tenant_id = f.tenant_id
  ), told as (
    insert into event (tenant_id, id, type, conversation_id, message_id, data, trace_id)
    select f.tenant_id, f.event_id, 'message.created', f.conversation_id, f.id, '{}'::jsonb, f.trace_id from fresh f
    union all
    select l.tenant_id, gen_random_uuid(), 'conversation.status_changed', l.id, null,
      jsonb_build_object('status', 'open', 'previousStatus', l.status, 'byContact', true), ''
    from locked l join summed s on s.conversation_id = l.id
    where s.has_incoming and l.reopens
  ), owed as (
    insert into outbox_entry (tenant_id, kind, lane, idempotency_key, payload, max_attempts, trace_id)
    select f.tenant_id, '${SEND_KIND}', 'out:' || f.conversation_id, '${OUT_KEY}' || f.id, jsonb_build_object('messageId', f.id),
      ${SEND_TRIES}, f.trace_id
    from fresh f where f.goes_out order by f.ord
    returning id
  ), fetching as (
    insert into outbox_entry (tenant_id, kind, idempotency_key, payload, trace_id)
    select f.tenant_id, '${FETCH_KIND}', 'media_' || f.id, jsonb_build_object('messageId', f.id), f.trace_id
    from fresh f where f.meta ? 'files' order by f.ord
    returning 1
  ), standing as (
    select * from updated
    union all
    select c.* from conversation c where c.id in (
      select g.conversation_id from given g join known k on k.ord = g.ord) and c.id not in (select u.id from updated u)
  )
  select g.ord, k.id is null as is_new, g.event_id, l.status::text as previous_status,
    case when k.id is null then greatest(l.last_visible_seq, coalesce((select max(e.seq) from fresh e
      where e.conversation_id = g.conversation_id and e.visible and e.seq < m.seq), 0)) else 0 end::int as prev_visible_seq,
    (select u.name from member mb join "user" u on u.id = mb.user_id where mb.id = m.author_id and m.author_kind = 'member') as author_name,
    to_jsonb(m) as message,
    (select pg_notify('${OUTBOX_CHANNEL}', case when count(*) = 1 then max(told) else '' end)::text from (
      select '${SEND_KIND}:' || id as told from owed union all select '' from fetching) o having count(*) > 0) as notified,
    s.*
  from given g
  join locked l on l.id = g.conversation_id and l.tenant_id = g.tenant_id
  left join known k on k.ord = g.ord
  join lateral (
    select ${MESSAGE_COLUMNS} from stored m where m.id = g.id
    union all
    select ${MESSAGE_COLUMNS} from message m where m.tenant_id = g.tenant_id and m.id = k.id
  ) m on true
  join lateral (
    select ${SUMMARY_COLUMNS} from standing c join contact k on k.id = c.contact_id where c.id = g.conversation_id
  ) s on true
  order by g.ord`,
);
