import type { MemberCtx } from "../../core/ctx";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { signalLive } from "../conversations/live";
import {
  QUOTE,
  type QuotedRow,
  type StoredAttachment,
  signAttachments,
  toQuote,
} from "../conversations/message-row";
import { findConversationRows, getConversationRow } from "../conversations/queries";
import { getAttachable } from "../messages/files";
import type { DraftDto, DraftMode, SaveDraft } from "./schema";

type DraftRow = {
  conversation_id: string;
  mode: DraftMode;
  content: string;
  attachments: StoredAttachment[];
  updated_at: Date;
  reply_to: QuotedRow | null;
};
const COLUMNS = `d.conversation_id, d.mode, d.content, d.attachments, d.updated_at,
  (select ${QUOTE} from message q where q.tenant_id = d.tenant_id and q.id = d.reply_to_id) as reply_to`;

// An emptied draft stays as a row: a device that was offline must not bring the old words back.
const SAVE = statement<DraftRow>(
  "draft_save",
  `with put as (
     insert into draft as d (tenant_id, member_id, conversation_id, mode, content, attachments, updated_at, reply_to_id)
     values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6::jsonb, least($7::timestamptz, now() + interval '1 minute'),
       (select q.id from message q where q.tenant_id = $1::uuid and q.conversation_id = $3::uuid and q.id = $8::uuid))
     on conflict (member_id, conversation_id, mode) do update set content = excluded.content,
       attachments = excluded.attachments, reply_to_id = excluded.reply_to_id, updated_at = excluded.updated_at
       where d.updated_at < excluded.updated_at
     returning d.*
   )
   select ${COLUMNS} from put d`,
);
const ONE = statement<DraftRow>(
  "draft_one",
  `select ${COLUMNS} from draft d
   where d.tenant_id = $1::uuid and d.member_id = $2::uuid and d.conversation_id = $3::uuid and d.mode = $4`,
);

/** Keeps the newer of what is stored and what is given, and tells the member's other devices. Answers what is kept. */
export async function saveDraft(ctx: MemberCtx, input: SaveDraft): Promise<DraftDto> {
  const { sql } = runtime().db;
  const { memberId } = ctx.actor;
  await getConversationRow(sql, ctx, input.conversationId);
  const files = await getAttachable(sql, ctx.tenantId, { kind: "member", id: memberId }, input.fileIds, "");
  const key = [ctx.tenantId, memberId, input.conversationId, input.mode];
  const values = [input.content, JSON.stringify(files), input.updatedAt, input.replyToId ?? null];
  const [saved] = await sql(SAVE, [...key, ...values]);
  if (saved) {
    const draft = toDraft(ctx.tenantId, saved);
    signalLive({ kind: "draft", tenantId: ctx.tenantId, memberId, draft });
    return draft;
  }
  const [kept] = await sql(ONE, key);
  return toDraft(ctx.tenantId, kept!);
}

const RECENT = statement<DraftRow>(
  "drafts_recent",
  `select ${COLUMNS} from draft d
   where d.tenant_id = $1::uuid and d.member_id = $2::uuid
     and (d.content <> '' or d.attachments <> '[]'::jsonb or d.updated_at > now() - interval '7 days')
   order by d.updated_at desc limit 500`,
);

/** One's own drafts in conversations one still sees, newest first; with those emptied within a week, for devices that missed it. */
export async function listDrafts(ctx: MemberCtx): Promise<DraftDto[]> {
  const { sql } = runtime().db;
  const rows = await sql(RECENT, [ctx.tenantId, ctx.actor.memberId]);
  const ids = [...new Set(rows.map((row) => row.conversation_id))];
  const seen = new Set((await findConversationRows(sql, ctx, ids)).map((row) => row.id));
  return rows.filter((row) => seen.has(row.conversation_id)).map((row) => toDraft(ctx.tenantId, row));
}

function toDraft(tenantId: string, row: DraftRow): DraftDto {
  return {
    conversationId: row.conversation_id,
    mode: row.mode,
    content: row.content,
    replyTo: toQuote(row.reply_to),
    files: signAttachments(tenantId, row.attachments),
    updatedAt: row.updated_at.toISOString(),
  };
}
