import type { SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { mintTenantId, newId, type TenantId } from "../../core/ids";
import { type Sql, statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { sha256Hex } from "../../infra/signing";
import { tellContacts } from "../contacts/live";
import { appendAll } from "../conversations/append";
import { changeIn } from "../conversations/change";
import { type CommittedChange, tellLive } from "../conversations/live";
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from "../conversations/message-row";
import { getManageableRow } from "../conversations/queries";
import { publish } from "../tenants/publish";
import { DEFAULT_QUESTION, EDITABLE_DAYS, IS_EDITABLE } from "./ask-rating";
import { botMessage } from "./bot-message";
import type { RateByLink, RateConversation, RatingPreview } from "./schema";

type Found = { id: string; conversation_id: string; tenant_id: string; contact_id: string };
const BY_MESSAGE = statement<Found>(
  "rating_by_message",
  `select r.id, m.conversation_id, r.tenant_id, r.contact_id from message m
   join rating r on r.tenant_id = m.tenant_id and r.id = (m.data->>'ratingId')::uuid
   join conversation c on c.tenant_id = m.tenant_id and c.id = m.conversation_id and c.identity_id is not distinct from $4::uuid
   where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and m.id = $3::uuid and m.data->>'type' = 'rating'`,
);

/** What a visitor says of a conversation that is still theirs, up to 14 days after the question. Throws not_found, conflict. */
export async function rateAsVisitor(
  claims: { tenantId: TenantId; conversationId: string; identityId: string | null },
  input: RateConversation,
  traceId: string,
): Promise<void> {
  const values = [claims.tenantId, claims.conversationId, input.messageId, claims.identityId];
  await rate(
    async (sql) => {
      const [found] = await sql(BY_MESSAGE, values);
      if (!found) throw new AppError("not_found", "This question is not here any more.");
      return found;
    },
    input,
    traceId,
  );
}

/** Where the question stands now, whatever was merged or split; without one, what the conversation was merged into in the end. */
const BY_TOKEN = statement<Found & RatingPreview>(
  "rating_by_token",
  `with recursive r as materialized (select * from rating r where r.token_hash = $1::text),
   way as (
     select c.id, c.merged_into_id, c.contact_id, 1 as steps from r join conversation c on c.id = r.conversation_id
     union all
     select c.id, c.merged_into_id, c.contact_id, w.steps + 1 from way w join conversation c on c.id = w.merged_into_id
     where w.steps < 20
   ), asked as materialized (
     select m.conversation_id, split_part(m.content, E'\\n', 1) as question, m.data->>'look' as look from r join way w on w.steps = 1
     join conversation c on c.tenant_id = r.tenant_id and c.contact_id = w.contact_id
     join message m on m.conversation_id = c.id and m.client_id = 'auto:rating:' || r.id limit 1
   )
   select r.id, coalesce((select conversation_id from asked), (select id from way order by steps desc limit 1)) as conversation_id,
     r.tenant_id, r.contact_id, t.name as "tenantName", r.score, r.comment, not (${IS_EDITABLE}) as "isOver",
     coalesce((select question from asked), '${DEFAULT_QUESTION}') as question, coalesce((select look from asked), 'faces') as look
   from r join tenant t on t.id = r.tenant_id`,
);

/** What a rating's link opens. Throws AppError("not_found"). */
export async function readRating(token: string): Promise<RatingPreview> {
  const { tenantName, question, look, score, comment, isOver } = await findByToken(runtime().db.sql, token);
  return { tenantName, question, look, score, comment, isOver };
}

/** As rateAsVisitor, by the link. */
export async function rateByLink(input: RateByLink, traceId: string): Promise<void> {
  await rate((sql) => findByToken(sql, input.token), input, traceId);
}

async function findByToken(sql: Sql, token: string) {
  const [found] = await sql(BY_TOKEN, [sha256Hex(token)]);
  if (!found) throw new AppError("not_found", "There is no rating under this address.");
  return found;
}

const ANSWER = statement<{ is_editable: boolean; is_news: boolean }>(
  "rating_answer",
  `with r as materialized (select * from rating r where r.tenant_id = $1::uuid and r.id = $2::uuid for update),
   put as (
     update rating set score = $3::int, comment = $4::text, answered_at = now() from r where rating.id = r.id and ${IS_EDITABLE})
   select ${IS_EDITABLE} as is_editable, r.score is distinct from $3::int or r.comment <> $4::text as is_news from r`,
);

const SHOW_ANSWER = statement<MessageRow & { author_name: string | null }>(
  "rating_show_answer",
  `with m as (
     update message set data = data || jsonb_build_object('score', $4::int, 'comment', $5::text), version = version + 1
     where tenant_id = $1::uuid and conversation_id = $2::uuid and client_id = 'auto:rating:' || $3::text returning *
   ) select ${MESSAGE_COLUMNS}, u.name as author_name from m
     left join member mb on m.author_kind = 'member' and mb.tenant_id = m.tenant_id and mb.id = m.author_id
     left join "user" u on u.id = mb.user_id`,
);

type Find = (sql: Sql) => Promise<Found>;
type Said = { score: number; comment: string };
/** The question was merged or split away between its finding and the lock. */
class Moved extends Error {}
const TRIES = 5;

async function rate(find: Find, said: Said, traceId: string): Promise<void> {
  for (let left = TRIES - 1; ; left--) {
    const found = await find(runtime().db.sql);
    const ctx = {
      tenantId: mintTenantId(found.tenant_id),
      actor: { kind: "system", name: "rating" } as const,
      traceId,
      ip: "",
    };
    try {
      tellLive(await runtime().db.transaction((tx) => record(tx, ctx, find, found, said)));
      return tellContacts({ tenantId: ctx.tenantId, ids: [found.contact_id], what: "updated" });
    } catch (error) {
      if (!(error instanceof Moved) || left === 0) throw error;
    }
  }
}

async function record(
  tx: Tx,
  ctx: TenantCtx<SystemActor>,
  find: Find,
  found: Found,
  { score, comment }: Said,
): Promise<CommittedChange[]> {
  const changes: CommittedChange[] = [];
  const conversationId = found.conversation_id;
  await changeIn(tx, ctx, conversationId, async (inner) => {
    // Under the conversation's lock nothing moves it any more.
    if ((await find(inner.sql)).conversation_id !== conversationId) throw new Moved();
    const [answer] = await inner.sql(ANSWER, [ctx.tenantId, found.id, score, comment]);
    if (!answer?.is_editable)
      throw new AppError("conflict", `A rating can be changed for ${EDITABLE_DAYS} days. They have passed.`);
    if (!answer.is_news) return null;
    const data = { type: "rating", ratingId: found.id, score, comment } as const;
    const author = { kind: "contact", id: found.contact_id } as const;
    const line = { ...botMessage(ctx, conversationId, { key: "", content: "", data }), author };
    const [appended] = await appendAll(inner.sql, [{ ...line, kind: "activity", clientId: null }]);
    if (appended) changes.push(appended.change);
    const [row] = await inner.sql(SHOW_ANSWER, [ctx.tenantId, conversationId, found.id, score, comment]);
    if (!row) return appended?.change ?? null;
    await publish(inner, ctx, { type: "message.updated", conversationId, messageId: row.id });
    const updated: CommittedChange = {
      tenantId: ctx.tenantId,
      eventId: newId(),
      type: "message.updated",
      row: await getManageableRow(inner.sql, ctx, conversationId),
      message: toMessage(row),
      authorName: row.author_name,
    };
    changes.push(updated);
    return updated;
  });
  return changes;
}
