import type { MemberCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import { runtime } from "../../infra/runtime";
import { doAct, noteUndoable, refusalOf, undoItem } from "../conversations/acts";
import type { Act, ActAnswer } from "../conversations/acts-schema";
import { changeIn } from "../conversations/change";
import { tellLive } from "../conversations/live";
import { getConversationRow } from "../conversations/queries";
import { toSummary } from "../conversations/summary";
import { sendMessage } from "./commands";
import { getMacro } from "./macros";
import type { MacroStep, RunMacro } from "./macros-schema";
import { sendTranscript } from "./transcript";

/**
 * Runs every step of a macro on each conversation, in its order. A step that is refused ends it for that conversation,
 * which is named; what was done before stays and can be taken back with the whole. Messages and mail cannot.
 */
export async function runMacro(ctx: MemberCtx, input: RunMacro): Promise<ActAnswer> {
  const macro = await getMacro(ctx, input.macroId);
  const undoId = newId();
  const answer: ActAnswer = { conversations: [], refused: [], undoId: null };
  let first: unknown;
  for (const id of new Set(input.conversationIds)) {
    try {
      for (const step of macro.actions) if (await runStep(ctx, id, step, undoId)) answer.undoId = undoId;
      answer.conversations.push(toSummary(await getConversationRow(runtime().db.sql, ctx, id)));
    } catch (error) {
      answer.refused.push(refusalOf(id, error));
      first ??= error;
    }
  }
  if (answer.conversations.length === 0) throw first;
  return answer;
}

/** Answers whether there is something to take back. */
async function runStep(ctx: MemberCtx, conversationId: string, step: MacroStep, undoId: string) {
  if (step.type === "transcript") {
    await sendTranscript(ctx, { conversationId, to: null });
    return false;
  }
  if (step.type === "note" || step.type === "reply") {
    const kind = step.type === "note" ? "note" : "outgoing";
    await sendMessage(ctx, { conversationId, clientId: newId(), kind, content: step.content, fileIds: [] });
    return false;
  }
  const act = actOf(ctx, step);
  const { told } = await runtime().db.transaction((tx) =>
    changeIn(tx, ctx, conversationId, async (tx, row) => {
      const done = await doAct(tx, ctx, row, act);
      if (done) await noteUndoable(tx, ctx, undoId, [undoItem(conversationId, done)]);
      return done?.told ?? null;
    }),
  );
  if (told) tellLive([told]);
  return told !== null;
}

function actOf(ctx: MemberCtx, step: Exclude<MacroStep, { type: "note" | "reply" | "transcript" }>): Act {
  if (step.type === "snooze") {
    const until = step.minutes && new Date(Date.now() + step.minutes * 60_000).toISOString();
    return { type: "snooze", until: until || null };
  }
  if (step.type === "assign" && step.assigneeId === "me")
    return { type: "assign", assigneeId: ctx.actor.memberId };
  return step as Act;
}
