import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { isUniqueViolation, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { tellContacts } from "../contacts/live";
import { type Appended, appendAll } from "../conversations/append";
import { tellLive } from "../conversations/live";
import type { VisitorSend } from "../messages/visitor-schema";
import { chatEnded, sendVisitorMessage, visitorMessage } from "./commands";
import { FREE_EMAIL, lockName } from "./details";
import { refuseAnother } from "./features";
import { findPerson } from "./join";
import { keepAnswers, lockAnswers } from "./keep-answers";
import { answersOf } from "./pre-chat";
import type { VisitorClaims } from "./token";

const KNOWN_VISITOR = statement<{ identity_id: string; contact_id: string; conversation_id: string | null }>(
  "visitor_known",
  `select i.id as identity_id, i.contact_id,
     (select c.id from conversation c where c.tenant_id = i.tenant_id and c.identity_id = i.id
       and ($5::uuid is null or c.id = $5::uuid) order by c.created_at desc limit 1) as conversation_id
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
    insert into contact (id, tenant_id, name, email, external_id, created_at, updated_at)
    select $4::uuid, $1::uuid, coalesce(nullif($7::text, ''), 'Visitor ' || n), ${FREE_EMAIL("$12", "null", "$1::uuid")}, $13::text, now(), now()
    from numbered where not $14::bool returning email
  ), known_as as (
    insert into identity (id, tenant_id, contact_id, inbox_id, external_id, data)
    select $5::uuid, $1::uuid, $4::uuid, $2::uuid, $3::text, jsonb_build_object('page', $8::text, 'origin', $11::text) || case when $14::bool then '{}'::jsonb else
      jsonb_build_object('said', jsonb_strip_nulls(jsonb_build_object('name', nullif($7::text, ''), 'email', (select email from person)))) end
    where not $15::bool
  ), opened as (
    insert into conversation (id, tenant_id, display_number, inbox_id, contact_id, identity_id)
    select $6::uuid, $1::uuid, n, $2::uuid, $4::uuid, $5::uuid from numbered
  )
  insert into event (tenant_id, id, type, conversation_id, trace_id)
  values ($1::uuid, $9::uuid, 'conversation.created', $6::uuid, $10::text) returning $5::uuid as identity_id`,
);

/**
 * The first message of a visitor or of one more conversation: makes what is missing of contact, identity and conversation with it, all or nothing, once for a
 * handle or a proved user, who may be a contact of the tenant already.
 */
export async function startVisitor(
  claims: VisitorClaims,
  handleHash: string,
  input: VisitorSend,
  traceId: string,
): Promise<{ appended: Appended }> {
  const { db } = runtime();
  for (let tries = 1; ; tries++) {
    const [known] = await db.sql(KNOWN_VISITOR, [
      claims.tenantId,
      claims.inboxId,
      handleHash,
      claims.origin,
      input.conversationId ?? null,
    ]);
    if (known?.conversation_id) {
      const theirs = {
        ...claims,
        handleHash,
        identityId: known.identity_id,
        contactId: known.contact_id,
        conversationId: known.conversation_id,
      };
      const appended = await sendVisitorMessage(theirs, input, traceId);
      if (!appended) throw chatEnded();
      return { appended };
    }
    if (known) await refuseAnother(claims, known.identity_id);
    try {
      const userId = claims.user?.id;
      const person = userId && !known ? await findPerson(db.sql, claims.tenantId, userId) : null;
      const standing = { contactId: known?.contact_id ?? person, identityId: known?.identity_id ?? null };
      const appended = await makeVisitor(claims, handleHash, standing, input, traceId);
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
  standing: { contactId: string | null; identityId: string | null },
  input: VisitorSend,
  traceId: string,
): Promise<Appended> {
  const conversationId = input.conversationId ?? newId();
  const contactId = standing.contactId ?? newId();
  const identityId = standing.identityId ?? newId();
  const { user } = claims;
  const theirs = { ...claims, contactId, identityId, conversationId };
  const { db } = runtime();
  const inbox = await db.prisma.inbox.findFirst({
    where: { tenantId: claims.tenantId, id: claims.inboxId },
    select: { settings: true },
  });
  const answers = await answersOf(db.sql, claims, standing.contactId, input, inbox?.settings);
  const message = await visitorMessage(theirs, handleHash, input, traceId);
  if (answers?.rows.length) message.data = { type: "answers", rows: answers.rows };
  const appended = await db.sqlTransaction(async (sql) => {
    await lockName(sql, claims.tenantId, user?.email);
    await lockAnswers(sql, claims.tenantId, answers);
    await sql(START_VISITOR, [
      claims.tenantId,
      claims.inboxId,
      handleHash,
      contactId,
      identityId,
      conversationId,
      user?.name ?? input.name ?? "",
      input.page ?? null,
      newId(),
      traceId,
      // A proved user is the same one on every website of the inbox.
      user?.id ? null : claims.origin,
      user?.email ?? null,
      user?.id ?? null,
      standing.contactId !== null,
      standing.identityId !== null,
    ]);
    if (answers) await keepAnswers(sql, { ...theirs, traceId }, answers);
    const [appended] = await appendAll(sql, [message]);
    if (!appended) throw new AppError("unavailable", "The chat could not be started. Try again.");
    return appended;
  });
  if (answers) tellContacts({ tenantId: claims.tenantId, ids: [contactId], what: "updated" });
  return appended;
}
