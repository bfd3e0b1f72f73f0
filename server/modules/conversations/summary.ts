import type { ConversationStatus, ConversationSummary, ListedConversation, Priority } from "./schema";

/** The columns of a summary over the aliases `c` (conversation) and `k` (its contact), as they come back from SQL. */
export const SUMMARY_COLUMNS = `
  c.id, c.tenant_id, c.display_number, c.inbox_id, c.contact_id, c.identity_id, c.status::text as status, c.assignee_id,
  c.priority::text as priority, c.version, c.last_seq, c.last_visible_seq, c.incoming_count, c.last_message_at,
  c.last_message_preview, c.last_message_kind::text as last_message_kind, c.last_message_has_file, c.waiting_since, c.first_reply_at,
  c.contact_seen_seq, c.contact_seen_at, c.created_at,
  c.thread_version, c.merged_into_id, c.team_id, c.snoozed_until, c.is_muted, c.window_closes_at,
  k.name as contact_name, k.phone as contact_phone, k.is_blocked as contact_is_blocked, k.email as contact_email, k.city as contact_city,
  coalesce((select json_agg(l.label_id) from conversation_label l where l.conversation_id = c.id), '[]'::json) as label_ids,
  coalesce((select json_agg(p.member_id) from conversation_participant p where p.conversation_id = c.id), '[]'::json) as participant_ids`;

export type SummaryRow = {
  id: string;
  tenant_id: string;
  display_number: number;
  inbox_id: string;
  contact_id: string;
  identity_id: string | null;
  status: ConversationStatus;
  assignee_id: string | null;
  priority: Priority | null;
  version: number;
  last_seq: number;
  last_visible_seq: number;
  incoming_count: number;
  last_message_at: Date;
  last_message_preview: string;
  last_message_kind: NonNullable<ConversationSummary["lastMessage"]>["kind"] | null;
  last_message_has_file: boolean;
  waiting_since: Date | null;
  first_reply_at: Date | null;
  contact_seen_seq: number;
  contact_seen_at: Date | null;
  created_at: Date;
  thread_version: number;
  merged_into_id: string | null;
  team_id: string | null;
  snoozed_until: Date | null;
  is_muted: boolean;
  window_closes_at: Date | null;
  contact_name: string;
  contact_phone: string | null;
  contact_is_blocked: boolean;
  contact_email: string | null;
  contact_city: string | null;
  label_ids: string[];
  participant_ids: string[];
};

/** The columns of the asking member's own reading, over the alias `r` (conversation_read, left joined). */
export const READ_COLUMNS =
  "coalesce(r.last_seq_read, 0) as read_seq, coalesce(r.incoming_read, 0) as read_incoming, coalesce(r.version, 0) as read_version";
export type ReadRow = { read_seq: number; read_incoming: number; read_version: number };

export function toSummary(row: SummaryRow): ConversationSummary {
  return {
    id: row.id,
    displayNumber: row.display_number,
    inboxId: row.inbox_id,
    contact: {
      id: row.contact_id,
      name: row.contact_name,
      email: row.contact_email,
      phone: row.contact_phone,
      city: row.contact_city,
      isBlocked: row.contact_is_blocked,
    },
    status: row.status,
    assigneeId: row.assignee_id,
    teamId: row.team_id,
    participantIds: row.participant_ids,
    snoozedUntil: row.snoozed_until?.toISOString() ?? null,
    isMuted: row.is_muted,
    windowClosesAt: row.window_closes_at?.toISOString() ?? null,
    priority: row.priority,
    labelIds: row.label_ids,
    lastMessage: row.last_message_kind && {
      kind: row.last_message_kind,
      preview: row.last_message_preview,
      hasFile: row.last_message_has_file,
    },
    lastMessageAt: row.last_message_at.toISOString(),
    threadVersion: row.thread_version,
    mergedIntoId: row.merged_into_id,
    lastSeq: row.last_seq,
    incomingCount: row.incoming_count,
    waitingSince: row.waiting_since?.toISOString() ?? null,
    firstReplyAt: row.first_reply_at?.toISOString() ?? null,
    contactSeenSeq: row.contact_seen_seq,
    contactSeenAt: row.contact_seen_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    version: row.version,
  };
}

export function toListed(row: SummaryRow & ReadRow): ListedConversation {
  const myRead = { seq: row.read_seq, incoming: row.read_incoming, version: row.read_version };
  return { ...toSummary(row), myRead };
}
