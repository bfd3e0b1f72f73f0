import { type Sql, statement } from "../../infra/db";
import {
  QUOTE,
  type QuotedRow,
  type StoredAttachment,
  signAttachments,
  toQuote,
} from "../conversations/message-row";
import type { ScheduledDto } from "./schema";

export type ScheduledRow = {
  id: string;
  tenant_id: string;
  conversation_id: string;
  member_id: string;
  client_id: string;
  content: string;
  file_ids: string[];
  reply_to_id: string | null;
  is_held: boolean;
  due_at: Date;
  created_at: Date;
  cancelled_at: Date | null;
  sent_at: Date | null;
  reply_to: QuotedRow | null;
};

/** Over the alias `s` (scheduled_message). */
export const SCHEDULED_COLUMNS = `s.id, s.tenant_id, s.conversation_id, s.member_id, s.client_id, s.content, s.file_ids, s.reply_to_id,
  s.is_held, s.due_at, s.created_at, s.cancelled_at, s.sent_at,
  (select ${QUOTE} from message q where q.tenant_id = s.tenant_id and q.id = s.reply_to_id) as reply_to`;

const FILES = statement<StoredAttachment>(
  "replies_files",
  `select f.id as "fileId", f.name, f.content_type as "contentType", f.size, f.width, f.height
   from file f where f.tenant_id = $1::uuid and f.id = any($2::uuid[]) and f.state = 'stored'`,
);

/** Those of the files that are still there, by id. */
export async function findFiles(sql: Sql, tenantId: string, ids: readonly string[]) {
  const rows = ids.length ? await sql(FILES, [tenantId, [...new Set(ids)]]) : [];
  return new Map(rows.map((file) => [file.fileId, file]));
}

export async function toScheduled(
  sql: Sql,
  tenantId: string,
  rows: readonly ScheduledRow[],
): Promise<ScheduledDto[]> {
  const allIds = rows.flatMap((row) => row.file_ids);
  const files = await findFiles(sql, tenantId, allIds);
  return rows.map((row) => ({
    id: row.id,
    conversationId: row.conversation_id,
    memberId: row.member_id,
    clientId: row.client_id,
    content: row.content,
    files: signAttachments(
      tenantId,
      row.file_ids.flatMap((id) => files.get(id) ?? []),
    ),
    replyTo: toQuote(row.reply_to),
    isHeld: row.is_held,
    dueAt: row.due_at.toISOString(),
    createdAt: row.created_at.toISOString(),
  }));
}
