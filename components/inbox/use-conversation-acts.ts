"use client";

import { useTranslations } from "next-intl";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import { useWorkspace } from "../realtime/context";
import type { Failure } from "../trpc/failure";
import { showToast } from "../ui/toast-store";
import { useNames } from "./reference";

export type ConversationActs = ReturnType<typeof useConversationActs>;

/** Resolve, reopen and assign as a person does them: at once, said in a toast that can undo it, taken back when refused. */
export function useConversationActs() {
  const t = useTranslations("inbox");
  const { acts, me } = useWorkspace();
  const { members } = useNames();
  const holds = (permission: (typeof me.member.permissions)[number]) =>
    me.member.permissions.includes(permission);

  async function settle(asked: Promise<Failure | null>) {
    const failure = await asked;
    if (!failure) return;
    const text = failure.message ? t("notDone", { reason: failure.message }) : t("notDoneOffline");
    showToast({ tone: "problem", text });
  }

  function setStatus(conversation: ConversationSummary, status: "open" | "resolved") {
    if (conversation.status === status) return;
    const { id, contact } = conversation;
    const back = status === "open" ? "resolved" : "open";
    const canUndo = holds(back === "open" ? "conversation_reopen" : "conversation_resolve");
    showToast({
      text: t(status === "resolved" ? "resolvedToast" : "reopenedToast", { name: contact.name }),
      undo: canUndo ? () => void settle(acts.setStatus(id, back)) : undefined,
    });
    void settle(acts.setStatus(id, status));
  }

  function assign(conversation: ConversationSummary, assigneeId: string | null) {
    const before = conversation.assigneeId;
    if (before === assigneeId) return;
    const { id, contact } = conversation;
    const name = contact.name;
    const member =
      assigneeId === me.member.id ? t("you").toLowerCase() : (members.get(assigneeId ?? "")?.name ?? "");
    showToast({
      text: assigneeId ? t("assignedToast", { name, member }) : t("unassignedToast", { name }),
      undo: mayAssign(assigneeId, before) ? () => void settle(acts.assign(id, before)) : undefined,
    });
    void settle(acts.assign(id, assigneeId));
  }

  /** Taking unowned work needs nothing; giving it away, `assign`; moving what has an owner, `transfer`. */
  function mayAssign(from: string | null, to: string | null): boolean {
    if (from === to) return true;
    if (from !== null) return holds("conversation_transfer");
    return to === me.member.id || holds("conversation_assign");
  }

  return {
    resolve: (conversation: ConversationSummary) => setStatus(conversation, "resolved"),
    reopen: (conversation: ConversationSummary) => setStatus(conversation, "open"),
    assign,
    mayAssign,
    mayResolve: holds("conversation_resolve"),
    mayReopen: holds("conversation_reopen"),
  };
}
