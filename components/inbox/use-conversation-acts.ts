"use client";

import { useTranslations } from "next-intl";
import type { SummaryAct } from "../../server/modules/conversations/acts-schema";
import type { ConversationSummary } from "../../server/modules/conversations/schema";
import type { Outcome } from "../realtime/acts";
import { useWorkspace } from "../realtime/context";
import { showToast } from "../ui/toast-store";
import { useActToast } from "./use-act-toast";

export type ConversationActs = ReturnType<typeof useConversationActs>;

const ADMINISTRATORS: readonly string[] = ["owner", "administrator"];

/**
 * What a person does to one conversation or many: at once, said in a toast that can undo it, taken back when refused.
 * Each `may…` is what the role allows; the server has the last word.
 */
export function useConversationActs() {
  const t = useTranslations("acts");
  const { acts, me } = useWorkspace();
  const toast = useActToast();
  const holds = (permission: (typeof me.member.permissions)[number]) =>
    me.member.permissions.includes(permission);

  /** Shows the toast at once and corrects it when some or all were refused. */
  async function settle(asked: Promise<Outcome>, total: number, undo?: () => void) {
    const { failure, refused } = await asked;
    if (failure) {
      const text = failure.message ? t("notDone", { reason: failure.message }) : t("notDoneOffline");
      showToast({ tone: "problem", text });
    } else if (refused.length) {
      const reason = refused[0]!.reason;
      const text = t("partly", { done: total - refused.length, total, refused: refused.length, reason });
      showToast({ tone: "problem", text, undo: total > refused.length ? undo : undefined });
    }
  }

  function undoing(asked: Promise<Outcome>): () => void {
    return () =>
      void asked.then(({ undoId }) => {
        if (undoId) void settle(acts.undo(undoId), 1);
      });
  }

  /** Those that the act would not change are left out. */
  function run(conversations: readonly ConversationSummary[], act: SummaryAct) {
    const changing = conversations.filter((conversation) => !isSo(conversation, act));
    if (changing.length === 0) return;
    const ids = changing.map(({ id }) => id);
    // Taken as what nobody has: who comes second is told so instead of taking it away again.
    const isClaim =
      act.type === "assign" && act.assigneeId === me.member.id && changing.every((c) => !c.assigneeId);
    const asked = acts.act(ids, isClaim ? { ...act, isClaim } : act);
    const undo = mayUndo(act) ? undoing(asked) : undefined;
    showToast({ text: toast(changing, act), undo });
    void settle(asked, ids.length, undo);
  }

  function setRead(conversations: readonly ConversationSummary[], isRead: boolean) {
    if (conversations.length === 0) return;
    const asked = acts.setRead(
      conversations.map(({ id }) => id),
      isRead,
    );
    const undo = undoing(asked);
    const count = conversations.length;
    const name = conversations[0]!.contact.name;
    showToast({ text: t(isRead ? "done.read" : "done.unread", { count, name }), undo });
    void settle(asked, count, undo);
  }

  const mayResolve = holds("conversation_resolve");
  const mayReopen = holds("conversation_reopen");
  function mayUndo(act: SummaryAct): boolean {
    if (act.type !== "status") return true;
    return act.status === "resolved" ? mayReopen : mayResolve;
  }

  return {
    run,
    setRead,
    resolve: (conversation: ConversationSummary) =>
      run([conversation], { type: "status", status: "resolved" }),
    reopen: (conversation: ConversationSummary) => run([conversation], { type: "status", status: "open" }),
    assign: (conversation: ConversationSummary, assigneeId: string | null) =>
      run([conversation], { type: "assign", assigneeId }),
    /** Taking unowned work needs nothing; giving it away, `assign`; moving what has an owner, `transfer`. */
    mayAssign(from: string | null, to: string | null): boolean {
      if (from === to) return true;
      if (from !== null) return holds("conversation_transfer");
      return to === me.member.id || holds("conversation_assign");
    },
    mayRoute: (teamId: string | null) => holds(teamId ? "conversation_transfer" : "conversation_assign"),
    mayResolve,
    mayReopen,
    mayBlock: holds("contact_update"),
    mayMakeLabels: holds("settings_account"),
    mayDelete: holds("conversation_manage_all") && ADMINISTRATORS.includes(me.member.role),
  };
}

/** Whether the conversation is as the act would leave it. */
function isSo(conversation: ConversationSummary, act: SummaryAct): boolean {
  switch (act.type) {
    case "status":
      return conversation.status === act.status;
    case "snooze":
      return conversation.status === "snoozed" && conversation.snoozedUntil === act.until;
    case "assign":
      return conversation.assigneeId === act.assigneeId;
    case "team":
      return conversation.teamId === act.teamId;
    case "priority":
      return conversation.priority === act.priority;
    case "mute":
      return conversation.isMuted === act.isMuted;
    case "block":
      return conversation.contact.isBlocked === act.isBlocked;
    case "labels":
      return holdsAll(conversation.labelIds, act);
    case "participants":
      return holdsAll(conversation.participantIds, act);
  }
}

function holdsAll(ids: readonly string[], { add, remove }: { add: string[]; remove: string[] }): boolean {
  return add.every((id) => ids.includes(id)) && !remove.some((id) => ids.includes(id));
}
