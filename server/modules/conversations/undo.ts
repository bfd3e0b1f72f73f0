import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { restoreWaiting } from "./act-status";
import { doAct, refusalOf } from "./acts";
import type { Act, SummaryAct, UndoAnswer, UndoId, UndoItem } from "./acts-schema";
import { holdsAttributes } from "./attributes";
import { changeIn } from "./change";
import { tellLive } from "./live";
import { putRead } from "./reads";
import type { SummaryRow } from "./summary";
import { toSummary } from "./summary";

const TAKE = statement<{ data: UndoItem[] }>(
  "undoable_take",
  `update undoable set undone_at = now() where tenant_id = $1::uuid and id = $2::uuid and member_id = $3::uuid and kind = 'acts'
     and undone_at is null and created_at > now() - interval '14 days' returning data`,
);

/**
 * Takes back one of the member's own acts, on all conversations it changed. One that somebody has changed again since
 * stays as it is and is named. Throws not_found when it is not the member's, too old, or taken back already.
 */
export async function undoActs(ctx: MemberCtx, { undoId }: UndoId): Promise<UndoAnswer> {
  const { db } = runtime();
  const [taken] = await db.sql(TAKE, [ctx.tenantId, undoId, ctx.actor.memberId]);
  if (!taken) throw new AppError("not_found", "There is nothing left to undo here.");
  const answer: UndoAnswer = { conversations: [], reads: [], refused: [] };
  for (const item of [...taken.data].reverse()) {
    const { conversationId } = item;
    try {
      if ("read" in item) {
        const myRead = await putRead(ctx, conversationId, item.read.before, item.read.after);
        if (myRead) answer.reads.push({ conversationId, myRead });
      } else {
        answer.conversations.push(await takeBack(ctx, item));
      }
    } catch (error) {
      answer.refused.push(refusalOf(conversationId, error));
    }
  }
  return answer;
}

async function takeBack(ctx: MemberCtx, item: Extract<UndoItem, { did: Act }>) {
  const { conversationId, did, waitingSince } = item;
  const back = stillAhead(item.back);
  const { row, told } = await runtime().db.transaction((tx) =>
    changeIn(tx, ctx, conversationId, async (tx, row) => {
      const isStillSo =
        did.type === "attributes"
          ? await holdsAttributes(tx, ctx, conversationId, did.set)
          : isStill(row, did);
      if (!isStillSo) {
        throw new AppError(
          "conflict",
          `#${row.display_number} has been changed since and stays as it is now.`,
        );
      }
      if (waitingSince && row.status === "resolved")
        await restoreWaiting(tx, ctx, conversationId, waitingSince);
      return (await doAct(tx, ctx, row, back, true))?.told ?? null;
    }),
  );
  if (told) tellLive([told]);
  return toSummary(row);
}

/** A sleep whose hour has come meanwhile is over. */
function stillAhead(act: Act): Act {
  if (act.type !== "snooze" || act.until === null || Date.parse(act.until) > Date.now()) return act;
  return { type: "status", status: "open" };
}

/** Whether the conversation still is as the act has left it. */
function isStill(row: SummaryRow, did: SummaryAct): boolean {
  switch (did.type) {
    case "status":
      return row.status === did.status;
    case "snooze":
      return row.status === "snoozed" && (row.snoozed_until?.toISOString() ?? null) === did.until;
    case "assign":
      return row.assignee_id === did.assigneeId;
    case "team":
      return row.team_id === did.teamId;
    case "priority":
      return row.priority === did.priority;
    case "mute":
      return row.is_muted === did.isMuted;
    case "block":
      return row.contact_is_blocked === did.isBlocked;
    case "labels":
      return holds(row.label_ids, did);
    case "participants":
      return holds(row.participant_ids, did);
  }
}

function holds(ids: readonly string[], { add, remove }: { add: string[]; remove: string[] }): boolean {
  return add.every((id) => ids.includes(id)) && !remove.some((id) => ids.includes(id));
}
