import { AppError } from "../../core/errors";
import { type Statement, statement, type Tx } from "../../infra/db";
import { publish } from "../tenants/publish";
import { type ChangeCtx, recordActivity } from "./change";
import type { CommittedChange } from "./live";
import { refuseUnlessRoutable } from "./rules";
import type { Priority } from "./schema";
import type { SummaryRow } from "./summary";

const setter = (field: string, type: string): Statement<{ id: string }> =>
  statement(
    `conversation_set_${field}`,
    `update conversation set ${field} = $3::${type} where tenant_id = $1::uuid and id = $2::uuid returning id`,
  );
const SET_PRIORITY = setter("priority", "text::priority");
const SET_TEAM = setter("team_id", "uuid");
const SET_MUTED = setter("is_muted", "bool");

export async function setPriority(
  tx: Tx,
  ctx: ChangeCtx,
  row: SummaryRow,
  priority: Priority | null,
): Promise<CommittedChange | null> {
  if (row.priority === priority) return null;
  await tx.sql(SET_PRIORITY, [ctx.tenantId, row.id, priority]);
  const fact = { priority, previousPriority: row.priority };
  await publish(tx, ctx, { type: "conversation.prioritised", conversationId: row.id, ...fact });
  const told = await recordActivity(tx, ctx, row, { type: "priority", ...fact });
  return { ...told, type: "conversation.prioritised" };
}

const TEAM = statement<{ id: string }>(
  "team_by_id",
  "select id from team where tenant_id = $1::uuid and id = $2::uuid",
);

/** A team is given as an owner is: to one without a team by assign, from one team to another by transfer. */
export async function setTeam(
  tx: Tx,
  ctx: ChangeCtx,
  row: SummaryRow,
  teamId: string | null,
  isUndo = false,
): Promise<CommittedChange | null> {
  if (row.team_id === teamId) return null;
  if (!isUndo) refuseUnlessRoutable(ctx.actor, row.team_id);
  if (teamId && (await tx.sql(TEAM, [ctx.tenantId, teamId])).length === 0)
    throw new AppError("not_found", "That team is not here any more.", { field: "teamId" });
  await tx.sql(SET_TEAM, [ctx.tenantId, row.id, teamId]);
  const fact = { teamId, previousTeamId: row.team_id };
  await publish(tx, ctx, { type: "conversation.team_changed", conversationId: row.id, ...fact });
  const told = await recordActivity(tx, ctx, row, { type: "team", ...fact });
  return { ...told, type: "conversation.team_changed" };
}

/** A muted conversation notifies nobody, and what the contact writes does not reopen it. */
export async function setMuted(
  tx: Tx,
  ctx: ChangeCtx,
  row: SummaryRow,
  isMuted: boolean,
): Promise<CommittedChange | null> {
  if (row.is_muted === isMuted) return null;
  await tx.sql(SET_MUTED, [ctx.tenantId, row.id, isMuted]);
  await publish(tx, ctx, { type: "conversation.muted", conversationId: row.id, isMuted });
  const told = await recordActivity(tx, ctx, row, { type: "muted", isMuted });
  return { ...told, type: "conversation.muted" };
}

const LABELS = statement<{ id: string }>(
  "labels_by_ids",
  "select id from label where tenant_id = $1::uuid and id = any($2::uuid[])",
);
const ADD_LABELS = statement<{ id: string }>(
  "conversation_label_add",
  `insert into conversation_label (tenant_id, conversation_id, label_id)
   select $1::uuid, $2::uuid, unnest($3::uuid[]) on conflict do nothing returning label_id as id`,
);
const REMOVE_LABELS = statement<{ id: string }>(
  "conversation_label_remove",
  `delete from conversation_label where tenant_id = $1::uuid and conversation_id = $2::uuid and label_id = any($3::uuid[])
   returning label_id as id`,
);

export type Difference = { added: string[]; removed: string[]; told: CommittedChange };

/** Adds and takes off labels; what is there already stays. Throws not_found for a label that is not the tenant's. */
export async function setLabels(
  tx: Tx,
  ctx: ChangeCtx,
  row: SummaryRow,
  given: { add: readonly string[]; remove: readonly string[] },
): Promise<Difference | null> {
  const asked = [...new Set([...given.add, ...given.remove])];
  const known = await tx.sql(LABELS, [ctx.tenantId, asked]);
  if (known.length < asked.length)
    throw new AppError("not_found", "That label is not here any more.", { field: "labels" });
  const removed = (await tx.sql(REMOVE_LABELS, [ctx.tenantId, row.id, given.remove])).map(({ id }) => id);
  const added = (await tx.sql(ADD_LABELS, [ctx.tenantId, row.id, given.add])).map(({ id }) => id);
  if (added.length + removed.length === 0) return null;
  await publish(tx, ctx, { type: "conversation.labelled", conversationId: row.id });
  const told = await recordActivity(tx, ctx, row, { type: "labels", added, removed });
  return { added, removed, told: { ...told, type: "conversation.labelled" } };
}
