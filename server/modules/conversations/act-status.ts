import { z } from "zod";
import type { TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement, type Tx } from "../../infra/db";
import { enqueue } from "../../infra/outbox/enqueue";
import { type Handler, handler } from "../../infra/outbox/entry";
import type { Act } from "./acts-schema";
import { type ChangeCtx, changeConversation, putStatus } from "./change";
import type { CommittedChange } from "./live";
import { refuseUnlessStatusAllowed } from "./rules";
import type { SummaryRow } from "./summary";

export const WAKE_KIND = "conversation.wake";
const LONGEST_SNOOZE_MS = 5 * 366 * 86_400_000;
const Wake = z.object({ conversationId: z.uuid(), until: z.iso.datetime() });

/** Throws forbidden for a change of status the actor's role does not include. Null when there is nothing to change. */
export async function changeStatus(
  tx: Tx,
  ctx: ChangeCtx,
  row: SummaryRow,
  act: Extract<Act, { type: "status" }>,
): Promise<CommittedChange | null> {
  if (row.status === act.status) return null;
  refuseUnlessStatusAllowed(ctx.actor, act.status, row.status);
  return putStatus(tx, ctx, row, act.status);
}

/** Out of the open lists until a time or the contact's next message. Throws bad_request for a time that has passed. */
export async function snooze(
  tx: Tx,
  ctx: ChangeCtx,
  row: SummaryRow,
  until: Date | null,
): Promise<CommittedChange | null> {
  if (row.status === "snoozed" && row.snoozed_until?.getTime() === until?.getTime()) return null;
  const wait = until ? until.getTime() - Date.now() : 1;
  if (wait <= 0 || wait > LONGEST_SNOOZE_MS) {
    throw new AppError(
      "bad_request",
      wait <= 0
        ? "That time has passed. Choose a later one."
        : "A conversation sleeps five years at most. Choose an earlier time.",
      { field: "until" },
    );
  }
  refuseUnlessStatusAllowed(ctx.actor, "snoozed", row.status);
  const told = await putStatus(tx, ctx, row, "snoozed", until);
  if (until) await oweWaking(tx, ctx, row.id, until);
  return told;
}

/** The same time is owed once: an entry that finds the conversation awake or put off does nothing. */
async function oweWaking(tx: Tx, ctx: TenantCtx, conversationId: string, until: Date): Promise<void> {
  const at = until.toISOString();
  await enqueue(tx.sql, [
    {
      tenantId: ctx.tenantId,
      kind: WAKE_KIND,
      idempotencyKey: `wake:${conversationId}:${at}`,
      payload: { conversationId, until: at },
      runAt: until,
      traceId: ctx.traceId,
    },
  ]);
}

/** Wakes a snoozed conversation at its minute, unless it was put off, woken or deleted before. */
export function wakeHandler(): Handler {
  return handler({
    payload: Wake,
    async run(ctx, { conversationId, until }) {
      try {
        await changeConversation(ctx, conversationId, async (tx, row) =>
          row.status === "snoozed" && row.snoozed_until?.toISOString() === until
            ? putStatus(tx, ctx, row, "open")
            : null,
        );
      } catch (error) {
        if (!(error instanceof AppError && error.code === "not_found")) throw error;
      }
    },
  });
}

const RESTORE_WAITING = statement<{ id: string }>(
  "conversation_restore_waiting",
  `update conversation set waiting_since = $3::timestamptz
   where tenant_id = $1::uuid and id = $2::uuid and waiting_since is null returning id`,
);

/** Resolving forgets since when the contact waits; taking it back must not. Call before the act that tells the change. */
export async function restoreWaiting(
  tx: Tx,
  ctx: TenantCtx,
  conversationId: string,
  since: string,
): Promise<void> {
  await tx.sql(RESTORE_WAITING, [ctx.tenantId, conversationId, since]);
}
