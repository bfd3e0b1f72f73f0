import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { isUniqueViolation, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { type Appended, appendAll, type NewMessage } from "../conversations/append";
import { signalLive, tellLive } from "../conversations/live";
import { visitorClientId } from "../conversations/message-row";
import { findConversationRows } from "../conversations/queries";
import { SUMMARY_COLUMNS, type SummaryRow } from "../conversations/summary";
import { appendAndTell } from "../messages/commands";
import { getAttachable, type Uploader } from "../messages/files";
import type { VisitorSend } from "../messages/schema";
import type { VisitorClaims } from "./token";

/** A visitor's files belong to the handle, since the first may come before anything else of the visitor is stored. */
export function visitorUploader(handleHash: string): Uploader {
  const h = handleHash;
  return {
    kind: "contact",
    id: `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20, 32)}`,
  };
}

/** A message into the visitor's conversation. Throws unauthenticated when that is no longer theirs: open a new session. */
export async function sendVisitorMessage(
  claims: VisitorClaims & { identityId: string; conversationId: string; handleHash: string },
  input: VisitorSend,
  traceId: string,
): Promise<Appended> {
  const appended = await appendAndTell(await visitorMessage(claims, claims.handleHash, input, traceId));
  if (!appended) throw chatEnded();
  return appended;
}

export function chatEnded(): AppError {
  return new AppError("unauthenticated", "This chat session has ended. A new one starts by itself.");
}

async function visitorMessage(
  claims: VisitorClaims & { conversationId: string; identityId: string },
  handleHash: string,
  input: VisitorSend,
  traceId: string,
): Promise<NewMessage> {
  const { sql } = runtime().db;
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
    status: "sent",
    traceId,
  };
}

const KNOWN_VISITOR = statement<{ identity_id: string; contact_id: string; conversation_id: string | null }>(
  "visitor_known",
  `select i.id as identity_id, i.contact_id,
     (select c.id from conversation c where c.tenant_id = i.tenant_id and c.identity_id = i.id order by c.created_at desc limit 1) as conversation_id
   from identity i where i.tenant_id = $1::uuid and i.inbox_id = $2::uuid and i.external_id = $3::text and i.revoked_at is null
     and coalesce(i.data ->> 'origin', $4::text) = $4::text`,
);

const START_VISITOR = statement<{ identity_id: string }>(
  "visitor_start",
  `with numbered as (
    insert into tenant_counter as t (tenant_id, last_display_number) values ($1::uuid, 1)
    on conflict (tenant_id) do update set last_display_number = t.last_display_number + 1
    returning last_display_number as n
  ), person as (
    insert into contact (id, tenant_id, name, created_at, updated_at)
    select $4::uuid, $1::uuid, coalesce(nullif($7::text, ''), 'Visitor ' || n), now(), now() from numbered
  ), known_as as (
    insert into identity (id, tenant_id, contact_id, inbox_id, external_id, data)
    values ($5::uuid, $1::uuid, $4::uuid, $2::uuid, $3::text, jsonb_build_object('page', $8::text, 'origin', $11::text))
  ), opened as (
    insert into conversation (id, tenant_id, display_number, inbox_id, contact_id, identity_id)
    select $6::uuid, $1::uuid, n, $2::uuid, $4::uuid, $5::uuid from numbered
  )
  insert into event (tenant_id, id, type, conversation_id, trace_id)
  values ($1::uuid, $9::uuid, 'conversation.created', $6::uuid, $10::text) returning $5::uuid as identity_id`,
);

/** The visitor's first message: makes contact, identity and conversation with it, all or nothing, once for a handle. */
export async function startVisitor(
  claims: VisitorClaims,
  handleHash: string,
  input: VisitorSend,
  traceId: string,
): Promise<{ appended: Appended }> {
  const { db } = runtime();
  for (let tries = 1; ; tries++) {
    const [known] = await db.sql(KNOWN_VISITOR, [claims.tenantId, claims.inboxId, handleHash, claims.origin]);
    if (known?.conversation_id) {
      const theirs = {
        ...claims,
        handleHash,
        identityId: known.identity_id,
        contactId: known.contact_id,
        conversationId: known.conversation_id,
      };
      return { appended: await sendVisitorMessage(theirs, input, traceId) };
    }
    try {
      const appended = await makeVisitor(claims, handleHash, input, traceId);
      tellLive([appended.change]);
      return { appended };
    } catch (error) {
      // Another tab was first: go round and join its conversation.
      if (!isUniqueViolation(error)) throw error;
      // Or the handle was revoked, or is another website's.
      if (tries >= 3) throw chatEnded();
    }
  }
}

async function makeVisitor(
  claims: VisitorClaims,
  handleHash: string,
  input: VisitorSend,
  traceId: string,
): Promise<Appended> {
  const [contactId, identityId, conversationId] = [newId(), newId(), newId()];
  const theirs = { ...claims, contactId, identityId, conversationId };
  const message = await visitorMessage(theirs, handleHash, input, traceId);
  return runtime().db.sqlTransaction(async (sql) => {
    await sql(START_VISITOR, [
      claims.tenantId,
      claims.inboxId,
      handleHash,
      contactId,
      identityId,
      conversationId,
      input.name ?? "",
      input.page ?? null,
      newId(),
      traceId,
      claims.origin,
    ]);
    const [appended] = await appendAll(sql, [message]);
    if (!appended) throw new AppError("unavailable", "The chat could not be started. Try again.");
    return appended;
  });
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
