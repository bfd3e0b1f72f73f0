import { AppError } from "../../core/errors";
import { type Sql, statement } from "../../infra/db";
import type { Act } from "./acts-schema";
import type { ChangeCtx } from "./change";

const TAKEN_BY = statement<{ name: string }>(
  "conversation_taken_by",
  `select u.name from conversation c
   join member m on m.tenant_id = c.tenant_id and m.id = c.assignee_id
   join "user" u on u.id = m.user_id
   where c.tenant_id = $1::uuid and c.id = $2::uuid and c.assignee_id <> $3::uuid
     and ($5::boolean or (c.inbox_id = any($4::uuid[]) and exists (
       select 1 from message n where n.conversation_id = c.id and n.seq > c.last_seq - 20 and n.kind = 'activity'
         and n.created_at > now() - interval '1 minute' and n.data->>'type' = 'assigned'
         and n.data->>'previousAssigneeId' is null and n.data->>'assigneeId' = c.assignee_id::text)))`,
);

/** Whether the act takes what nobody had when it was asked for. */
export const isClaim = (act: Act): boolean => act.type === "assign" && act.isClaim === true;

/**
 * Who was quicker, as the refusal to tell: they may have taken it out of the sight of whoever asked too late, who saw it in
 * the queue a moment before. Null where nobody has it, or where they could not have seen it there: what was taken longer ago
 * than a minute is as if it did not exist. `seesAll`: whoever asks sees it still.
 */
export async function takenRefusal(
  sql: Sql,
  ctx: ChangeCtx,
  conversationId: string,
  seesAll = false,
): Promise<AppError | null> {
  if (ctx.actor.kind !== "member") return null;
  const { memberId, inboxIds, seesQueue } = ctx.actor;
  const [taken] = await sql(TAKEN_BY, [
    ctx.tenantId,
    conversationId,
    memberId,
    seesQueue ? inboxIds : [],
    seesAll,
  ]);
  return taken ? new AppError("conflict", `${taken.name} took this a moment before you.`) : null;
}
