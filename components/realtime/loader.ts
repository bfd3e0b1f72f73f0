import type { Api } from "../trpc/client";
import { type Failure, failureOf } from "../trpc/failure";
import { clearList, extendList, type List } from "./lists";
import { applyConversation, clearModel, letGo, type Model } from "./model";
import { addMessages, addNewestPage, createThread, hasOlder, type Thread } from "./thread";
import type { Want } from "./views";

const ROWS = 30;
const MESSAGES = 50;
/** A hole larger than this is not filled message by message: the newest page takes its place. */
const LARGE_HOLE = 300;
const COUNT_AFTER_MS = 400;
const JUDGE_AFTER_MS = 150;

/** A list in the server's words. */
function asked({ view, of, status, filter }: Want) {
  return { view, of: of ?? undefined, status, filter: filter ?? undefined };
}

/** Brings pages from the server into the model. Every load runs once at a time; a failure stays beside what it was for. */
export function createLoader(given: {
  model: Model;
  lists: Map<string, List>;
  api: Api;
  changed: () => void;
}) {
  const { model, lists, api, changed } = given;
  const running = new Map<string, Promise<void>>();
  const failures = new Map<string, Failure>();
  let openId: string | null = null;
  let openList: List | null = null;
  const unjudged = new Set<string>();
  let judgeTimer: ReturnType<typeof setTimeout> | undefined;
  let countTimer: ReturnType<typeof setTimeout> | undefined;

  function once(key: string, work: () => Promise<void>): Promise<void> {
    const known = running.get(key);
    if (known) return known;
    const promise = work()
      .then(
        () => void failures.delete(key),
        (error: unknown) => void failures.set(key, failureOf(error)),
      )
      .finally(() => {
        running.delete(key);
        changed();
      });
    running.set(key, promise);
    return promise;
  }

  async function fetchPage(list: List, cursor: string | null): Promise<void> {
    const askedAt = model.revision;
    const page = await api.conversations.list.query({
      ...asked(list.want),
      sort: list.want.sort,
      limit: ROWS,
      cursor: cursor ?? undefined,
    });
    for (const conversation of page.items) applyConversation(model, conversation, askedAt);
    extendList(list, page, model);
  }

  async function fetchNewest(id: string, thread: Thread): Promise<void> {
    const page = await api.messages.list.query({ conversationId: id, limit: MESSAGES });
    addNewestPage(thread, page.items);
  }

  /** The newest page takes the place of what was numbered otherwise. */
  async function renew(id: string): Promise<void> {
    const fresh = createThread();
    await fetchNewest(id, fresh);
    model.threads.set(id, fresh);
  }

  async function fillHole(id: string, thread: Thread): Promise<void> {
    const wanted = () => (model.held.get(id)?.lastSeq ?? 0) - thread.to;
    if (wanted() > LARGE_HOLE) return fetchNewest(id, thread);
    while (wanted() > 0) {
      const page = await api.messages.list.query({ conversationId: id, afterSeq: thread.to, limit: 100 });
      if (page.items.length === 0) return;
      addMessages(thread, page.items);
    }
  }

  async function judgeNow(): Promise<void> {
    const ids = [...unjudged].slice(0, 100);
    for (const id of ids) unjudged.delete(id);
    for (const list of lists.values()) {
      if (!list.members || list.phase !== "ready") continue;
      const among = await api.conversations.among.query({ ...asked(list.want), conversationIds: ids });
      for (const id of ids) {
        if (among.includes(id)) list.members.add(id);
        else list.members.delete(id);
      }
      list.revision = -1;
    }
    if (unjudged.size) await judgeNow();
  }

  return {
    /** A conversation has changed: does it belong to the lists that only the server can judge? Asked once things are calm. */
    judge(id: string): void {
      if (![...lists.values()].some((list) => list.members && list.phase === "ready")) return;
      unjudged.add(id);
      clearTimeout(judgeTimer);
      judgeTimer = setTimeout(() => void once("judge", judgeNow), JUDGE_AFTER_MS);
    },
    /** Reading a thread reads what it mentions. */
    mentionsRead(id: string): void {
      if (model.counts.mentions === 0) return;
      this.judge(id);
      this.countSoon();
    },

    failure: (key: string): Failure | null => failures.get(key) ?? null,
    isLoading: (key: string): boolean => running.has(key),

    /** The list that is on the screen: the one to load again when everything has to be. */
    showList(list: List): void {
      openList = list;
    },

    /** The next page of a list, the first when there is none. */
    loadList(list: List): Promise<void> {
      openList = list;
      if (list.phase === "ready" && list.cursor === null) return Promise.resolve();
      return once(`list:${list.key}`, async () => {
        if (list.phase !== "ready") list.phase = "loading";
        changed();
        try {
          await fetchPage(list, list.cursor);
        } catch (error) {
          if (list.phase === "loading") list.phase = "failed";
          list.failure = failureOf(error);
          throw error;
        }
      });
    },

    /** Opens a thread: at once from what is held, and loads what is missing. */
    openThread(id: string | null): Promise<void> {
      openId = id;
      if (!id) return Promise.resolve();
      const thread = model.threads.get(id) ?? createThread();
      model.threads.set(id, thread);
      return once(`thread:${id}`, async () => {
        if (!model.held.has(id))
          applyConversation(model, await api.conversations.get.query({ conversationId: id }));
        if (!thread.isLoaded) await fetchNewest(id, thread);
        else if (thread.isStale) await renew(id);
        else await fillHole(id, thread);
      });
    },

    /** Fetches a thread that is likely to be opened next; quietly, and only while it is not held. */
    prefetch(id: string): void {
      const thread = model.threads.get(id) ?? createThread();
      if (thread.isLoaded || !model.held.has(id)) return;
      model.threads.set(id, thread);
      void once(`thread:${id}`, () => fetchNewest(id, thread));
    },

    loadOlder(id: string): Promise<void> {
      const thread = model.threads.get(id);
      if (!hasOlder(thread)) return Promise.resolve();
      return once(`older:${id}`, async () => {
        const page = await api.messages.list.query({
          conversationId: id,
          beforeSeq: thread.from,
          limit: MESSAGES,
        });
        addMessages(thread, page.items);
      });
    },

    /** A seq is missing at the end of the open thread: ask for it. */
    fillOpenThread(): void {
      const id = openId;
      const thread = id ? model.threads.get(id) : undefined;
      if (id && thread?.isStale) return void once(`renew:${id}`, () => renew(id));
      if (!id || !thread?.isLoaded || (model.held.get(id)?.lastSeq ?? 0) <= thread.to) return;
      void once(`fill:${id}`, () => fillHole(id, thread));
    },

    /** One conversation as it is now; let go of when it is not ours to see. */
    refresh(id: string): Promise<void> {
      return once(`conversation:${id}`, async () => {
        try {
          applyConversation(model, await api.conversations.get.query({ conversationId: id }));
        } catch (error) {
          const { code } = failureOf(error);
          if (code !== "not_found" && code !== "forbidden") throw error;
          letGo(model, id);
        }
      });
    },

    /** The counts from the server, once things have calmed down. */
    countSoon(): void {
      clearTimeout(countTimer);
      countTimer = setTimeout(() => {
        void once("counts", async () => {
          model.counts = await api.conversations.counts.query();
        });
      }, COUNT_AFTER_MS);
    },

    /** Everything on the screen anew: fetched first, then exchanged at once, so that nothing flickers. */
    async reload(): Promise<void> {
      const list = openList;
      const id = openId;
      const [page, counts, conversation, messages] = await Promise.all([
        list && api.conversations.list.query({ ...asked(list.want), sort: list.want.sort, limit: ROWS }),
        api.conversations.counts.query(),
        id ? api.conversations.get.query({ conversationId: id }).catch(() => null) : null,
        id ? api.messages.list.query({ conversationId: id, limit: MESSAGES }).catch(() => null) : null,
      ]);
      clearModel(model);
      for (const other of lists.values()) clearList(other);
      model.counts = counts;
      if (list && page) {
        for (const row of page.items) applyConversation(model, row);
        extendList(list, page, model);
      }
      if (id && conversation && messages) {
        applyConversation(model, conversation);
        const thread = createThread();
        model.threads.set(id, thread);
        addNewestPage(thread, messages.items);
      }
      changed();
    },
  };
}
export type Loader = ReturnType<typeof createLoader>;
