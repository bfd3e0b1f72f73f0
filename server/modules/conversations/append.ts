import { listChannels } from "../../channels/registry";
import { newId, type TenantId } from "../../core/ids";
import { previewOf } from "../../core/plain-text";
import { isUniqueViolation, type Sql } from "../../infra/db";
import type {
  AuthorKind,
  MessageData,
  MessageDto,
  MessageKind,
  MessageMeta,
  MessageStatus,
} from "../messages/schema";
import { APPEND_MESSAGES, type AppendedRow } from "./append-sql";
import type { CommittedChange } from "./live";
import { type MessageRow, type StoredAttachment, toMessage } from "./message-row";

/** A message on its way into a conversation. With `identityId` it is refused unless the conversation is that visitor's. */
export type NewMessage = {
  tenantId: TenantId;
  conversationId: string;
  identityId: string | null;
  kind: MessageKind;
  author: { kind: AuthorKind; id: string | null };
  clientId: string | null;
  externalId?: string | null;
  content: string;
  attachments: readonly StoredAttachment[];
  data?: MessageData | null;
  meta?: MessageMeta | null;
  /** When it was written, where somebody else than we knows; now unless told. */
  at?: Date;
  /** Until when this message of the contact lets us write freely. */
  opensWindowUntil?: Date | null;
  /** Of the same conversation; any other is left out. */
  replyToId?: string | null;
  status: MessageStatus;
  traceId: string;
};

export type Appended = {
  message: MessageDto;
  /** False when the same client id had been stored before: nothing was written, nothing is to be told. */
  isNew: boolean;
  authorName: string | null;
  change: CommittedChange;
};

/** Channels whose provider takes each message. */
const PUSHED = listChannels()
  .filter(({ capabilities }) => capabilities.delivery === "push")
  .map(({ key }) => key);

/** Runs APPEND_MESSAGES for all items at once. The answer has a null where the conversation is not there for its item. */
export async function appendAll(sql: Sql, items: readonly NewMessage[]): Promise<(Appended | null)[]> {
  const at = new Date().toISOString();
  const given = items.map((item, ord) => ({
    ord,
    id: newId(),
    tenant_id: item.tenantId,
    conversation_id: item.conversationId,
    identity_id: item.identityId,
    kind: item.kind,
    author_kind: item.author.kind,
    author_id: item.author.id,
    client_id: item.clientId,
    external_id: item.externalId ?? null,
    content: item.content,
    preview: previewOf(item.content, item.attachments, item.kind, item.meta?.marks),
    attachments: item.attachments,
    data: item.data ?? null,
    meta: item.meta ?? null,
    window_closes_at: item.opensWindowUntil?.toISOString() ?? null,
    reply_to_id: item.replyToId ?? null,
    status: item.status,
    at: item.at?.toISOString() ?? at,
    event_id: newId(),
    trace_id: item.traceId,
  }));
  const rows = await sql(APPEND_MESSAGES, [JSON.stringify(given), PUSHED]);
  const answers: (Appended | null)[] = items.map(() => null);
  for (const row of rows) answers[row.ord] = toAppended(row);
  return answers;
}

function toAppended(row: AppendedRow): Appended {
  const stored: MessageRow = { ...row.message, created_at: new Date(row.message.created_at) };
  const message = toMessage(stored);
  const isVisible = message.kind === "incoming" || message.kind === "outgoing";
  return {
    message,
    isNew: row.is_new,
    authorName: row.author_name,
    change: {
      tenantId: row.tenant_id,
      eventId: row.event_id,
      type: "message.created",
      row,
      message,
      authorName: row.author_name,
      prevVisibleSeq: isVisible ? row.prev_visible_seq : undefined,
    },
  };
}

/** The unique index met a twin that was committed while the statement waited: the next run sees it. */
export function isTwinRace(error: unknown): boolean {
  return isUniqueViolation(error, "client_id") || isUniqueViolation(error, "seq");
}
