"use client";

import { useTranslations } from "next-intl";
import type { ConversationSummary } from "../../../server/modules/conversations/schema";
import { useWorkspace } from "../../realtime/context";
import { failureOf } from "../../trpc/failure";
import type { MenuEntry } from "../../ui/menu-list";
import { showToast } from "../../ui/toast-store";

const ANSWERS: readonly string[] = [
  "conversation_manage_all",
  "conversation_manage_assigned",
  "conversation_manage_participating",
];

export function mayAnswer(permissions: readonly string[]): boolean {
  return ANSWERS.some((held) => permissions.includes(held));
}

/** Asking the customer how it was: a question in the thread, or the link to hand out another way. */
export function useRatingEntries(): (conversation: ConversationSummary) => MenuEntry[] {
  const t = useTranslations("acts");
  const { api, me } = useWorkspace();
  if (!mayAnswer(me.member.permissions)) return () => [];

  async function attempt(work: () => Promise<string>): Promise<void> {
    try {
      showToast({ text: await work() });
    } catch (error) {
      const reason = failureOf(error).message;
      showToast({ tone: "problem", text: reason ? t("notDone", { reason }) : t("notDoneOffline") });
    }
  }
  return ({ id: conversationId, contact }) => [
    {
      label: t("rating.ask"),
      onSelect: () =>
        void attempt(async () => {
          await api.ratings.request.mutate({ conversationId });
          return t("rating.asked", { name: contact.name });
        }),
    },
    {
      label: t("rating.copyLink"),
      onSelect: () =>
        void attempt(async () => {
          await copyLater(api.ratings.link.mutate({ conversationId }).then(({ url }) => url));
          return t("rating.linkCopied");
        }),
    },
  ];
}

/** Some browsers allow copying only in the moment of the press: there the clipboard is promised the text. */
async function copyLater(text: Promise<string>): Promise<void> {
  if (typeof ClipboardItem === "undefined") return navigator.clipboard.writeText(await text);
  const blob = text.then((plain) => new Blob([plain], { type: "text/plain" }));
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]).catch(async () => {
    await navigator.clipboard.writeText(await text);
  });
}
