import type { LiveNotification, NotificationDto } from "../../server/modules/notifications/schema";
import type { Api } from "../trpc/client";
import { type Failure, failureOf } from "../trpc/failure";
import { showToast } from "../ui/toast-store";
import { bell } from "./store";

export type ListState = {
  only: "all" | "unread";
  items: readonly NotificationDto[];
  cursor: string | null;
  phase: "empty" | "loading" | "ready" | "failed";
  failure: Failure | null;
};

type Told = { unread: number; notification: NotificationDto };

/**
 * With what was told in front, in the place of what it came on top of; the same list where that is known already, or what
 * came on top of it since: in one unread notification of a conversation, id and count only grow.
 */
function withTold(items: readonly NotificationDto[], told: NotificationDto): readonly NotificationDto[] {
  const others = items.filter(({ conversationId }) => conversationId === told.conversationId);
  if (others.some(({ id, count }) => id > told.id || (id === told.id && count >= told.count))) return items;
  return [told, ...items.filter((item) => item.readAt !== null || !others.includes(item))];
}

/** The member's notifications as far as they are loaded, kept live; acts show at once and are taken back when refused. */
export function createNotificationList(api: Api) {
  let state: ListState = { only: "all", items: [], cursor: null, phase: "empty", failure: null };
  let turn = 0;
  let tellings = 0;
  /** What was told since the running load began: its answer may not know it yet. */
  let meanwhile: Told[] | null = null;
  const listeners = new Set<() => void>();
  function set(next: Partial<ListState>) {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  async function load(more = false): Promise<void> {
    const own = ++turn;
    const told: Told[] = [];
    meanwhile = told;
    set({ phase: state.items.length && !more ? state.phase : "loading", failure: null });
    try {
      const page = await api.notifications.list.query({
        only: state.only,
        cursor: more ? (state.cursor ?? undefined) : undefined,
      });
      if (own !== turn) return;
      meanwhile = null;
      let items: readonly NotificationDto[] = more ? [...state.items, ...page.items] : page.items;
      let { unread } = more ? bell.get() : page;
      for (const { notification, unread: then } of told) {
        const known = items;
        items = withTold(known, notification);
        if (items !== known) unread = then;
      }
      bell.set({ unread });
      set({ items, cursor: page.nextCursor, phase: "ready" });
    } catch (error) {
      if (own !== turn) return;
      meanwhile = null;
      set({ phase: "failed", failure: failureOf(error) });
    }
  }

  async function count(): Promise<void> {
    const heard = tellings;
    try {
      const answer = await api.notifications.unread.query();
      // Which of the two is the newer only the server knows.
      if (heard !== tellings) return count();
      bell.set(answer);
    } catch {
      // The next connection asks again.
    }
  }

  /** Shows `after` at once; when the server refuses, what was before, and why. */
  async function act(
    after: { items: readonly NotificationDto[]; unread: number },
    ask: () => Promise<unknown>,
  ) {
    const before = { items: state.items, unread: bell.get().unread };
    set({ items: after.items });
    bell.set({ unread: Math.max(0, after.unread) });
    try {
      await ask();
    } catch (error) {
      set({ items: before.items });
      bell.set({ unread: before.unread });
      const { message } = failureOf(error);
      if (message) showToast({ tone: "problem", text: message });
    }
  }
  const shown = (items: readonly NotificationDto[]) =>
    state.only === "unread" ? items.filter(({ readAt }) => readAt === null) : items;

  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get: () => state,
    load,
    count,
    /** After the connection was away. */
    refresh: () => void (state.phase === "empty" ? count() : load()),
    show(only: ListState["only"]) {
      set({ only, items: [], cursor: null, phase: "empty" });
      void load();
    },
    take({ unread, notification }: LiveNotification) {
      tellings++;
      if (state.phase === "empty") return bell.set({ unread });
      // Something was read elsewhere: which, the server knows.
      if (!notification) {
        bell.set({ unread });
        return void load();
      }
      const items = withTold(state.items, notification);
      // What came on top of it has overtaken it on its way.
      if (items === state.items) return;
      meanwhile?.push({ unread, notification });
      bell.set({ unread });
      set({ items });
    },
    setRead(item: NotificationDto, isRead: boolean) {
      if ((item.readAt !== null) === isRead) return;
      const readAt = isRead ? new Date().toISOString() : null;
      const items = shown(state.items.map((known) => (known.id === item.id ? { ...known, readAt } : known)));
      const input = { notificationId: item.id, isRead };
      void act({ items, unread: bell.get().unread + (isRead ? -1 : 1) }, () =>
        api.notifications.setRead.mutate(input),
      );
    },
    readAll() {
      const readAt = new Date().toISOString();
      const items = shown(state.items.map((known) => ({ ...known, readAt: known.readAt ?? readAt })));
      void act({ items, unread: 0 }, () => api.notifications.readAll.mutate());
    },
    snooze(item: NotificationDto, until: Date) {
      const items = state.items.filter(({ id }) => id !== item.id);
      const input = { notificationId: item.id, until: until.toISOString() };
      void act({ items, unread: bell.get().unread - (item.readAt ? 0 : 1) }, () =>
        api.notifications.snooze.mutate(input),
      );
    },
  };
}
export type NotificationList = ReturnType<typeof createNotificationList>;
