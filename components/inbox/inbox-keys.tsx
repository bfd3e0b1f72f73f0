"use client";

import { useEffect } from "react";
import type { ConversationView } from "../../server/modules/conversations/schema";
import { takeOpening } from "../commands/open-conversation";
import { noteRecent } from "../commands/recent";
import { useCommands } from "../commands/registry";
import { useLive, useWorkspace } from "../realtime/context";
import { rowsOf } from "../realtime/lists";
import { unreadOf } from "../realtime/model";
import { MAIN_VIEWS, MORE_VIEWS } from "../realtime/views";
import { useShortcuts } from "../shell/shortcuts";
import { wantOf } from "./route";
import { useConversationActs } from "./use-conversation-acts";
import { useListTitle } from "./use-list-title";
import { useRoute } from "./use-route";
import { useStep } from "./use-step";

const LISTED: readonly ConversationView[] = [...MAIN_VIEWS, ...MORE_VIEWS];

/** The keys of the list and of the open conversation; see the sheet behind "?". */
export function InboxKeys() {
  const { engine } = useWorkspace();
  const { route, go } = useRoute();
  const acts = useConversationActs();
  const id = route.conversationId;
  const conversation = useLive((live) => (id ? live.model.shown.get(id) : undefined));

  const step = useStep();
  usePrefetchedNeighbours();
  function resolveAndNext() {
    if (!conversation || conversation.status === "resolved") return;
    const rows = rowsOf(engine.list(wantOf(route)), engine.model);
    const at = rows.findIndex((row) => row.id === id);
    const next = rows[at + 1] ?? rows[at - 1] ?? null;
    acts.resolve(conversation);
    go({ conversationId: next?.id ?? null }, { replace: true });
  }
  function close() {
    go({ conversationId: null });
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus());
  }
  const isOpen = conversation !== undefined && conversation.status !== "resolved";
  const goTo = (view: ConversationView) => () => go({ view, conversationId: null });
  useShortcuts({ escape: id ? close : undefined });
  useCommands(
    {
      next: () => step(1),
      previous: () => step(-1),
      resolve: isOpen && acts.mayResolve ? () => acts.resolve(conversation) : undefined,
      resolveNext: isOpen && acts.mayResolve ? resolveAndNext : undefined,
      reopen: conversation && !isOpen && acts.mayReopen ? () => acts.reopen(conversation) : undefined,
      mine: goTo("mine"),
      unassigned: goTo("unassigned"),
      all: goTo("all"),
      closing: goTo("closing"),
      snoozed: goTo("snoozed"),
      mentions: goTo("mentions"),
      search: () => go({ search: route.search ?? "" }),
      nextView: goTo(LISTED[(LISTED.indexOf(route.view) + 1) % LISTED.length] ?? "mine"),
    },
    { subject: conversation && `${conversation.contact.name} #${conversation.displayNumber}` },
  );
  useEffect(() => takeOpening((conversationId, seq) => go({ conversationId, seq })), [go]);
  const number = conversation?.displayNumber;
  const name = conversation?.contact.name;
  useEffect(() => {
    if (id && name && number) noteRecent(engine.me.member.id, { kind: "conversation", id, name, number });
  }, [engine, id, name, number]);
  useWindowTitle();
  return null;
}

const NEIGHBOURS = [1, -1, 2];
const SETTLED_MS = 80;

/** Who walks through the list finds the next thread there already. */
function usePrefetchedNeighbours(): void {
  const { engine } = useWorkspace();
  const { route } = useRoute();
  const id = route.conversationId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each conversation opened, not with every change of the list.
  useEffect(() => {
    if (!id) return;
    const timer = setTimeout(() => {
      const rows = rowsOf(engine.list(wantOf(route)), engine.model);
      const at = rows.findIndex((row) => row.id === id);
      for (const by of at < 0 ? [] : NEIGHBOURS) {
        const row = rows[at + by];
        if (row) engine.loader.prefetch(row.id);
      }
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [engine, id]);
}

/** "(2) Grace Whitfield, Mine, Parley": how many of mine have something unread. */
function useWindowTitle(): void {
  const { route } = useRoute();
  const unread = useLive(({ model }) => {
    let count = 0;
    for (const row of model.shown.values()) {
      if (row.assigneeId !== model.memberId || row.status !== "open") continue;
      if (unreadOf(row, model.reads.get(row.id)) > 0) count++;
    }
    return count;
  });
  const name = useLive((live) => live.model.shown.get(route.conversationId ?? "")?.contact.name);
  const view = useListTitle();
  useEffect(() => {
    const parts = [name, view, "Parley"].filter(Boolean).join(", ");
    document.title = unread > 0 ? `(${unread}) ${parts}` : parts;
  }, [name, unread, view]);
}
