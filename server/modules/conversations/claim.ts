import { AppError } from "../../core/errors";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import type { Act } from "./acts-schema";
import type { ChangeCtx } from "./change";

const TAKEN_BY = statement<{ name: string }>(
  "conversation_taken_by",
  `select u.name from conversation c
   join member m on m.tenant_id = c.tenant_id and m.id = c.assignee_id
   join "user" u on u.id = m.user_id
   where c.tenant_id = $1::uuid and c.id = $2::uuid and c.assignee_id <> $3::uuid
     and (c.inbox_id = any($4::uuid[]) or $5::boolean)`,
);

/** Whether the act takes what nobody had when it was asked for. */
export const isClaim = (act: Act): boolean => act.type === "assign" && act.isClaim === true;

/**
 * Who was quicker, as the refusal to tell: they may have taken it out of the sight of whoever asked too late, who saw it in
 * the queue a moment before. Null where nobody has it, or where they could not have seen it there.
 */
export async function takenRefusal(
  ctx: ChangeCtx,
  conversationId: string,
  seesAll = false,
): Promise<AppError | null> {
  if (ctx.actor.kind !== "member") return null;
  const { memberId, inboxIds, seesQueue } = ctx.actor;
  const [taken] = await runtime().db.sql(TAKEN_BY, [
    ctx.tenantId,
    conversationId,
    memberId,
    seesQueue ? inboxIds : [],
    seesAll,
  ]);
  return taken ? new AppError("conflict", `${taken.name} took this a moment before you.`) : null;
}
