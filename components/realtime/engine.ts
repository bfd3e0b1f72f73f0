import type { LiveContact } from "../../server/modules/contacts/schema";
import type {
  ConversationCounts,
  ConversationPage,
  ConversationSummary,
  ListedConversation,
  LiveChange,
  LiveGone,
  LiveRead,
  LiveTyping,
} from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import type { LiveNotification } from "../../server/modules/notifications/schema";
import type { LiveAvailability } from "../../server/modules/tenants/schema";
import type { Me } from "../../server/trpc/routers/session";
import type { Api } from "../trpc/client";
import { failureOf } from "../trpc/failure";
import { applyAnswer, applyChange } from "./apply";
import { createCatchUp } from "./catch-up";
import { NO_COUNTS } from "./counting";
import { createList, extendList, type List, listKey } from "./lists";
import { createLoader } from "./loader";
import { applyConversation, applyRead, createModel } from "./model";
import { createPresence } from "./presence";
import { createSignal } from "./signal";
import { createSocket, type SocketState, type Viewer } from "./socket";
import { type SyncState, syncState } from "./sync-state";
import { addNewestPage, createThread } from "./thread";
import { createTyping } from "./typing";
import type { Want } from "./views";

/** What the server has put into the page, so that the first paint has content. `cursor` was taken before the rest was read. */
export type Preload = {
  cursor: string | null;
  want: Want;
  /** Null when it could not be read: it is asked for again. */
  page: ConversationPage | null;
  counts: ConversationCounts;
  thread: { conversation: ListedConversation; messages: MessageDto[] } | null;
};

const POLL_MS = 20_000;
const COUNT_EVERY_MS = 60_000;
const POLL_WITHOUT_SOCKET_MS = 5_000;

