export type DraftMode = "reply" | "note";

/** What a member has begun to write, per conversation and mode, in this browser. */
export type Drafts = {
  get: (conversationId: string, mode: DraftMode) => string;
  /** Kept at once in memory, after 500 ms in the browser's storage. */
  set: (conversationId: string, mode: DraftMode, text: string) => void;
  /** The reply begun in a conversation, for its row; null when there is none. */
  preview: (conversationId: string) => string | null;
  /** Writes what is still waiting. */
  flush: () => void;
  subscribe: (listener: () => void) => () => void;
  /** Moves on with every change. */
  revision: () => number;
};

const SAVE_AFTER_MS = 500;

export function createDrafts(tenantId: string, memberId: string, storage: Storage | null): Drafts {
  const prefix = `parley.draft.${tenantId}.${memberId}.`;
  const texts = new Map<string, string>();
  const unsaved = new Set<string>();
  const listeners = new Set<() => void>();
  let revision = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  for (let i = 0; i < (storage?.length ?? 0); i++) {
    const key = storage!.key(i);
    if (key?.startsWith(prefix)) texts.set(key.slice(prefix.length), storage!.getItem(key) ?? "");
  }

  function flush() {
    clearTimeout(timer);
    for (const key of unsaved) {
      const text = texts.get(key);
      try {
        if (text) storage?.setItem(prefix + key, text);
        else storage?.removeItem(prefix + key);
      } catch {
        // Full storage: the draft stays in memory for as long as the tab lives.
      }
    }
    unsaved.clear();
  }

  return {
    get: (conversationId, mode) => texts.get(`${conversationId}.${mode}`) ?? "",
    set(conversationId, mode, text) {
      const key = `${conversationId}.${mode}`;
      if ((texts.get(key) ?? "") === text) return;
      if (text) texts.set(key, text);
      else texts.delete(key);
      unsaved.add(key);
      clearTimeout(timer);
      timer = setTimeout(flush, SAVE_AFTER_MS);
      revision++;
      for (const listener of listeners) listener();
    },
    revision: () => revision,
    preview: (conversationId) => texts.get(`${conversationId}.reply`)?.trim() || null,
    flush,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
