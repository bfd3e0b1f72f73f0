import type { Mark } from "../../core/marked";
import { previewOf } from "../../core/plain-text";
import { runtime } from "../../infra/runtime";
import { signFileLink } from "../../infra/storage/links";
import type {
  AttachmentDto,
  AuthorKind,
  MessageData,
  MessageDto,
  MessageKind,
  MessageMeta,
  MessageStatus,
  Quote,
  VisitorMessage,
} from "../messages/schema";
import { extrasOf } from "./message-extras";

/** An attachment as the message row keeps it. */
export type StoredAttachment = {
  fileId: string;
  name: string;
  contentType: string;
  size: number;
  width: number | null;
  height: number | null;
};

/** With `marks`, empty, where its words are no Markdown. */
export type QuotedRow = Quote & { marks?: Mark[] | null };

/** A message `q` as another one quotes it. */
export const QUOTE = `json_build_object('id', q.id, 'seq', q.seq, 'kind', q.kind,
  'author', json_build_object('kind', q.author_kind, 'id', q.author_id), 'text', left(q.content, 300),
  'fileName', q.attachments->0->>'name', 'isDeleted', q.deleted_at is not null,
  'marks', case when q.meta ? 'marks' then '[]'::json end)`;

export const MESSAGE_COLUMNS = `
  m.id, m.tenant_id, m.conversation_id, m.seq, m.kind::text as kind, m.author_kind::text as author_kind, m.author_id,
  m.client_id, m.content, m.attachments, m.data, m.meta, m.status::text as status, m.error, m.created_at, m.version,
  m.deleted_at is not null as is_deleted,
  case when m.reply_to_id is not null then (
    select ${QUOTE} from message q where q.id = m.reply_to_id and q.tenant_id = m.tenant_id) end as reply_to`;

export type MessageRow = {
  id: string;
  tenant_id: string;
  conversation_id: string;
  seq: number;
  kind: MessageKind;
  author_kind: AuthorKind;
  author_id: string | null;
  client_id: string | null;
  content: string;
  attachments: StoredAttachment[];
  data: MessageData | null;
  meta: MessageMeta | null;
  status: MessageStatus;
  error: MessageDto["error"];
  created_at: Date;
  version: number;
  is_deleted: boolean;
  reply_to: QuotedRow | null;
};

/** A visitor's client ids live apart from the members', so that neither can meet the other's message by guessing one. */
export function visitorClientId(clientId: string): string {
  return `v:${clientId}`;
}

export function signAttachments(tenantId: string, stored: readonly StoredAttachment[]): AttachmentDto[] {
  if (stored.length === 0) return [];
  const { appSecret } = runtime().secrets;
  return stored.map((file) => ({ ...file, url: signFileLink({ appSecret, tenantId, fileId: file.fileId }) }));
}

export function toMessage(row: MessageRow): MessageDto {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    kind: row.kind,
    author: { kind: row.author_kind, id: row.author_id },
    clientId: row.client_id,
    content: row.content,
    attachments: signAttachments(row.tenant_id, row.attachments),
    data: row.data,
    status: row.status,
    error: row.error,
    extras: row.is_deleted
      ? extrasOf(leftOf(row.meta))
      : extrasOf(row.meta, row.kind === "outgoing" ? row.content : ""),
    replyTo: toQuote(row.reply_to),
    isDeleted: row.is_deleted,
    createdAt: row.created_at.toISOString(),
    version: row.version,
  };
}

/** Only for messages a visitor may see; `authorName` is the member's, of which the first word is shown. */
export function toVisitorMessage(message: MessageDto, authorName: string | null): VisitorMessage {
  const fromVisitor = message.kind === "incoming";
  return {
    id: message.id,
    seq: message.seq,
    from: fromVisitor ? "visitor" : "team",
    author: fromVisitor ? null : (authorName?.split(/\s+/)[0] ?? null),
    clientId: fromVisitor ? (message.clientId?.replace(/^v:/, "") ?? null) : null,
    content: message.content,
    attachments: message.attachments,
    createdAt: message.createdAt,
    ...(message.isDeleted && { isDeleted: true }),
    ...quoteFor(message),
    ...(message.data?.type === "rating" && {
      rating: { score: message.data.score, comment: message.data.comment, look: message.data.look },
    }),
    ...(message.data && "answer" in message.data && !message.isDeleted && { ask: message.data }),
  };
}

export function toQuote(quoted: QuotedRow | null): Quote | null {
  if (!quoted) return null;
  const { marks, ...quote } = quoted;
  return { ...quote, text: previewOf(quote.text, [], quote.kind, marks) };
}

/** What is quoted stays out of the visitor's sight where it was a note. */
function quoteFor({ replyTo }: MessageDto): Pick<VisitorMessage, "quote"> {
  if (!replyTo || replyTo.isDeleted || (replyTo.kind !== "incoming" && replyTo.kind !== "outgoing"))
    return {};
  return {
    quote: {
      from: replyTo.kind === "incoming" ? "visitor" : "team",
      text: replyTo.text || replyTo.fileName || "",
    },
  };
}

/** What is still said of a deleted message: that the customer's provider kept it. */
function leftOf(meta: MessageMeta | null): MessageMeta | null {
  return meta?.notDone?.type === "revoke" ? { notDone: meta.notDone } : null;
}
