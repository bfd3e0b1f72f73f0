import { z } from "zod";
import { getChannel } from "../../channels/registry";
import { clock } from "../../core/clock";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement, type Tx } from "../../infra/db";
import { enqueue } from "../../infra/outbox/enqueue";
import { type Handler, handler } from "../../infra/outbox/entry";
import { wakeOutbox } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { FETCH_KIND, OUT_KEY, SEND_KIND, SEND_TRIES } from "../conversations/append-sql";
import { type ChangeCtx, changeConversation } from "../conversations/change";
import { MESSAGE_COLUMNS } from "../conversations/message-row";
import type { ConversationSummary } from "../conversations/schema";
import { NEWS_MS } from "../deliveries/learn-failure";
import { NOT_FETCHED } from "../messages/parts";
import { type FactualRow, putMessage } from "../messages/put";
import type { MessageId } from "../messages/schema";
import { refuseOutsideWindow } from "../messages/window";
import { keepTry } from "./attempts";
import { outgoingParts } from "./outgoing-parts";

const FIND = statement<FactualRow>(
  "message_to_retry",
  `select ${MESSAGE_COLUMNS}, m.external_id from message m
   where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and m.id = $3::uuid and m.deleted_at is null`,
);
/**
 * The tries from the part on that has failed; those before it have arrived and stay. Of one that has not been answered the id
 * is known by what was said of it: said twice, it is not taken for what is said of the next try.
 */
const SUPERSEDE = statement<never>(
  "send_attempts_supersede",
  `with counted as (
     select id, outcome, row_number() over (partition by outcome order by number) as nth from send_attempt
     where tenant_id = $1::uuid and message_id = $2::uuid and superseded_at is null
   )
   update send_attempt a set superseded_at = now(),
     external_id = case when c.outcome is null or c.outcome = 'unconfirmed' then coalesce(a.external_id, $4::text) else a.external_id end
   from counted c
   where c.id = a.id and (c.outcome is distinct from 'sent' or c.nth >= $3::int)`,
);
const FORGET_ID = statement<never>(
  "message_forget_external_id",
  "update message set external_id = null where tenant_id = $1::uuid and id = $2::uuid",
);

/**
 * Sends a failed message again, as the same message and in its lane; of one that went as several, what has not gone. What its
 * provider still says of the earlier tries changes it no more. Throws not_found, forbidden, conflict.
 */
export function retryMessage(ctx: MemberCtx, input: MessageId): Promise<ConversationSummary> {
  return changeConversation(ctx, input.conversationId, async (tx, row) => {
    const message = await findMessage(tx, ctx, input);
    if (message.kind !== "outgoing" || message.status !== "failed")
      throw new AppError("conflict", "This message has not failed: there is nothing to send again.");
    if (message.error?.part === 0)
      throw new AppError(
        "conflict",
        "Some of this message has arrived, and the provider does not say what has not. Write what is missing anew.",
      );
    if (message.meta?.extra?.type !== "template") await refuseOutsideWindow(tx.sql, row);
    return sendAgain(tx, ctx, input.conversationId, message);
  });
}

/** From the part on that has failed, in the conversation's lane. */
async function sendAgain(tx: Tx, ctx: ChangeCtx, conversationId: string, message: FactualRow) {
  const target = { kind: "message", id: message.id };
  await audit(tx, ctx, { action: "message.retry", target, before: { error: message.error } });
  const first = message.error?.part ?? 1;
  await keepTry(tx.sql, { tenantId: ctx.tenantId, messageId: message.id });
  await tx.sql(SUPERSEDE, [ctx.tenantId, message.id, first, first === 1 ? message.external_id : null]);
  if (first === 1) await tx.sql(FORGET_ID, [ctx.tenantId, message.id]);
  const retries = (message.meta?.retries ?? 0) + 1;
  await owe(tx, ctx, {
    ...{ kind: SEND_KIND, lane: `out:${conversationId}`, maxAttempts: SEND_TRIES },
    ...{ idempotencyKey: `${OUT_KEY}${message.id}:${retries}`, messageId: message.id },
  });
  const { failed: _, ...times } = message.meta?.times ?? {};
  // Why it waited before it failed is over.
  const { waits: __, ...meta } = message.meta ?? {};
  return putMessage(tx.sql, {
    ...message,
    ...{ status: "queued" as const, error: null, meta: { ...meta, times, retries } },
    external_id: first === 1 ? null : message.external_id,
  });
}

