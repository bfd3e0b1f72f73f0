"use client";

import { useTranslations } from "next-intl";
import { Suspense, useEffect } from "react";
import type { ConversationSummary } from "../../../server/modules/conversations/schema";
import { isTyping } from "../../commands/keys";
import { takeGoing } from "../../commands/open-place";
import { type CommandAct, type CommandActs, useCommands } from "../../commands/registry";
import { rowInFocus } from "../../commands/row-in-focus";
import { useLive, useWorkspace } from "../../realtime/context";
import { unreadOf } from "../../realtime/model";
import { useShortcuts } from "../../shell/shortcuts";
import { late } from "../../ui/late";
import { showToast } from "../../ui/toast-store";
import { PHONE, useMedia } from "../../ui/use-media";
import { LightboxPlace } from "../lightbox-place";
import { parsePath } from "../route";
import { useConversationActs } from "../use-conversation-acts";
import { useRoute } from "../use-route";
import { type ActKind, openAct, useOpenedAct } from "./acts-store";
import { extendDown, selection, shownIds, useSelection } from "./selection-store";
import { useActEnv } from "./use-act-env";

const RowSwipe = late(() => import("../row-swipe"));
const ActsLayer = late(() => import("./acts-layer"));

/** The keys of everything that is done to conversations: to those ticked, else to the open one, else to the row in focus. */
export default function ActsKeys() {
  const t = useTranslations("acts");
  const opened = useOpenedAct();
  const ticked = useSelection();
  const { engine, me } = useWorkspace();
  const { route, go } = useRoute();
  const acts = useConversationActs();
  const open = useLive(({ model }) => model.shown.get(route.conversationId ?? ""));
  const env = useActEnv();

  function subject(): ConversationSummary[] {
    const ids = ticked.size > 0 ? [...ticked] : [open?.id ?? rowInFocus() ?? ""];
    return ids.flatMap((id) => engine.model.shown.get(id) ?? []);
  }
  const { slug } = me.tenant;
  useEffect(() => takeGoing((href) => go(parsePath(slug, new URL(href, location.href)))), [go, slug]);
  const isMany = ticked.size > 0;
  const ask =
    (kind: ActKind): (() => void) =>
    () =>
      openAct(
        kind,
        subject().map(({ id }) => id),
        isMany ? null : document.querySelector(`[data-act="${kind}"]`),
      );
  /** By its key a list under its button; in the command bar the same list as a step, or found by name where it `isListed`. */
  const choose = (kind: ActKind, isListed = false): CommandAct => ({
    run: ask(kind),
    isListed,
    choices: async (typed) => (await import("./act-options")).optionsOf(kind, env(subject()), typed),
  });

  function toggleRead() {
    const about = subject();
    const isUnread = about.some((c) => unreadOf(c, engine.model.reads.get(c.id)) > 0);
    if (!isUnread && !isMany && open) {
      // What is open counts as read as soon as it is looked at.
      const row = open.id;
      go({ conversationId: null });
      requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-row="${row}"]`)?.focus());
    }
    acts.setRead(about, isUnread);
    selection.clear();
  }
  async function copyLink() {
    const [first] = subject();
    if (!first) return;
    await navigator.clipboard.writeText(`${location.origin}/t/${me.tenant.slug}/inbox/${first.id}`);
    showToast({ text: t("linkCopied") });
  }
  function tick() {
    const focused = rowInFocus() ?? open?.id;
    if (focused) selection.toggle(focused);
  }

  useShortcuts({ escape: isMany ? selection.clear : undefined });
  const status = (to: "open" | "resolved") => () => {
    acts.run(subject(), { type: "status", status: to });
    selection.clear();
  };
  /** The open one has its own way to be resolved (inbox-keys.tsx). */
  const mayBecome = (to: "open" | "resolved") =>
    isMany || (!open && subject().some((c) => (c.status === "resolved") === (to === "open")));
  const commands: CommandActs = {
    snooze: choose("snooze"),
    assign: choose("assign", true),
    assignMe: () => {
      const may = (c: ConversationSummary) => acts.mayAssign(c.assigneeId, me.member.id);
      acts.run(subject().filter(may), { type: "assign", assigneeId: me.member.id });
    },
    priority: choose("priority", true),
    label: choose("label", true),
    assignTeam: choose("assignTeam", true),
    participants: choose("participants", true),
    macro: choose("macro", true),
    unread: toggleRead,
    mute: () => {
      const about = subject();
      acts.run(about, { type: "mute", isMuted: !about[0]?.isMuted });
    },
    block: acts.mayBlock
      ? () => {
          const about = subject();
          acts.run(about, { type: "block", isBlocked: !about[0]?.contact.isBlocked });
        }
      : undefined,
    transcript: isMany ? undefined : ask("transcript"),
    merge: isMany ? undefined : choose("merge"),
    split: isMany || !open ? undefined : choose("split"),
    delete: acts.mayDelete && !isMany ? ask("delete") : undefined,
    copyLink: isMany ? undefined : () => void copyLink(),
    select: tick,
    extend: extendDown,
    // In a field it selects the text, as everywhere.
    get selectAll() {
      return isTyping(document.activeElement) ? undefined : () => selection.add(shownIds());
    },
    get resolve() {
      return acts.mayResolve && mayBecome("resolved") ? status("resolved") : undefined;
    },
    get reopen() {
      return acts.mayReopen && mayBecome("open") ? status("open") : undefined;
    },
  };
  useCommands(isMany || open ? commands : listOnly(commands), {
    about: isMany ? t("selected", { count: ticked.size }) : undefined,
    get subject() {
      const [first] = subject();
      return first && `${first.contact.name} #${first.displayNumber}`;
    },
  });
  const isPhone = useMedia(PHONE);
  return (
    <>
      <Suspense>{isPhone ? <RowSwipe /> : null}</Suspense>
      <Suspense>{opened ? <ActsLayer opened={opened} /> : null}</Suspense>
      <LightboxPlace />
    </>
  );
}

/** Without an open conversation the acts are about the row in focus; without one there is nothing to offer. */
function listOnly(commands: CommandActs): CommandActs {
  return new Proxy(commands, {
    get(all, name: keyof CommandActs) {
      const needsNoRow = name === "select" || name === "extend" || name === "selectAll";
      return needsNoRow || rowInFocus() ? all[name] : undefined;
    },
  });
}
