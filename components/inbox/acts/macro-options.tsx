import { Zap } from "lucide-react";
import type { Choice } from "../../commands/registry";
import { applyConversation } from "../../realtime/model";
import { failureOf } from "../../trpc/failure";
import { showToast } from "../../ui/toast-store";
import { selection } from "./selection-store";
import type { ActEnv } from "./use-act-env";

/** One's own macros and the shared ones; run on all that the list was opened for. */
export async function macroOptions(env: ActEnv): Promise<Choice[]> {
  const macros = await env.workspace.api.macros.list.query();
  return macros.map((macro) => ({
    id: macro.id,
    words: macro.name,
    hint: macro.isShared ? env.t("sharedMacro") : undefined,
    icon: <Zap aria-hidden="true" size={14} strokeWidth={1.75} />,
    run: () => void runMacro(env, macro),
  }));
}

async function runMacro({ about, workspace, t }: ActEnv, macro: { id: string; name: string }): Promise<void> {
  const { api, acts, engine } = workspace;
  try {
    const conversationIds = about.map(({ id }) => id);
    const { conversations, refused, undoId } = await api.macros.run.mutate({
      macroId: macro.id,
      conversationIds,
    });
    for (const conversation of conversations) applyConversation(engine.model, conversation);
    engine.loader.fillOpenThread();
    engine.loader.countSoon();
    engine.changed();
    selection.clear();
    const undo = undoId ? () => void acts.undo(undoId) : undefined;
    const [first] = refused;
    const total = conversationIds.length;
    if (first) {
      const partly = { done: total - refused.length, total, refused: refused.length, reason: first.reason };
      showToast({ tone: "problem", text: t("partly", partly), undo });
    } else showToast({ text: t("ranMacro", { name: macro.name }), undo });
  } catch (error) {
    const { message } = failureOf(error);
    showToast({ tone: "problem", text: message ? t("notDone", { reason: message }) : t("notDoneOffline") });
  }
}
