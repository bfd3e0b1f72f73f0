import type { MemberActor, SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import type { ActivityData } from "../messages/schema";
import { publish } from "../tenants/publish";
import { appendAll } from "./append";
import { type CommittedChange, tellLive } from "./live";
import { getManageableRow } from "./queries";
import type { ConversationStatus, ConversationSummary } from "./schema";
import { type SummaryRow, toSummary } from "./summary";

/** Whoever changes conversations: a member within what they may, or a job or reaction of ours. */
export type ChangeCtx = TenantCtx<MemberActor | SystemActor>;

const LOCK = statement<{ id: string }>(
  "conversation_lock",
  "select c.id from conversation c where c.tenant_id = $1::uuid and c.id = $2::uuid for update",
);

/**
 * Every act on one conversation: locks it, reads it as this actor may change it, so that `work` decides on the latest, and
 * tells its viewers after the commit. `work` answers null when there is nothing to change. Throws not_found, forbidden.
 */
export async function changeConversation(
  ctx: ChangeCtx,
  conversationId: string,
  work: (tx: Tx, row: SummaryRow) => Promise<CommittedChange | null>,
): Promise<ConversationSummary> {
  const { row, told } = await runtime().db.transaction((tx) => changeIn(tx, ctx, conversationId, work));
  if (told) tellLive([told]);
  return toSummary(row);
}

/** As changeConversation, inside a transaction of the caller, who tells the viewers after its commit. */
export async function changeIn(
  tx: Tx,
  ctx: ChangeCtx,
  conversationId: string,
  work: (tx: Tx, row: SummaryRow) => Promise<CommittedChange | null>,
): Promise<{ row: SummaryRow; told: CommittedChange | null }> {
  await tx.sql(LOCK, [ctx.tenantId, conversationId]);
  const row = await getManageableRow(tx.sql, ctx, conversationId);
  const told = await work(tx, row);
  return { row: told?.row ?? row, told };
}

/** Writes the activity line that says who did it; it also moves the conversation's version on. `isContact`: the contact did. */
export async function recordActivity(
  tx: Tx,
  ctx: ChangeCtx,
  row: SummaryRow,
  data: ActivityData,
  isContact = false,
): Promise<CommittedChange> {
  const { actor } = ctx;
  const member = actor.kind === "member" && ({ kind: "member", id: actor.memberId } as const);
  const contact = isContact && ({ kind: "contact", id: row.contact_id } as const);
  const [appended] = await appendAll(tx.sql, [
    {
      tenantId: ctx.tenantId,
      conversationId: row.id,
      identityId: null,
      kind: "activity",
      author: contact || member || { kind: "system", id: null },
      clientId: null,
      content: "",
      attachments: [],
      data,
      status: "sent",
      traceId: ctx.traceId,
    },
  ]);
  if (!appended) throw new AppError("not_found", "This conversation is not here, or it is not yours to see.");
  return appended.change;
}

const SET_ASSIGNEE = statement<{ id: string }>(
  "conversation_set_assignee",
  "update conversation set assignee_id = $3::uuid where tenant_id = $1::uuid and id = $2::uuid returning id",
);

/** The owner changes, with its event and its line in the thread. */
export async function passOn(
  tx: Tx,
  ctx: ChangeCtx,
  row: SummaryRow,
  assigneeId: string | null,
): Promise<CommittedChange> {
  await tx.sql(SET_ASSIGNEE, [ctx.tenantId, row.id, assigneeId]);
  const fact = { assigneeId, previousAssigneeId: row.assignee_id };
  const byMemberId = ctx.actor.kind === "member" ? ctx.actor.memberId : null;
  await publish(tx, ctx, { type: "conversation.assigned", conversationId: row.id, ...fact, byMemberId });
  const told = await recordActivity(tx, ctx, row, { type: "assigned", ...fact });
  return { ...told, type: "conversation.assigned", before: { assigneeId: row.assignee_id } };
}

const SET_STATUS = statement<{ id: string }>(
  "conversation_set_status",
  `update conversation set status = $3::text::conversation_status, snoozed_until = $4::timestamptz,
     waiting_since = case when $3::text = 'resolved' then null else waiting_since end,
     resolved_at = case when $3::text = 'resolved' then now() end
   where tenant_id = $1::uuid and id = $2::uuid returning id`,
);

/** The status changes, with its event and its line in the thread. `snoozedUntil` is for snoozed alone; null: until the next message. */
export async function putStatus(
  tx: Tx,
  ctx: ChangeCtx,
  row: SummaryRow,
  status: ConversationStatus,
  snoozedUntil: Date | null = null,
): Promise<CommittedChange> {
  await tx.sql(SET_STATUS, [ctx.tenantId, row.id, status, snoozedUntil]);
  const fact = { status, previousStatus: row.status };
  await publish(tx, ctx, { type: "conversation.status_changed", conversationId: row.id, ...fact });
  const until = snoozedUntil && { until: snoozedUntil.toISOString() };
  const told = await recordActivity(tx, ctx, row, { type: "status", ...fact, ...until });
  return { ...told, type: "conversation.status_changed" };
}

/** The contact says that it is done: resolved, with its event and a line in their own name. */
export async function endByContact(tx: Tx, ctx: ChangeCtx, row: SummaryRow): Promise<CommittedChange> {
  await tx.sql(SET_STATUS, [ctx.tenantId, row.id, "resolved", null]);
  const fact = { status: "resolved", previousStatus: row.status, byContact: true };
  await publish(tx, ctx, { type: "conversation.status_changed", conversationId: row.id, ...fact });
  const told = await recordActivity(tx, ctx, row, { type: "ended" }, true);
  return { ...told, type: "conversation.status_changed" };
}