/** Everything live about one tenant in this tab: the model, its lists, the socket and the catching up. */
export function createEngine(me: Me, api: Api, onShutOut = () => window.location.reload()) {
  const signal = createSignal();
  const model = createModel(me.member.id, NO_COUNTS);
  const lists = new Map<string, List>();
  const typing = createTyping(signal.changed, me.member.id);
  const loader = createLoader({ model, lists, api, changed: signal.changed });
  const presence = createPresence(me, api, signal.changed);
  let socketState: SocketState = { kind: "connecting" };
  let viewers: readonly Viewer[] = [];
  let isCaughtUp = false;
  let hasBeenUp = false;
  let changes = 0;
  let waiting = 0;
  let state: SyncState = { kind: "connecting" };
  let lastRooms = "";
  let cursorGiven: string | null = null;
  const onConnected = new Set<() => void>();
  const onNotification = new Set<(told: LiveNotification) => void>();
  const onContacts = new Set<(told: LiveContact) => void>();
  const heard = new Set<(event: string, data: unknown) => void>();

  const catchUp = createCatchUp({
    start: () => cursorGiven,
    ask: (cursor) => api.sync.since.query({ cursor }),
    apply(answer) {
      applyAnswer(model, answer);
      if (answer.changes) loader.countSoon();
      for (const { id } of answer.conversations) loader.judge(id);
      signal.changed();
    },
    reload: () => loader.reload(),
    onProgress(total) {
      changes = total;
      restate();
    },
  });

  const socket = createSocket({
    config: me.realtime,
    tenantSlug: me.tenant.slug,
    async rooms() {
      const rooms = await api.sync.rooms.query().catch((error: unknown) => {
        const { code } = failureOf(error);
        // The role or the place in the business was taken away: what is on the screen must go, and the server says why.
        if (code === "forbidden" || code === "not_found") onShutOut();
        throw error;
      });
      const key = [...rooms].sort().join(" ");
      // Other rooms, other conversations to see: what we hold may be too much or too little.
      if (lastRooms && lastRooms !== key) await loader.reload();
      lastRooms = key;
      return rooms;
    },
    onEvent,
    onState(next) {
      socketState = next;
      isCaughtUp = false;
      restate();
      if (next.kind !== "connected") return;
      changes = 0;
      presence.refresh();
      for (const listener of onConnected) listener();
      void readFeed();
    },
    onViewers(next) {
      viewers = next;
      signal.changed();
    },
  });

  function restate() {
    state = syncState({ socket: socketState, isCaughtUp, hasBeenUp, changes, waiting });
    signal.changed();
  }

  async function readFeed(): Promise<void> {
    const asked = socketState;
    try {
      await catchUp.run();
      if (asked.kind === "connected" && asked === socketState) {
        isCaughtUp = true;
        hasBeenUp = true;
        restate();
      }
      loader.fillOpenThread();
    } catch {
      // The next connection, poll or focus asks again; until then the row does not say "in sync".
      if (isCaughtUp && asked === socketState) {
        isCaughtUp = false;
        restate();
      }
    }
  }

  function onEvent(event: string, data: unknown) {
    for (const listener of heard) listener(event, data);
    if (event === "change") {
      const change = data as LiveChange;
      const before = model.shown.get(change.conversation.id);
      const wanted = applyChange(model, change);
      const after = model.shown.get(change.conversation.id);
      if (!before || !after || hasMoved(before, after) || change.message?.kind === "note") loader.countSoon();
      loader.judge(change.conversation.id);
      if (change.message) {
        const { author } = change.message;
        if (change.message.kind === "outgoing") typing.release(change.conversation.id);
        typing.stop(change.conversation.id, author.kind === "contact" ? null : author.id);
      }
      for (const id of wanted.conversations) void loader.refresh(id);
      if (wanted.feed) void readFeed();
      loader.fillOpenThread();
    } else if (event === "contact") {
      for (const listener of onContacts) listener(data as LiveContact);
      return;
    } else if (event === "notification") {
      for (const listener of onNotification) listener(data as LiveNotification);
      return;
    } else if (event === "gone") {
      void loader.refresh((data as LiveGone).conversationId);
      loader.countSoon();
    } else if (event === "read") {
      const { conversationId, myRead } = data as LiveRead;
      applyRead(model, conversationId, myRead);
      loader.mentionsRead(conversationId);
    } else if (event === "availability") {
      presence.take(data as LiveAvailability);
    } else if (event === "typing") {
      const told = data as LiveTyping;
      if (told.memberId !== me.member.id) typing.take(told);
    }
    signal.changed();
  }

  return {
    me,
    api,
    model,
    loader,
    typing,
    presence,
    subscribe: signal.subscribe,
    changed: signal.changed,
    sync: () => state,
    viewers: () => viewers,
    list(want: Want): List {
      const key = listKey(want);
      const list = lists.get(key) ?? createList(want);
      lists.set(key, list);
      return list;
    },
    onConnected,
    onNotification,
    /** Told which contacts have changed; with every new connection some may have unseen. */
    onContacts,
    /** Called with every realtime event, for what the engine itself knows nothing of. */
    heard,
    /** How many messages wait to go out, for the sync row. */
    setWaiting(count: number) {
      if (count === waiting) return;
      waiting = count;
      restate();
    },
    /** Takes what the server has put into the page; what is known better already stays. */
    hydrate({ cursor, want, page, counts, thread }: Preload): void {
      cursorGiven ??= cursor;
      for (const conversation of page?.items ?? []) applyConversation(model, conversation);
      if (thread) {
        applyConversation(model, thread.conversation);
        const held = model.threads.get(thread.conversation.id) ?? createThread();
        model.threads.set(thread.conversation.id, held);
        addNewestPage(held, thread.messages);
      }
      model.counts = counts;
      const list = this.list(want);
      if (page && list.phase !== "ready") extendList(list, page, model);
    },
    openThread(conversationId: string | null) {
      socket.enterThread(conversationId && `presence-t.${me.tenant.id}.thread.${conversationId}`);
    },
    /** Goes live; returns how to stop. */
    start(): () => void {
      socket.start();
      let last = Date.now();
      const poll = setInterval(() => {
        const every = socketState.kind === "connected" ? POLL_MS : POLL_WITHOUT_SOCKET_MS;
        if (!navigator.onLine || Date.now() - last < every - 500) return;
        last = Date.now();
        void readFeed();
      }, 1_000);
      // Windows close by themselves.
      const clock = setInterval(() => loader.countSoon(), COUNT_EVERY_MS);
      function onFocus() {
        if (document.hidden) return;
        socket.wake();
        void readFeed();
      }
      window.addEventListener("focus", onFocus);
      document.addEventListener("visibilitychange", onFocus);
      return () => {
        clearInterval(poll);
        clearInterval(clock);
        window.removeEventListener("focus", onFocus);
        document.removeEventListener("visibilitychange", onFocus);
        socket.stop();
      };
    },
  };
}

/** Whether it may count in other lists than before. */
function hasMoved(before: ConversationSummary, after: ConversationSummary): boolean {
  const place = ({ status, assigneeId, teamId, inboxId, windowClosesAt, labelIds }: ConversationSummary) =>
    JSON.stringify([status, assigneeId, teamId, inboxId, windowClosesAt, labelIds]);
  return before !== after && place(before) !== place(after);
}
export type Engine = ReturnType<typeof createEngine>;
