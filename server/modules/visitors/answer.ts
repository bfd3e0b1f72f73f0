import type { SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { type Sql, statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { listDefinitions } from "../contacts/definitions";
import { type ReadAnswers, readAnswers, resolveFields, rowsInWords } from "../contacts/form-answers";
import { tellContacts } from "../contacts/live";
import { appendAll } from "../conversations/append";
import { changeIn } from "../conversations/change";
import { type CommittedChange, tellLive } from "../conversations/live";
import { MESSAGE_COLUMNS, type MessageRow, toMessage, visitorClientId } from "../conversations/message-row";
import { getConversationRow } from "../conversations/queries";
import { buttonsOf } from "../messages/ask";
import type { Answer, Asked } from "../messages/ask-schema";
import type { MessageDto } from "../messages/schema";
import type { VisitorSend } from "../messages/visitor-schema";
import { publish } from "../tenants/publish";
import { getTenantLocale } from "../tenants/queries";
import { chatEnded, visitorMessage } from "./commands";
import { keepAnswers, lockAnswers } from "./keep-answers";
import type { VisitorClaims } from "./token";

type Claims = VisitorClaims & { identityId: string; conversationId: string; handleHash: string };

const ASKED = statement<{ data: Asked }>(
  "visitor_asked",
  `select m.data from message m join conversation c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
   where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and m.id = $3::uuid and c.identity_id = $4::uuid
     and m.kind = 'outgoing' and m.deleted_at is null and m.data->>'type' in ('choices', 'cards', 'form')`,
);
const STORED = statement<MessageRow>(
  "visitor_answer_stored",
  `select ${MESSAGE_COLUMNS} from message m where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid
     and m.id = $3::uuid and m.client_id = $4::text`,
);
const SHOW_ANSWER = statement<MessageRow & { author_name: string | null }>(
  "visitor_show_answer",
  `with m as (
     update message set data = data || jsonb_build_object('answer', $4::text::jsonb), version = version + 1
     where tenant_id = $1::uuid and conversation_id = $2::uuid and id = $3::uuid returning *
   ) select ${MESSAGE_COLUMNS}, u.name as author_name from m
     left join member mb on m.author_kind = 'member' and mb.tenant_id = m.tenant_id and mb.id = m.author_id
     left join "user" u on u.id = mb.user_id`,
);

/**
 * The visitor's answer to what a message of this conversation asks, as one message of theirs; the one that asks then shows
 * it. Once: the same client id again answers with the message stored first, any other is refused. Throws not_found,
 * bad_request (a choice that is not offered, a field that is wrong), conflict.
 */
export async function answerAsk(
  claims: Claims,
  input: VisitorSend & { answer: Answer },
  traceId: string,
): Promise<MessageDto> {
  const { db } = runtime();
  const { tenantId } = claims;
  const ctx = { tenantId, actor: { kind: "system", name: "visitor" }, traceId, ip: "" } as const;
  const asked = await findAsked(db.sql, claims, input.answer.messageId);
  const given = await readGiven(db.sql, claims, asked, input.answer);
  const { message, told } = await db.transaction(async (tx) => {
    if (given.read) await lockAnswers(tx.sql, tenantId, given.read);
    return record(tx, ctx, claims, input, given);
  });
  tellLive(told);
  if (given.read) tellContacts({ tenantId, ids: [claims.contactId!], what: "updated" });
  return message;
}

async function findAsked(sql: Sql, claims: Claims, messageId: string): Promise<Asked> {
  const { tenantId, conversationId, identityId } = claims;
  const [found] = await sql(ASKED, [tenantId, conversationId, messageId, identityId]);
  if (!found) throw new AppError("not_found", "This question is not here any more.");
  return found.data;
}

type Given = { content: string; pick: number | null; read: ReadAnswers | null };

async function readGiven(sql: Sql, claims: Claims, asked: Asked, answer: Answer): Promise<Given> {
  if (asked.type !== "form") {
    const pick = answer.pick ?? -1;
    const content = buttonsOf(asked)[pick]?.says;
    if (content) return { content, pick, read: null };
    throw new AppError("bad_request", "This is not one of the choices.", { field: "answer.pick" });
  }
  const locale = await getTenantLocale(sql, claims.tenantId);
  const isAttributes = asked.fields.some(({ savesTo }) => savesTo?.includes("."));
  const definitions = isAttributes ? await listDefinitions(sql, claims) : [];
  const read = readAnswers(
    resolveFields(asked.fields, definitions),
    answer.values ?? {},
    definitions,
    locale,
  );
  if (!read.rows.length)
    throw new AppError("bad_request", "Fill in at least one field.", { field: "answers" });
  return { content: rowsInWords(read.rows, locale), pick: null, read };
}

/** Under the conversation's lock, so that of two answers at once one finds the other. */
async function record(
  tx: Tx,
  ctx: TenantCtx<SystemActor>,
  claims: Claims,
  input: VisitorSend & { answer: Answer },
  { content, pick, read }: Given,
): Promise<{ message: MessageDto; told: CommittedChange[] }> {
  const { tenantId, conversationId } = claims;
  const { messageId } = input.answer;
  let answered: { message: MessageDto; told: CommittedChange[] } | undefined;
  await changeIn(tx, ctx, conversationId, async ({ sql }) => {
    const { answer } = await findAsked(sql, claims, messageId);
    if (answer) {
      const clientId = visitorClientId(input.clientId);
      const [stored] = await sql(STORED, [tenantId, conversationId, answer.messageId, clientId]);
      if (!stored) throw new AppError("conflict", "This has been answered already.");
      answered = { message: toMessage(stored), told: [] };
      return null;
    }
    const said = await visitorMessage(
      claims,
      claims.handleHash,
      { ...input, content, fileIds: [] },
      ctx.traceId,
    );
    const [appended] = await appendAll(sql, [said]);
    if (!appended?.isNew) throw chatEnded();
    const put = JSON.stringify({ messageId: appended.message.id, pick });
    const [row] = await sql(SHOW_ANSWER, [tenantId, conversationId, messageId, put]);
    await publish(tx, ctx, { type: "message.updated", conversationId, messageId });
    if (read) await keepAnswers(sql, { ...claims, traceId: ctx.traceId }, read);
    const updated: CommittedChange = {
      tenantId,
      eventId: newId(),
      type: "message.updated",
      row: await getConversationRow(sql, ctx, conversationId),
      message: toMessage(row!),
      authorName: row!.author_name,
    };
    answered = { message: appended.message, told: [appended.change, updated] };
    return updated;
  });
  return answered!;
}
