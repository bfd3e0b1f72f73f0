import { statement } from "../../infra/db";
import { IS_ONLINE } from "../tenants/availability";

export type VisitorAgent = { name: string; isOnline: boolean };

/** One of the visitor's conversations, by its last message. `at` in Unix milliseconds. */
export type VisitorListed = {
  id: string;
  isResolved: boolean;
  at: number;
  /** Null: the visitor's own. */
  author: string | null;
  isOwn: boolean;
  text: string;
  unread: number;
};

/** What a session is opened with, in one look. */
export type OpenRow = {
  inbox_id: string;
  tenant_id: string;
  inbox_name: string;
  tenant_name: string;
  settings: unknown;
  agents: VisitorAgent[];
  workflow: unknown;
  tenant_settings: unknown;
  time_zone: string;
  conversations: VisitorListed[];
  identity_id: string | null;
  contact_id: string | null;
  is_stale: boolean;
  conversation: {
    id: string;
    version: number;
    status: "open" | "pending" | "snoozed" | "resolved";
    lastSeq: number;
    seenSeq: number;
    teamSeenSeq: number;
    unread: number;
  } | null;
};

/** $1 public id, $2 external id, $3 origin of the handle, $4 hash of the handle, $5 the conversation asked for or null. */
export const OPEN = statement<OpenRow>(
  "visitor_open",
  `select b.id as inbox_id, b.tenant_id, b.name as inbox_name, t.name as tenant_name, b.settings, b.workflow, t.settings as tenant_settings, t.time_zone,
     i.id as identity_id, i.contact_id,
     h.id is not null and (h.revoked_at is not null or coalesce(h.data ->> 'origin', $3::text) <> $3::text) as is_stale,
     coalesce((select json_agg(json_build_object('name', split_part(a.name, ' ', 1), 'isOnline', a.is_online)) from (
       select u.name, ${IS_ONLINE} as is_online from inbox_member x join member m on m.id = x.member_id and m.deactivated_at is null
       join "user" u on u.id = m.user_id where x.inbox_id = b.id order by is_online desc, m.created_at limit 3) a), '[]'::json) as agents,
     (select json_build_object('id', c.id, 'version', c.thread_version, 'status', c.status, 'lastSeq', c.last_visible_seq, 'seenSeq', c.contact_seen_seq,
        'teamSeenSeq', least(c.last_visible_seq, coalesce((select max(r.last_seq_read) from conversation_read r where r.tenant_id = c.tenant_id and r.conversation_id = c.id), 0)),
        'unread', (select count(*) from message m where m.conversation_id = c.id and m.seq > c.contact_seen_seq and m.kind = 'outgoing'))
      from conversation c where c.tenant_id = b.tenant_id and c.identity_id = i.id and ($5::uuid is null or c.id = (
        with recursive way as (
          select p.id, p.merged_into_id, 1 as steps from conversation p where p.tenant_id = b.tenant_id and p.id = $5::uuid
          union all select p.id, p.merged_into_id, w.steps + 1 from way w join conversation p on p.id = w.merged_into_id where w.steps < 20
        ) select id from way order by steps desc limit 1))
      order by c.merged_into_id is null desc, c.created_at desc limit 1) as conversation,
     coalesce((select json_agg(json_build_object('id', l.id, 'isResolved', l.status = 'resolved', 'isOwn', l.is_own, 'author', l.author, 'unread', l.unread,
         'at', floor(extract(epoch from l.created_at) * 1000), 'text', l.text) order by l.created_at desc) from (
       select c.id, c.status, m.created_at, m.kind = 'incoming' as is_own, split_part(u.name, ' ', 1) as author,
         left(coalesce(nullif(m.content, ''), m.attachments -> 0 ->> 'name', ''), 140) as text,
         (select count(*) from message n where n.conversation_id = c.id and n.seq > c.contact_seen_seq and n.kind = 'outgoing') as unread
       from conversation c join message m on m.conversation_id = c.id and m.seq = c.last_visible_seq
       left join member mb on m.author_kind = 'member' and mb.tenant_id = m.tenant_id and mb.id = m.author_id
       left join "user" u on u.id = mb.user_id
       where c.tenant_id = b.tenant_id and c.identity_id = i.id and c.merged_into_id is null
       order by m.created_at desc limit 20) l), '[]'::json) as conversations
   from inbox b join tenant t on t.id = b.tenant_id
   left join identity h on h.inbox_id = b.id and h.external_id = $4::text
   left join identity i on i.inbox_id = b.id and i.external_id = $2::text and i.revoked_at is null and coalesce(i.data ->> 'origin', $3::text) = $3::text
   where b.public_id = $1::text and b.channel = 'web' and b.disabled_at is null`,
);
