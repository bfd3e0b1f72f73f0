import { newId } from "../../core/ids";
import { previewOf } from "../../core/plain-text";
import { type Sql, statement } from "../../infra/db";
import { listedSql } from "../conversations/heard-sql";
import type { CommittedChange } from "../conversations/live";
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from "../conversations/message-row";
import { SUMMARY_COLUMNS, type SummaryRow } from "../conversations/summary";
import type { Factual } from "./facts";
import { DELETED_PREVIEW } from "./schema";
import { indexAgain } from "./search-index";

/** A message as it stands, with all that can be learnt of it. */
export type FactualRow = MessageRow & Factual & { external_id: string | null };

/** A message as it was written, and its conversation as JSON. */
export type PutRow = MessageRow & { conversation: SummaryRow; author_name: string | null };

/** A PutRow of message `m` beside besideSql. */
export const PUT_COLUMNS = `${MESSAGE_COLUMNS}, to_json(s) as conversation, (select u.name from member mb join "user" u on u.id = mb.user_id
     where mb.id = m.author_id and m.author_kind = 'member') as author_name`;
/** Its conversation, out of `conversations`; `apart`: each looked up by itself, however small its table once was. */
export const besideSql = (conversations: string, apart: "offset 0" | "" = "") => `cross join lateral (
     select ${SUMMARY_COLUMNS} from ${conversations} c join contact k on k.id = c.contact_id
     where c.id = m.conversation_id ${apart}) s`;

const PUT = statement<PutRow>(
  "message_put",
  `with given as materialized (
     select * from json_to_recordset($1::json) as x(tenant_id uuid, id uuid, content text, status message_status, error jsonb, meta jsonb,
       external_id text, is_deleted bool, attachments jsonb, preview text, event_id uuid)
   ), found as materialized (
     select m.ctid as at from given g cross join lateral (
       select m.ctid from message m where m.tenant_id = g.tenant_id and m.id = g.id offset 0) m
   ), put as (
     update message set content = g.content, status = g.status, error = g.error, meta = g.meta, version = message.version + 1,
       external_id = coalesce(message.external_id, (select g.external_id where not exists (select 1 from message o
         where o.inbox_id = message.inbox_id and o.external_id = g.external_id and o.id <> g.id))),
       deleted_at = case when g.is_deleted then coalesce(message.deleted_at, now()) end,
       attachments = case when g.is_deleted then '[]'::jsonb else g.attachments end
     from given g where message.ctid = any (array(select at from found)) and message.tenant_id = g.tenant_id and message.id = g.id
     returning message.*
   ), let_go as (
     update file set message_id = null, state = 'pending', created_at = least(file.created_at, now() - interval '2 days')
     from given g where g.is_deleted and file.tenant_id = g.tenant_id and file.message_id = g.id
   ), shown as (
     update conversation c set version = c.version + 1,
       last_message_preview = case when n.is_newest then g.preview else c.last_message_preview end,
       last_message_has_file = case when n.is_newest then p.attachments <> '[]'::jsonb else c.last_message_has_file end
     from put p join given g on g.id = p.id
     cross join lateral (select ${listedSql("p")} and not exists (select 1 from message o
       where o.conversation_id = p.conversation_id and o.seq > p.seq and ${listedSql("o")}) as is_newest offset 0) n
     where c.id = p.conversation_id and c.tenant_id = p.tenant_id returning c.*
   ), told as (
     insert into event (tenant_id, id, type, conversation_id, message_id, data, trace_id)
     select p.tenant_id, g.event_id, 'message.updated', p.conversation_id, p.id, '{}'::jsonb, '' from put p join given g on g.id = p.id
   )
   select ${PUT_COLUMNS} from put m ${besideSql("shown")}`,
);
const DATES = [
  ...["last_message_at", "waiting_since", "first_reply_at", "contact_seen_at", "created_at"],
  ...["snoozed_until", "window_closes_at"],
] as const;

/** Writes a message whose conversation is locked, with what the list shows of it, and the fact that it has changed. */
export async function putMessage(sql: Sql, now: FactualRow): Promise<CommittedChange> {
  const [put] = await putMessages(sql, [now]);
  return put!;
}

/** The same for several, of as many conversations. */
export async function putMessages(sql: Sql, rows: readonly FactualRow[]): Promise<CommittedChange[]> {
  if (rows.length === 0) return [];
  const eventIds = new Map(rows.map(({ id }) => [id, newId()]));
  const given = rows.map((now) => ({
    ...{ tenant_id: now.tenant_id, id: now.id, content: now.content, status: now.status, error: now.error },
    ...{ meta: now.meta, external_id: now.external_id, is_deleted: now.is_deleted },
    attachments: now.attachments,
    preview: now.is_deleted
      ? DELETED_PREVIEW
      : previewOf(now.content, now.attachments, now.kind, now.meta?.marks),
    event_id: eventIds.get(now.id),
  }));
  const put = await sql(PUT, [JSON.stringify(given)]);
  if (put.length < rows.length)
    throw new Error("A message was changed by somebody who had not locked its conversation.");
  return put.map((row) => putChange(row, eventIds.get(row.id)!));
}

/** What its viewers are told. */
export function putChange(row: PutRow, eventId: string): CommittedChange {
  return {
    ...{ tenantId: row.tenant_id, eventId, type: "message.updated", authorName: row.author_name },
    row: withDates(row.conversation),
    message: toMessage(row),
  };
}

/** JSON has no dates. */
function withDates(row: SummaryRow): SummaryRow {
  const read = DATES.map((key) => [
    key,
    row[key as keyof SummaryRow] && new Date(row[key as keyof SummaryRow] as never),
  ]);
  return { ...row, ...Object.fromEntries(read) };
}

/** As putMessage, found by its new words from then on. */
export async function putChanged(sql: Sql, before: FactualRow, now: FactualRow): Promise<CommittedChange> {
  if (isReworded(before, now)) await indexAgain(sql, now);
  return putMessage(sql, now);
}

export function isReworded(before: FactualRow, now: FactualRow): boolean {
  return now.content !== before.content && !now.is_deleted;
}
