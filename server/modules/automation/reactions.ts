import type { SystemActor, TenantCtx } from "../../core/ctx";
import type { DomainEvent } from "../../core/events";
import { enqueue } from "../../infra/outbox/enqueue";
import { runtime } from "../../infra/runtime";
import { askRating, owedQuestion } from "./ask-rating";
import { assignWaiting } from "./assignment";
import { answerOutOfHours, greet } from "./first-words";

/** Work has come, or somebody has room for it. */
export async function assignAfter(ctx: TenantCtx<SystemActor>, event: DomainEvent): Promise<void> {
  if (event.type === "member.availability_changed" && event.availability !== "online") return;
  // Given for the first time: nobody has become free.
  if (event.type === "conversation.assigned" && event.assigneeId && !event.previousAssigneeId) return;
  await assignWaiting(ctx);
}

export async function greetAfter(
  ctx: TenantCtx<SystemActor>,
  event: { conversationId: string },
): Promise<void> {
  await greet(ctx, event.conversationId);
}

/** Whether the inbox of the event `p` says anything to those who write out of hours. */
export const MAY_ANSWER = `exists (select 1 from conversation c join inbox i on i.id = c.inbox_id
  where c.id = p.conversation_id and i.workflow->'awayReply'->>'isOn' = 'true')
  and not exists (select 1 from message h where h.tenant_id = p.tenant_id and h.id = p.message_id and h.meta ? 'isHistory')`;

export async function answerAfterHours(
  ctx: TenantCtx<SystemActor>,
  event: { conversationId: string; messageId: string },
): Promise<void> {
  await answerOutOfHours(ctx, event);
}

export async function askAfterResolve(
  ctx: TenantCtx<SystemActor>,
  event: { conversationId: string; status: string; eventId: string; byContact?: boolean },
): Promise<void> {
  if (event.status !== "resolved") return;
  // Who ended it is still looking, and nobody of the team will take it back.
  if (event.byContact) return askRating(ctx, event.conversationId);
  await enqueue(runtime().db.sql, [owedQuestion(ctx, event.conversationId, event.eventId)]);
}
