import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { setLabels, setMuted, setPriority, setTeam } from "./act-fields";
import { setBlocked, setParticipants } from "./act-people";
import { changeStatus, snooze } from "./act-status";
import type { Act, ActAnswer, ActOn, Refused, UndoItem } from "./acts-schema";
import { setAttributes } from "./attributes";
import { type ChangeCtx, changeIn } from "./change";
import { isClaim, takenRefusal } from "./claim";
import { giveTo } from "./commands";
import { type CommittedChange, tellLive } from "./live";
import type { SummaryRow } from "./summary";
import { toSummary } from "./summary";

type Done = { told: CommittedChange; did: Act; back: Act; waitingSince?: string };

/**
 * Does one act on a conversation that changeIn has locked and vouched for; null when it is so already. `isUndo`: the act
 * takes back one of the actor's own, which needs no permission to route. Throws forbidden, not_found, bad_request, conflict.
 */
export async function doAct(
  tx: Tx,
  ctx: ChangeCtx,
  row: SummaryRow,
  act: Act,
  isUndo = false,
): Promise<Done | null> {
  const done = (told: CommittedChange | null, back: Act, did: Act = act): Done | null =>
    told && { told, did, back };
  switch (act.type) {
    case "status":
    case "snooze": {
      const told =
        act.type === "status"
          ? await changeStatus(tx, ctx, row, act)
          : await snooze(tx, ctx, row, act.until ? new Date(act.until) : null);
      const finished = done(told, statusOf(row));
      return finished && row.waiting_since
        ? { ...finished, waitingSince: row.waiting_since.toISOString() }
        : finished;
    }
    case "assign": {
      const { type, assigneeId } = act;
      const taken = isClaim(act) && row.assignee_id ? await takenRefusal(tx.sql, ctx, row.id, true) : null;
      if (taken) throw taken;
      const told = await giveTo(tx, ctx, row, assigneeId, isUndo);
      return done(told, { type, assigneeId: row.assignee_id }, { type, assigneeId });
    }
    case "team":
      return done(await setTeam(tx, ctx, row, act.teamId, isUndo), { type: "team", teamId: row.team_id });
    case "priority":
      return done(await setPriority(tx, ctx, row, act.priority), {
        type: "priority",
        priority: row.priority,
      });
    case "mute":
      return done(await setMuted(tx, ctx, row, act.isMuted), { type: "mute", isMuted: row.is_muted });
    case "block":
      return done(await setBlocked(tx, ctx, row, act.isBlocked), {
        type: "block",
        isBlocked: row.contact_is_blocked,
      });
    case "attributes": {
      const made = await setAttributes(tx, ctx, row, act.set);
      if (!made) return null;
      return done(
        made.told,
        { type: "attributes", set: made.before },
        { type: "attributes", set: made.after },
      );
    }
    case "labels":
    case "participants": {
      const made = await (act.type === "labels" ? setLabels : setParticipants)(tx, ctx, row, act);
      if (!made) return null;
      const { added, removed, told } = made;
      return done(
        told,
        { type: act.type, add: removed, remove: added },
        { type: act.type, add: added, remove: removed },
      );
    }
  }
}

/** The act that brings back the status this row has. */
function statusOf(row: SummaryRow): Act {
  if (row.status !== "snoozed") return { type: "status", status: row.status };
  return { type: "snooze", until: row.snoozed_until?.toISOString() ?? null };
}

const NOTE_UNDOABLE = statement<{ id: string }>(
  "undoable_note",
  `insert into undoable as u (id, tenant_id, member_id, kind, data) values ($1::uuid, $2::uuid, $3::uuid, 'acts', $4::text::jsonb)
   on conflict (id) do update set data = u.data || excluded.data returning id`,
);

/** Notes what was done, in the transaction that does it; items of one id are taken back together. System acts are not. */
export async function noteUndoable(
  tx: Tx,
  ctx: ChangeCtx,
  undoId: string,
  items: readonly UndoItem[],
): Promise<void> {
  if (ctx.actor.kind !== "member" || items.length === 0) return;
  await tx.sql(NOTE_UNDOABLE, [undoId, ctx.tenantId, ctx.actor.memberId, JSON.stringify(items)]);
}

/** What can be taken back of one conversation. */
export function undoItem(conversationId: string, done: Done): UndoItem {
  const { did, back, waitingSince } = done;
  return { conversationId, did, back, ...(waitingSince && { waitingSince }) };
}

/**
 * One act on up to 100 conversations, each in a transaction of its own, so that no lock is held for long and one refusal
 * does not stop the rest. Throws the refusal when there was nothing but refusals.
 */
export async function actOn(ctx: ChangeCtx, { conversationIds, act }: ActOn): Promise<ActAnswer> {
  const undoId = newId();
  const answer: ActAnswer = { conversations: [], refused: [], undoId: null };
  let first: unknown;
  for (const id of new Set(conversationIds)) {
    try {
      const { row, told } = await runtime().db.transaction((tx) =>
        changeIn(tx, ctx, id, async (tx, row) => {
          const done = await doAct(tx, ctx, row, act);
          if (done) await noteUndoable(tx, ctx, undoId, [undoItem(id, done)]);
          return done?.told ?? null;
        }),
      );
      if (told) {
        tellLive([told]);
        answer.undoId = undoId;
      }
      answer.conversations.push(toSummary(row));
    } catch (raised) {
      const mayBeTaken = isClaim(act) && raised instanceof AppError;
      const error = (mayBeTaken && (await takenRefusal(runtime().db.sql, ctx, id))) || raised;
      answer.refused.push(refusalOf(id, error));
      first ??= error;
    }
  }
  if (answer.conversations.length === 0) throw first;
  return answer;
}

/** A refusal in words; anything else is a bug and rises. */
export function refusalOf(conversationId: string, error: unknown): Refused {
  if (!(error instanceof AppError)) throw error;
  return { conversationId, code: error.code, reason: error.message };
}
