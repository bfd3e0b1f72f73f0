import type { ChannelCapabilities } from "../../channels/contract";
import { clock } from "../../core/clock";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import type { Tx } from "../../infra/db";
import { enqueue } from "../../infra/outbox/enqueue";
import { wakeOutbox } from "../../infra/outbox/wake";
import { GESTURE_KIND } from "../conversations/append-sql";
import { changeConversation } from "../conversations/change";
import type { ConversationSummary } from "../conversations/schema";
import type { SummaryRow } from "../conversations/summary";
import { learn } from "../messages/facts";
import { type FactualRow, putChanged } from "../messages/put";
import { capabilitiesOf, refuseTooLong } from "../messages/window";
import type { OwedGesture } from "./gesture-job";
import { findMessage } from "./retry";
import type { EditMessage, ReactToMessage } from "./schema";

/** So often a provider is asked, within about half an hour; what it does not do by then is taken back. */
const TRIES = 8;

/**
 * The team's one reaction to a message, or none; shown at once and taken back where the provider will not have it. Throws
 * not_found, forbidden, conflict.
 */
export function reactToMessage(ctx: MemberCtx, input: ReactToMessage): Promise<ConversationSummary> {
  const { emoji } = input;
  return changeConversation(ctx, input.conversationId, async (tx, row) => {
    const message = await findMessage(tx, ctx, input);
    refuseUnless(await capabilitiesOf(tx.sql, row), "reaction", message);
    const at = now();
    const previous = message.meta?.reactions?.find(({ by }) => by === "us")?.emoji ?? null;
    if (previous === emoji) return null;
    const changed = learn(message, { type: "reaction", by: "us", author: "us", name: null, emoji, at });
    if (!changed) return null;
    await owe(tx, ctx, row, { type: "reaction", messageId: message.id, emoji, previous, at });
    return putChanged(tx.sql, message, done(changed));
  });
}

/** Other words for one's own message; what it said before stays in its history. Throws not_found, forbidden, conflict, bad_request. */
export function editMessage(ctx: MemberCtx, input: EditMessage): Promise<ConversationSummary> {
  const { content } = input;
  return changeConversation(ctx, input.conversationId, async (tx, row) => {
    const message = await findMessage(tx, ctx, input);
    const can = await capabilitiesOf(tx.sql, row);
    refuseUnless(can, "edit", message);
    refuseUnlessEditable(ctx, message, can);
    await refuseTooLong(tx.sql, row, content);
    if (content === message.content) return null;
    const at = now();
    const changed = learn(message, { type: "edit", content, at, author: "us" });
    if (!changed) return null;
    await owe(tx, ctx, row, { type: "edit", messageId: message.id, previous: message.content, at });
    return putChanged(tx.sql, message, done(changed));
  });
}

const now = () => new Date(clock.now()).toISOString();
/** What could not be done before is no longer of interest. */
const done = (message: FactualRow): FactualRow => {
  const { notDone: _, ...meta } = message.meta ?? {};
  return { ...message, meta };
};

function refuseUnless({ gestures }: ChannelCapabilities, kind: "reaction" | "edit", message: FactualRow) {
  if (!gestures?.includes(kind))
    throw new AppError("conflict", "The channel of this conversation does not know that.");
  if (message.external_id === null || message.kind === "note" || message.kind === "activity")
    throw new AppError("conflict", "This message is not with the customer.", { field: "messageId" });
}

function refuseUnlessEditable(ctx: MemberCtx, message: FactualRow, { editMinutes }: ChannelCapabilities) {
  if (message.author_kind !== "member" || message.author_id !== ctx.actor.memberId)
    throw new AppError("forbidden", "You can edit your own messages.");
  if (message.meta?.extra || message.data || message.content === "")
    throw new AppError("conflict", "Only words can be edited.", { field: "messageId" });
  if (editMinutes && clock.now() - message.created_at.getTime() > editMinutes * 60_000)
    throw new AppError("conflict", `A message can be edited for ${editMinutes} minutes after it was sent.`, {
      field: "messageId",
    });
}

/** In the conversation's lane, so that it comes after what was written before it. */
async function owe(tx: Tx, { tenantId, traceId }: MemberCtx, row: SummaryRow, payload: OwedGesture) {
  const entry = { kind: GESTURE_KIND, lane: `out:${row.id}`, idempotencyKey: `gesture_${newId()}` };
  await enqueue(tx.sql, [{ ...entry, tenantId, traceId, payload, maxAttempts: TRIES }]);
  tx.afterCommit(wakeOutbox);
}
