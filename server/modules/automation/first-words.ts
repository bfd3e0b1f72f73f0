import type { SystemActor, TenantCtx } from "../../core/ctx";
import { isOpen, wallClock } from "../../core/hours";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { InboxWorkflow } from "../inboxes/schema";
import { appendAndTell } from "../messages/commands";
import { TenantSettings } from "../tenants/schema";
import { botMessage } from "./bot-message";

/** Nobody who has just been answered is told that nobody is there (peers.md §2). */
const ANSWERED_WITHIN_MS = 5 * 60_000;

const GREETING = statement<{ text: string }>(
  "greeting_of_conversation",
  `select i.workflow->'greeting'->>'text' as text from conversation c
   join inbox i on i.id = c.inbox_id and i.disabled_at is null and i.workflow->'greeting'->>'isOn' = 'true'
   join contact k on k.id = c.contact_id and not k.is_blocked
   join message m on m.conversation_id = c.id and m.seq = 1 and m.kind = 'incoming'
   where c.tenant_id = $1::uuid and c.id = $2::uuid`,
);

/** Answers the message that began a conversation with the inbox's greeting, once. */
export async function greet(ctx: TenantCtx<SystemActor>, conversationId: string): Promise<void> {
  const [found] = await runtime().db.sql(GREETING, [ctx.tenantId, conversationId]);
  const content = found?.text.trim();
  if (content) await appendAndTell(botMessage(ctx, conversationId, { key: "greeting", content }));
}

const AWAY = statement<{
  at: Date;
  workflow: unknown;
  settings: unknown;
  time_zone: string;
  answered_at: Date | null;
}>(
  "away_reply_of_message",
  `select m.created_at as at, i.workflow, t.settings, t.time_zone,
     (select max(o.created_at) from message o where o.conversation_id = c.id and o.kind = 'outgoing'
       and o.author_kind = 'member' and o.seq > m.seq - 100) as answered_at
   from message m
   join conversation c on c.id = m.conversation_id and not c.is_muted
   join inbox i on i.id = c.inbox_id and i.disabled_at is null and i.workflow->'awayReply'->>'isOn' = 'true'
   join contact k on k.id = c.contact_id and not k.is_blocked
   join tenant t on t.id = m.tenant_id
   where m.tenant_id = $1::uuid and m.id = $2::uuid and m.kind = 'incoming'`,
);

/** Answers a message that comes out of hours, once a day by the clock of the business. */
export async function answerOutOfHours(
  ctx: TenantCtx<SystemActor>,
  event: { conversationId: string; messageId: string },
): Promise<void> {
  const [found] = await runtime().db.sql(AWAY, [ctx.tenantId, event.messageId]);
  if (!found) return;
  const { hours, awayReply } = InboxWorkflow.parse(found.workflow);
  const content = awayReply.text.trim();
  const { at, time_zone: zone, answered_at: answeredAt } = found;
  if (!content || isOpen(hours ?? TenantSettings.parse(found.settings).hours, zone, at)) return;
  if (answeredAt && at.getTime() - answeredAt.getTime() < ANSWERED_WITHIN_MS) return;
  const key = `away:${wallClock(at, zone).day}`;
  await appendAndTell(botMessage(ctx, event.conversationId, { key, content }));
}