const FAILED = statement<{ id: string; conversation_id: string; channel: string }>(
  "message_to_resend",
  `select m.id, m.conversation_id, b.channel from message m join inbox b on b.tenant_id = m.tenant_id and b.id = m.inbox_id
   where m.tenant_id = $1::uuid and m.inbox_id = $2::uuid and m.status = 'failed'
     and (m.external_id = $3::text or m.id = $4::uuid) limit 1`,
);

/**
 * Sends a message once more that its provider had taken and then could not deliver, though nothing may be wrong with it (Meta's
 * 131052 and 131053: "retry once"). Let be are one that has been sent again since, an old one, and one that goes as several, of
 * which the others may have arrived: a member may send those again.
 */
export const resendHandler: Handler = handler({
  payload: z.object({
    inboxId: z.uuid(),
    externalId: z.string(),
    messageId: z.uuid().nullable(),
    code: z.string(),
  }),
  async run(ctx, { inboxId, externalId, messageId, code }) {
    const [found] = await runtime().db.sql(FAILED, [ctx.tenantId, inboxId, externalId, messageId]);
    if (!found) return;
    const { id, conversation_id: conversationId, channel } = found;
    await changeConversation(ctx, conversationId, async (tx) => {
      const message = await findMessage(tx, ctx, { conversationId, messageId: id });
      const isOurs = message.status === "failed" && message.error?.code === code;
      const isFirst = !message.meta?.retries && message.error?.part !== 0;
      const isNew = message.created_at.getTime() > clock.now() - NEWS_MS;
      const isFit = isOurs && isFirst && isNew && !goesAsSeveral(channel, message);
      return isFit ? sendAgain(tx, ctx, conversationId, message) : null;
    });
  },
});

function goesAsSeveral(key: string, message: FactualRow): boolean {
  const channel = getChannel(key);
  if (!channel.wire) return false;
  const { id: messageId, tenant_id: tenantId, meta, content, attachments, data } = message;
  const words = { content, attachments, data, extra: meta?.extra ?? null };
  return outgoingParts({ ...words, tenantId, messageId, channel, wire: channel.wire, to: [] }).length > 1;
}

/** Fetches the files of a message once more that could not be had. Throws not_found, forbidden, conflict. */
export function refetchFiles(ctx: MemberCtx, input: MessageId): Promise<ConversationSummary> {
  return changeConversation(ctx, input.conversationId, async (tx) => {
    const message = await findMessage(tx, ctx, input);
    const files = message.meta?.files ?? [];
    if (!files.some(({ error }) => error))
      throw new AppError("conflict", "Nothing of this message is missing.");
    const retries = (message.meta?.retries ?? 0) + 1;
    await owe(tx, ctx, {
      ...{ kind: FETCH_KIND, idempotencyKey: `media_${message.id}:${retries}`, messageId: message.id },
    });
    const content = message.content
      .split("\n")
      .filter((line) => !NOT_FETCHED.test(line))
      .join("\n");
    const now = files.map((file) => ({ ...file, error: null }));
    return putMessage(tx.sql, { ...message, content, meta: { ...message.meta, files: now, retries } });
  });
}

/** A message that is not deleted. Throws not_found. */
export async function findMessage(
  tx: Tx,
  ctx: Pick<MemberCtx, "tenantId">,
  input: MessageId,
): Promise<FactualRow> {
  const [message] = await tx.sql(FIND, [ctx.tenantId, input.conversationId, input.messageId]);
  if (!message) throw new AppError("not_found", "This message is not here any more.", { field: "messageId" });
  return message;
}

async function owe(
  tx: Tx,
  { tenantId, traceId }: Pick<MemberCtx, "tenantId" | "traceId">,
  {
    messageId,
    ...entry
  }: { kind: string; lane?: string; idempotencyKey: string; messageId: string; maxAttempts?: number },
): Promise<void> {
  await enqueue(tx.sql, [{ ...entry, tenantId, traceId, payload: { messageId } }]);
  tx.afterCommit(wakeOutbox);
}
