"use client";

import { useTranslations } from "next-intl";
import { Suspense, useEffect } from "react";
import type { ConversationSummary } from "../../../server/modules/conversations/schema";
import { isTyping } from "../../commands/keys";
import { takeGoing } from "../../commands/open-place";
import { type CommandAct, type CommandActs, useCommands } from "../../commands/registry";
import { useLive, useWorkspace } from "../../realtime/context";
import { unreadOf } from "../../realtime/model";
import { useShortcuts } from "../../shell/shortcuts";
import { late } from "../../ui/late";
import { showToast } from "../../ui/toast-store";
import { PHONE, useMedia } from "../../ui/use-media";
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
    const focused = (document.activeElement as HTMLElement | null)?.dataset?.row;
    const ids = ticked.size > 0 ? [...ticked] : [open?.id ?? focused ?? ""];
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
  /** By its key a list under its button; in the command bar the same list as a step. */
  const choose = (kind: ActKind): CommandAct => ({
    run: ask(kind),
    choices: async (typed) => (await import("./act-options")).optionsOf(kind, env(subject()), typed),
  });
  const isMuted = (isMany ? subject()[0] : open)?.isMuted ?? false;

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
    const focused = (document.activeElement as HTMLElement | null)?.dataset?.row ?? open?.id;
    if (focused) selection.toggle(focused);
  }

  useShortcuts({ escape: isMany ? selection.clear : undefined });
  const status = (to: "open" | "resolved") => () => {
    acts.run(subject(), { type: "status", status: to });
    selection.clear();
  };
  const commands: CommandActs = {
    snooze: choose("snooze"),
    assign: choose("assign"),
    assignMe: () => {
      const may = (c: ConversationSummary) => acts.mayAssign(c.assigneeId, me.member.id);
      acts.run(subject().filter(may), { type: "assign", assigneeId: me.member.id });
    },
    priority: choose("priority"),
    label: choose("label"),
    assignTeam: choose("assignTeam"),
    participants: choose("participants"),
    macro: choose("macro"),
    unread: toggleRead,
    mute: () => acts.run(subject(), { type: "mute", isMuted: !isMuted }),
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
    ...(isMany && {
      resolve: acts.mayResolve ? status("resolved") : undefined,
      reopen: acts.mayReopen ? status("open") : undefined,
    }),
  };
  useCommands(isMany || open ? commands : listOnly(commands), {
    about: isMany ? t("selected", { count: ticked.size }) : undefined,
  });
  const isPhone = useMedia(PHONE);
  return (
    <>
      <Suspense>{isPhone ? <RowSwipe /> : null}</Suspense>
      <Suspense>{opened ? <ActsLayer opened={opened} /> : null}</Suspense>
    </>
  );
}

/** Without an open conversation the acts are about the row in focus; without one there is nothing to offer. */
function listOnly(commands: CommandActs): CommandActs {
  return new Proxy(commands, {
    get(all, name: keyof CommandActs) {
      const needsNoRow = name === "select" || name === "extend" || name === "selectAll";
      const isOnRow = Boolean((document.activeElement as HTMLElement | null)?.dataset?.row);
      return needsNoRow || isOnRow ? all[name] : undefined;
    },
  });
}
