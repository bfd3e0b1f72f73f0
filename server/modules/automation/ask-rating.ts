import { createHmac } from "node:crypto";
import { z } from "zod";
import { getChannel } from "../../channels/registry";
import type { MemberCtx, SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";
import { handler, type OwedEntry } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { purposeKey, sha256Hex } from "../../infra/signing";
import { audit } from "../audit/audit";
import { appendAll, type NewMessage } from "../conversations/append";
import { changeIn } from "../conversations/change";
import { tellLive } from "../conversations/live";
import type { SummaryRow } from "../conversations/summary";
import { findWorkflow } from "../inboxes/settings";
import type { RatingLook } from "../messages/schema";
import { botMessage } from "./bot-message";

/** Chatwoot's too (peers.md §6). */
export const EDITABLE_DAYS = 14;
/** Of a rating `r`. */
export const IS_EDITABLE = `r.asked_at > now() - interval '${EDITABLE_DAYS} days'`;
/** Where the inbox has no words of its own; also above a link that came without a message. */
export const DEFAULT_QUESTION = "How did we do?";

const MAY_ASK = statement<{ contact_id: string; assignee_id: string | null }>(
  "rating_may_ask",
  `select c.contact_id, c.assignee_id from conversation c join contact k on k.id = c.contact_id
   where c.tenant_id = $1::uuid and c.id = $2::uuid and c.status = 'resolved' and c.merged_into_id is null
     and c.resolved_at <= now() - make_interval(secs => $3::int)
     and not c.is_muted and not k.is_blocked
     and exists (select 1 from message m where m.conversation_id = c.id and m.kind = 'outgoing' and m.author_kind = 'member')
     and not exists (select 1 from rating r where r.conversation_id = c.id and r.asked_at >= (
       select max(m.created_at) from message m where m.conversation_id = c.id and m.kind = 'incoming'))
   for update of c`,
);

export const ASK_KIND = "automation.ask_rating";
/** As long as the toast offers to undo the resolve, the customer is not asked. */
const UNDO_SECONDS = 10;

/** The question after a resolve, held until the resolve can hardly be undone any more. */
export function owedQuestion(ctx: TenantCtx, conversationId: string, key: string): OwedEntry {
  return {
    tenantId: ctx.tenantId,
    kind: ASK_KIND,
    idempotencyKey: `${ASK_KIND}:${key}`,
    payload: { conversationId },
    runAt: new Date(Date.now() + (UNDO_SECONDS + 1) * 1000),
    traceId: ctx.traceId,
  };
}

/** Of two resolves with an undo between them the later one asks. */
export const askHandler = handler({
  payload: z.object({ conversationId: z.uuid() }),
  run: (ctx, { conversationId }) => askRating(ctx, conversationId, UNDO_SECONDS),
});

/**
 * Asks the contact of a conversation that has been resolved for so many seconds, where the inbox wants it and its channel can
 * carry it.
 */
export async function askRating(
  ctx: TenantCtx<SystemActor>,
  conversationId: string,
  settledSeconds = 0,
): Promise<void> {
  const { db } = runtime();
  const found = await findWorkflow(db.sql, ctx.tenantId, conversationId);
  const { look } = found?.workflow.rating ?? {};
  const question = found?.workflow.rating.question.trim();
  const carries = found?.takesRating && getChannel(found.channel).capabilities.rating;
  if (!found?.workflow.rating.isOn || !question || !carries) return;
  const change = await db.transaction(async (tx) => {
    const [asked] = await tx.sql(MAY_ASK, [ctx.tenantId, conversationId, settledSeconds]);
    if (!asked) return null;
    const ratingId = await makeRating(tx, ctx, conversationId, asked);
    const message = botMessage(ctx, conversationId, questionOf(ratingId, { question, look }, carries));
    const [appended] = await appendAll(tx.sql, [message]);
    return appended?.change ?? null;
  });
  if (change) tellLive([change]);
}

/** The customer's client shows the five faces itself, or the words carry the link to them. */
export function questionOf(
  ratingId: string,
  { question, look }: { question: string; look?: RatingLook },
  carries: "faces" | "link",
) {
  const content = carries === "faces" ? question : `${question}\n${linkOf(ratingId)}`;
  const data = { type: "rating", ratingId, score: null, comment: "", look } as const;
  return { key: `rating:${ratingId}`, content, data };
}

/**
 * A member asks now, in their own name. Throws AppError("not_found"), "forbidden", "conflict" (asked already, blocked, merged
 * away, or a channel that cannot carry it).
 */
export async function requestRating(ctx: MemberCtx, conversationId: string): Promise<void> {
  const { db } = runtime();
  const found = await findWorkflow(db.sql, ctx.tenantId, conversationId);
  const { told } = await db.transaction((tx) =>
    changeIn(tx, ctx, conversationId, async (inner, row) => {
      const carries = found?.takesRating && getChannel(found.channel).capabilities.rating;
      if (!carries) throw new AppError("conflict", "This channel cannot carry a rating.");
      if (row.contact_is_blocked) {
        throw new AppError("conflict", `${row.contact_name} is blocked and would not see the question.`);
      }
      const open = await openRating(inner, ctx, row);
      if (open.isAsked) {
        throw new AppError(
          "conflict",
          `You have asked ${row.contact_name} already. The question stands above.`,
        );
      }
      const { look } = found.workflow.rating;
      const question = found.workflow.rating.question.trim() || DEFAULT_QUESTION;
      const said = botMessage(ctx, conversationId, questionOf(open.id, { question, look }, carries));
      const author = { kind: "member", id: ctx.actor.memberId } as const;
      const message: NewMessage = { ...said, author };
      const [appended] = await appendAll(inner.sql, [message]);
      if (!appended) {
        throw new AppError(
          "conflict",
          "This conversation has been merged already. Open the one it went into.",
        );
      }
      return appended.change;
    }),
  );
  if (told) tellLive([told]);
}

/**
 * The address at which the customer rates this conversation, for a member to hand out. Whoever holds it can rate, so it is
 * audited. Throws not_found, forbidden.
 */
export async function getRatingLink(ctx: MemberCtx, conversationId: string): Promise<{ url: string }> {
  let ratingId = "";
  await runtime().db.transaction((tx) =>
    changeIn(tx, ctx, conversationId, async (inner, row) => {
      ratingId = (await openRating(inner, ctx, row)).id;
      const target = { kind: "conversation", id: conversationId };
      await audit(inner, ctx, { action: "conversation.rating_link", target, after: { ratingId } });
      return null;
    }),
  );
  return { url: linkOf(ratingId) };
}

const OPEN = statement<{ id: string; isAsked: boolean }>(
  "rating_open",
  `select r.id, exists (select 1 from message m where m.conversation_id = r.conversation_id
     and m.client_id = 'auto:rating:' || r.id) as "isAsked"
   from rating r where r.tenant_id = $1::uuid and r.conversation_id = $2::uuid and ${IS_EDITABLE}
     and not exists (select 1 from message m where m.conversation_id = r.conversation_id and m.kind = 'incoming'
       and m.created_at > coalesce(r.answered_at, r.asked_at))
   order by r.asked_at desc limit 1`,
);

/** The rating that the customer can still give or change; a new one where they have written since. Under the conversation's lock. */
async function openRating(
  tx: Tx,
  ctx: MemberCtx,
  row: SummaryRow,
): Promise<{ id: string; isAsked: boolean }> {
  const [open] = await tx.sql(OPEN, [ctx.tenantId, row.id]);
  return open ?? { id: await makeRating(tx, ctx, row.id, row), isAsked: false };
}

async function makeRating(
  tx: Tx,
  ctx: TenantCtx,
  conversationId: string,
  { contact_id: contactId, assignee_id: assigneeId }: { contact_id: string; assignee_id: string | null },
): Promise<string> {
  const id = newId();
  const { tenantId } = ctx;
  const tokenHash = sha256Hex(ratingToken(id));
  await tx.prisma.rating.create({ data: { id, tenantId, conversationId, contactId, assigneeId, tokenHash } });
  return id;
}

/** The secret of a rating's link, which can be made again at any time: only its hash is stored. */
export function ratingToken(ratingId: string): string {
  return createHmac("sha256", purposeKey(runtime().secrets.appSecret, "rating"))
    .update(ratingId)
    .digest("base64url");
}

function linkOf(ratingId: string): string {
  return `${runtime().appUrl}/rate/${ratingToken(ratingId)}`;
}
