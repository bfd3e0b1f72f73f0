"use client";

import { useTranslations } from "next-intl";
import { actOf } from "../../commands/registry";
import { useLive, useWorkspace } from "../../realtime/context";
import { unreadOf } from "../../realtime/model";
import type { MenuEntry } from "../../ui/menu-list";
import { showToast } from "../../ui/toast-store";
import { useNames } from "../reference";
import { useConversationActs } from "../use-conversation-acts";
import { useRoute } from "../use-route";
import { type ActKind, type OpenedAct, openAct } from "./acts-store";
import { mayAnswer, useRatingEntries } from "./rating-entries";
import { selection } from "./selection-store";

/** Everything that can be done to the conversations a menu was opened on, with the keys that do it. */
export function useMoreEntries({ kind, ids, at }: OpenedAct): MenuEntry[] {
  const t = useTranslations("acts");
  const askWords = useTranslations("asks");
  const templateWords = useTranslations("templates");
  const { inboxes } = useNames();
  const words = useTranslations("commands.words");
  const { me } = useWorkspace();
  const acts = useConversationActs();
  const rating = useRatingEntries();
  const { route } = useRoute();
  const { shown, reads } = useLive((engine) => engine.model);
  const about = ids.flatMap((id) => shown.get(id) ?? []);
  const isOne = about.length === 1;
  const every = (of: (c: (typeof about)[number]) => boolean) => about.every(of);
  // The menu is gone by the time the list opens: it must not take the focus with it.
  const ask = (next: ActKind) => () => setTimeout(() => openAct(next, ids, at), 0);
  const run = (act: Parameters<typeof acts.run>[1]) => () => {
    acts.run(about, act);
    selection.clear();
  };
  const carries = (what: string) => every((c) => inboxes.get(c.inboxId)?.carries.includes(what) ?? false);
  const isResolved = every((c) => c.status === "resolved");
  const isUnread = about.some((c) => unreadOf(c, reads.get(c.id)) > 0);
  const isMuted = every((c) => c.isMuted);
  const isBlocked = every((c) => c.contact.isBlocked);
  const some = (condition: boolean, ...entries: MenuEntry[]) => (condition ? entries : []);
  const next = actOf("resolveNext");

  const status: MenuEntry[] = [
    ...some(!isResolved && acts.mayResolve && kind === "more", {
      label: words("resolve"),
      command: "resolve",
      onSelect: run({ type: "status", status: "resolved" }),
    }),
    ...some(kind === "finish" && !isResolved && acts.mayResolve && typeof next === "function", {
      label: words("resolveNext"),
      command: "resolveNext",
      onSelect: () => typeof next === "function" && next(),
    }),
    ...some(every((c) => c.status !== "open") && (acts.mayReopen || !isResolved) && kind === "more", {
      label: words("reopen"),
      command: "reopen",
      onSelect: run({ type: "status", status: "open" }),
    }),
    ...some(every((c) => c.status !== "pending") && (acts.mayReopen || !isResolved), {
      label: t("makePending"),
      onSelect: run({ type: "status", status: "pending" }),
    }),
    { label: words("snooze"), command: "snooze", onSelect: ask("snooze") },
  ];
  if (kind === "finish") return status;

  async function copyLink() {
    await navigator.clipboard.writeText(`${location.origin}/t/${me.tenant.slug}/inbox/${ids[0]}`);
    showToast({ text: t("linkCopied") });
  }
  return [
    ...status,
    { kind: "separator" },
    { label: words("assign"), command: "assign", onSelect: ask("assign") },
    ...some(
      about.some((c) => acts.mayRoute(c.teamId)),
      { label: words("assignTeam"), command: "assignTeam", onSelect: ask("assignTeam") },
    ),
    { label: words("priority"), command: "priority", onSelect: ask("priority") },
    { label: words("label"), command: "label", onSelect: ask("label") },
    { label: words("participants"), command: "participants", onSelect: ask("participants") },
    { kind: "separator" },
    {
      label: isUnread ? t("markRead") : words("unread"),
      command: isUnread ? undefined : "unread",
      onSelect: () => acts.setRead(about, isUnread),
    },
    {
      label: isMuted ? t("unmute") : words("mute"),
      command: "mute",
      onSelect: run({ type: "mute", isMuted: !isMuted }),
    },
    { label: words("macro"), onSelect: ask("macro") },
    ...some(isOne, { label: words("merge"), onSelect: ask("merge") }),
    ...some(isOne && route.conversationId === ids[0], { label: words("split"), onSelect: ask("split") }),
    ...some(isOne, { label: words("copyLink"), onSelect: () => void copyLink() }),
    ...some(isOne, { label: words("transcript"), onSelect: ask("transcript") }),
    ...some(isOne && mayAnswer(me.member.permissions), { label: askWords("entry"), onSelect: ask("ask") }),
    ...some(isOne && mayAnswer(me.member.permissions), { label: askWords("share"), onSelect: ask("share") }),
    ...some(isOne && mayAnswer(me.member.permissions) && carries("template"), {
      label: templateWords("entry"),
      onSelect: ask("template"),
    }),
    ...(isOne ? rating(about[0]!) : []),
    ...some(acts.mayBlock || acts.mayDelete, { kind: "separator" }),
    ...some(acts.mayBlock, {
      label: isBlocked ? t("unblock") : words("block"),
      isDanger: !isBlocked,
      onSelect: run({ type: "block", isBlocked: !isBlocked }),
    }),
    ...some(acts.mayDelete && isOne, { label: words("delete"), isDanger: true, onSelect: ask("delete") }),
  ];
}
