import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import type { Appended, NewMessage } from "../conversations/append";
import { signalLive, tellLive } from "../conversations/live";
import { visitorClientId } from "../conversations/message-row";
import { findConversationRows } from "../conversations/queries";
import { SUMMARY_COLUMNS, type SummaryRow } from "../conversations/summary";
import { appendAndTell } from "../messages/commands";
import { getAttachable, type Uploader } from "../messages/files";
import type { VisitorSend } from "../messages/visitor-schema";
import { requireFeature } from "./features";
import type { VisitorClaims } from "./token";

/** A visitor's files belong to the handle, since the first may come before anything else of the visitor is stored. */
export function visitorUploader(handleHash: string): Uploader {
  const h = handleHash;
  return {
    kind: "contact",
    id: `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20, 32)}`,
  };
}

/** A message into a conversation of the visitor's; null when there is no such one. */
export async function sendVisitorMessage(
  claims: VisitorClaims & { identityId: string; conversationId: string; handleHash: string },
  input: VisitorSend,
  traceId: string,
): Promise<Appended | null> {
  return appendAndTell(await visitorMessage(claims, claims.handleHash, input, traceId));
}

export function chatEnded(): AppError {
  return new AppError("unauthenticated", "This chat session has ended. A new one starts by itself.");
}

export async function visitorMessage(
  claims: VisitorClaims & { conversationId: string; identityId: string },
  handleHash: string,
  input: VisitorSend,
  traceId: string,
): Promise<NewMessage> {
  const { sql } = runtime().db;
  if (input.fileIds.length) await requireFeature(claims, "files");
  const clientId = visitorClientId(input.clientId);
  return {
    tenantId: claims.tenantId,
    conversationId: claims.conversationId,
    identityId: claims.identityId,
    kind: "incoming",
    author: { kind: "contact", id: claims.contactId },
    clientId,
    content: input.content,
    attachments: await getAttachable(
      sql,
      claims.tenantId,
      visitorUploader(handleHash),
      input.fileIds,
      clientId,
    ),
    replyToId: input.replyToId,
    status: "sent",
    traceId,
  };
}

const SET_SEEN = statement<SummaryRow & { event_id: string }>(
  "visitor_seen",
  `with c as (
    update conversation c set contact_seen_seq = least($4::int, c.last_visible_seq), contact_seen_at = now(), version = c.version + 1
    where c.tenant_id = $1::uuid and c.id = $2::uuid and c.identity_id = $3::uuid
      and c.contact_seen_seq < least($4::int, c.last_visible_seq)
    returning c.*
  ), told as (
    insert into event (tenant_id, id, type, conversation_id, data, trace_id)
    select c.tenant_id, $5::uuid, 'conversation.seen', c.id, jsonb_build_object('seq', c.contact_seen_seq), $6::text from c
  )
  select ${SUMMARY_COLUMNS}, $5::uuid as event_id from c join contact k on k.id = c.contact_id`,
);

/** The visitor has read up to seq. Never goes back. */
export async function setVisitorSeen(
  claims: VisitorClaims & { identityId: string; conversationId: string },
  seq: number,
  traceId: string,
): Promise<void> {
  const eventId = newId();
  const [row] = await runtime().db.sql(SET_SEEN, [
    claims.tenantId,
    claims.conversationId,
    claims.identityId,
    seq,
    eventId,
    traceId,
  ]);
  if (row) tellLive([{ tenantId: claims.tenantId, eventId, type: "conversation.seen", row, message: null }]);
}

/** Tells the team. Stores nothing. */
export async function setVisitorTyping(
  claims: VisitorClaims & { identityId: string; conversationId: string },
  isTyping: boolean,
): Promise<void> {
  const ctx = { tenantId: claims.tenantId, actor: { kind: "system", name: "visitor" } as const };
  const [row] = await findConversationRows(runtime().db.sql, ctx, [claims.conversationId]);
  if (row?.identity_id !== claims.identityId) return;
  signalLive({ kind: "typing", row, memberId: null, memberName: null, isTyping, isNote: false });
}
