import type { SystemActor, TenantCtx } from "../../core/ctx";
import { runtime } from "../../infra/runtime";
import { loadMemberById } from "../tenants/member-actor";
import { appendAll } from "./append";
import { releaseConversationsOf } from "./commands";
import { tellLive } from "./live";
import { followContact } from "./of-contact";
import { findConversationRows } from "./queries";

/** A member's access has changed: when they have left, their open work goes back to the queue. */
export async function releaseWorkOfLeaver(ctx: TenantCtx<SystemActor>, memberId: string): Promise<void> {
  if (await loadMemberById(runtime().db.sql, ctx.tenantId, memberId)) return;
  await releaseConversationsOf(ctx, memberId);
}

/** The contact's message has reopened the conversation: the thread says so, once. */
export async function recordReopening(
  ctx: TenantCtx<SystemActor>,
  event: {
    eventId: string;
    conversationId: string;
    status: string;
    previousStatus: string;
    byContact?: boolean;
  },
): Promise<void> {
  if (!event.byContact || event.status !== "open") return;
  const { sql } = runtime().db;
  const [row] = await findConversationRows(sql, ctx, [event.conversationId]);
  if (!row) return;
  const [appended] = await appendAll(sql, [
    {
      tenantId: ctx.tenantId,
      conversationId: row.id,
      identityId: null,
      kind: "activity",
      author: { kind: "contact", id: row.contact_id },
      clientId: `reopened:${event.eventId}`,
      content: "",
      attachments: [],
      data: { type: "status", status: "open", previousStatus: event.previousStatus },
      status: "sent",
      traceId: ctx.traceId,
    },
  ]);
  if (appended?.isNew) tellLive([{ ...appended.change, type: "conversation.status_changed" }]);
}

/** A contact has another name, e-mail or state: every open list and thread shows it. */
export function showContactChange(ctx: TenantCtx<SystemActor>, contactId: string): Promise<void> {
  return followContact(ctx, contactId);
}
