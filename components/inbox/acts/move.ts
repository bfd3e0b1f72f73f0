import type { MergeAnswer } from "../../../server/modules/conversations/merge-schema";
import type { Workspace } from "../../realtime/context";
import { applyConversation } from "../../realtime/model";
import { failureOf } from "../../trpc/failure";
import { showToast } from "../../ui/toast-store";
import type { ActEnv } from "./use-act-env";

type Said = { workspace: Workspace; t: ActEnv["t"] };

/** Merges or splits, says so with an Undo, and shows where what was moved is now. */
export async function moveConversations(
  given: Said & { ask: () => Promise<MergeAnswer>; said: string; onMoved: () => void; back: () => void },
): Promise<void> {
  const { workspace, t, ask, said, onMoved, back } = given;
  const answer = await take({ workspace, t }, ask);
  if (!answer) return;
  onMoved();
  showToast({ text: said, undo: () => void undoMove({ workspace, t }, answer.undoId).then(back) });
}

/** Takes a merge or a split back: from the toast, or for 14 days from the line in the thread. */
export async function undoMove(said: Said, undoId: string): Promise<void> {
  const answer = await take(said, () => said.workspace.api.conversations.undoMove.mutate({ undoId }));
  if (answer) showToast({ text: said.t("move.undone") });
}

async function take({ workspace, t }: Said, ask: () => Promise<MergeAnswer>): Promise<MergeAnswer | null> {
  const { engine } = workspace;
  try {
    const answer = await ask();
    for (const conversation of answer.conversations) applyConversation(engine.model, conversation);
    engine.loader.fillOpenThread();
    engine.loader.countSoon();
    engine.changed();
    return answer;
  } catch (error) {
    const { message } = failureOf(error);
    showToast({ tone: "problem", text: message ? t("notDone", { reason: message }) : t("notDoneOffline") });
    return null;
  }
}
