import type { Channel, Wire } from "../../channels/contract";
import type { PersonId } from "../../channels/inbound";
import { getChannel, listChannels } from "../../channels/registry";
import type { StoredAttachment } from "../conversations/message-row";
import { sealMarkSql } from "../inboxes/credentials";
import type { MessageData, MessageStatus } from "../messages/schema";

export type JobRow = {
  conversation_id: string;
  status: MessageStatus;
  external_id: string | null;
  is_deleted: boolean;
  content: string;
  attachments: StoredAttachment[];
  extra: { type: string } | null;
  /** Why it goes no further, where its thread says so. */
  waits: string | null;
  data: MessageData | null;
  /** As a number of milliseconds, as a Date is dearer to read. */
  created_ms: number;
  inbox_id: string;
  channel: string;
  /** Of its credentials; null where it has none. */
  seal_mark: string | null;
  is_paused: boolean;
  per_second: number | null;
  window_closes_at: Date | null;
  identity_id: string | null;
  is_revoked: boolean;
  keys: string[];
  reply_to_id: string | null;
  tries: (Attempt & { number: number; isOver: boolean })[] | null;
};
type Attempt = { id: string; outcome: string | null; externalId: string | null; code: string | null };

/** All names by which the one of conversation `c` (identity `i`) can be written to. */
export const TO_SQL = `array(select a.key from identity_alias a where a.tenant_id = c.tenant_id and a.identity_id = c.identity_id
       and not coalesce(i.data->'left', '{}'::jsonb) ? a.key order by a.key)`;
/** What an answer in conversation `c` of inbox `b` must name to take the way of the last message. `channels`: where there are several ways. */
export const routeSql = (channels: "$3") => `case when b.channel = any (${channels}::text[]) then (
       select r.meta->>'route' from (select n.tenant_id, n.meta from message n where n.conversation_id = c.id and n.kind = 'incoming'
         order by n.seq desc limit 1) r where r.tenant_id = c.tenant_id) end`;
export const routedChannels = () => listChannels().flatMap(({ key, wire }) => (wire?.hasRoutes ? key : []));

/**
 * What the sending of the messages in `w` (tenant_id, id, ord) needs, but what only a few do (asides.ts). Each is looked up by its
 * key: a plan made while the tables were small, and kept since, would walk the conversations of a tenant and all that is in them.
 */
export const JOB_SQL = `
     w.ord::int as ord, m.tenant_id, m.conversation_id, m.status::text as status, m.external_id,
     m.deleted_at is not null as is_deleted, m.content, m.attachments, m.meta->'extra' as extra, m.meta->'waits'->>'reason' as waits, m.data,
     date_part('epoch', m.created_at) * 1000 as created_ms, m.inbox_id,
     b.channel, ${sealMarkSql("b.sealed_credentials")} as seal_mark, b.paused_for is not null as is_paused,
     (select h.per_second from inbox_health h where h.tenant_id = b.tenant_id and h.inbox_id = b.id) as per_second, c.window_closes_at,
     c.identity_id, coalesce(i.revoked_at is not null, false) as is_revoked,
     ${TO_SQL} as keys,
     m.reply_to_id,
     -- Asked for first, as most have none and sorting nothing costs too.
     case when exists (select 1 from send_attempt t where t.message_id = m.id) then (
       select json_agg(json_build_object('id', t.id, 'number', t.number, 'outcome', t.outcome, 'externalId', t.external_id,
         'code', t.code, 'isOver', t.superseded_at is not null) order by t.number) from send_attempt t
         where t.tenant_id = m.tenant_id and t.message_id = m.id) end as tries
   from w
   cross join lateral (select m.tenant_id, m.id, m.conversation_id, m.inbox_id, m.status, m.external_id, m.deleted_at, m.content,
       m.attachments, m.meta, m.data, m.created_at, m.reply_to_id
     from message m where m.tenant_id = w.tenant_id and m.id = w.id offset 0) m
   cross join lateral (select c.tenant_id, c.identity_id, c.window_closes_at
     from conversation c where c.tenant_id = m.tenant_id and c.id = m.conversation_id offset 0) c
   cross join lateral (select b.tenant_id, b.id, b.channel, b.sealed_credentials, b.paused_for
     from inbox b where b.tenant_id = m.tenant_id and b.id = m.inbox_id offset 0) b
   left join lateral (select i.revoked_at, i.data
     from identity i where i.tenant_id = m.tenant_id and i.id = c.identity_id offset 0) i on true`;

/** Of them, in `j`, what its sending is told. */
export const JOB_COLUMNS = `j.ord, j.conversation_id, j.status, j.external_id, j.is_deleted, j.content, j.attachments, j.extra, j.waits,
     j.data, j.created_ms, j.inbox_id, j.channel, j.seal_mark, j.is_paused, j.per_second, j.window_closes_at, j.identity_id,
     j.is_revoked, to_json(j.keys) as keys, j.reply_to_id, j.tries`;

/** One message that waits to go out, with all that its sending needs. */
export type SendJob = Omit<JobRow, "keys" | "channel" | "is_deleted" | "tries"> & {
  tenantId: string;
  messageId: string;
  channel: Channel;
  wire: Wire;
  to: PersonId[];
  /** Of the newest attempt, also of one after which the message was sent again; 0 before the first. */
  lastNumber: number;
  attempts: readonly Attempt[];
};

/** Null where there is nothing to send any more. One literal, as it is made for every message: what merges costs more. */
export function jobOf(row: JobRow, { tenantId, messageId }: Pick<SendJob, "tenantId" | "messageId">) {
  const channel = getChannel(row.channel);
  if (!channel.wire || row.status === "failed" || row.is_deleted) return null;
  const job: SendJob = {
    tenantId,
    messageId,
    conversation_id: row.conversation_id,
    inbox_id: row.inbox_id,
    channel,
    wire: channel.wire,
    to: personIds(row.keys),
    lastNumber: row.tries?.at(-1)?.number ?? 0,
    attempts: row.tries?.filter(({ isOver }) => !isOver) ?? NONE,
    status: row.status,
    external_id: row.external_id,
    content: row.content,
    attachments: row.attachments,
    extra: row.extra,
    waits: row.waits,
    data: row.data,
    created_ms: row.created_ms,
    seal_mark: row.seal_mark,
    is_paused: row.is_paused,
    per_second: row.per_second,
    window_closes_at: row.window_closes_at,
    identity_id: row.identity_id,
    is_revoked: row.is_revoked,
    reply_to_id: row.reply_to_id,
  };
  return job;
}
const NONE: readonly Attempt[] = [];

/** "scope:value" as two. */
export function personIds(keys: readonly string[]): PersonId[] {
  return keys.map((key) => {
    const at = key.indexOf(":");
    return { scope: key.slice(0, at), value: key.slice(at + 1) };
  });
}
