import type { AttachmentDto, Quote } from "../../server/modules/messages/schema";
import type { DraftDto, DraftMode } from "../../server/modules/replies/schema";

export type { DraftMode };

/** What a member has begun to write in one conversation and mode. */
export type Draft = {
  content: string;
  replyTo: Quote | null;
  files: AttachmentDto[];
  updatedAt: string;
  /** The server has it. */
  isSaved: boolean;
  /** The newest seq of the conversation when this text was begun here. */
  since?: number;
};

/** The member's drafts in this browser; drafts-sync.ts keeps them equal to the server's. */
export type Drafts = {
  get: (conversationId: string, mode: DraftMode) => string;
  of: (conversationId: string, mode: DraftMode) => Draft;
  /** Kept at once in memory, after 500 ms in the browser's storage and at the server. */
  set: (conversationId: string, mode: DraftMode, text: string) => void;
  change: (conversationId: string, mode: DraftMode, part: Partial<Draft>) => void;
  /** From the server: the newer of the two stays. */
  take: (draft: DraftDto) => void;
  /** The reply begun in a conversation, for its row; null when there is none. */
  preview: (conversationId: string) => string | null;
  /** Writes what is still waiting. */
  flush: () => void;
  /** Those the server does not have. */
  unsaved: () => [key: string, draft: Draft][];
  saved: (key: string, updatedAt: string) => void;
  /** Called after every flush. */
  onFlush: (listener: () => void) => void;
  subscribe: (listener: () => void) => () => void;
  /** Moves on with every change. */
  revision: () => number;
};

const SAVE_AFTER_MS = 500;
const NONE: Draft = { content: "", replyTo: null, files: [], updatedAt: "", isSaved: true };
const isEmpty = (draft: Draft) => !draft.content && !draft.replyTo && draft.files.length === 0;

export function createDrafts(tenantId: string, memberId: string, storage: Storage | null): Drafts {
  const prefix = `parley.draft.${tenantId}.${memberId}.`;
  const drafts = new Map<string, Draft>();
  const unwritten = new Set<string>();
  const listeners = new Set<() => void>();
  let tellFlushed = () => {};
  let revision = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  for (let i = 0; i < (storage?.length ?? 0); i++) {
    const key = storage!.key(i);
    if (key?.startsWith(prefix)) drafts.set(key.slice(prefix.length), read(storage!.getItem(key) ?? ""));
  }

  function write(key: string) {
    const draft = drafts.get(key) ?? NONE;
    try {
      if (isEmpty(draft) && draft.isSaved) storage?.removeItem(prefix + key);
      else storage?.setItem(prefix + key, JSON.stringify(draft));
    } catch {
      // Full storage: the draft stays in memory for as long as the tab lives.
    }
  }
  function flush() {
    clearTimeout(timer);
    for (const key of unwritten) write(key);
    unwritten.clear();
    tellFlushed();
  }
  function put(key: string, draft: Draft) {
    drafts.set(key, draft);
    revision++;
    for (const listener of listeners) listener();
  }

  const of = (conversationId: string, mode: DraftMode) => drafts.get(`${conversationId}.${mode}`) ?? NONE;
  function change(conversationId: string, mode: DraftMode, part: Partial<Draft>) {
    const key = `${conversationId}.${mode}`;
    const updatedAt = new Date().toISOString();
    put(key, { ...of(conversationId, mode), ...part, updatedAt, isSaved: false });
    unwritten.add(key);
    clearTimeout(timer);
    timer = setTimeout(flush, SAVE_AFTER_MS);
  }

  return {
    get: (conversationId, mode) => of(conversationId, mode).content,
    of,
    set(conversationId, mode, content) {
      if (of(conversationId, mode).content !== content) change(conversationId, mode, { content });
    },
    change,
    take({ conversationId, mode, ...draft }) {
      const key = `${conversationId}.${mode}`;
      const held = drafts.get(key);
      if (held && held.updatedAt >= draft.updatedAt) return;
      put(key, { ...draft, isSaved: true });
      write(key);
    },
    revision: () => revision,
    preview(conversationId) {
      const { content, files } = of(conversationId, "reply");
      return content.trim() || files[0]?.name || null;
    },
    flush,
    unsaved: () => [...drafts].filter(([, draft]) => !draft.isSaved),
    saved(key, updatedAt) {
      const held = drafts.get(key);
      if (held?.updatedAt !== updatedAt) return;
      drafts.set(key, { ...held, isSaved: true });
      write(key);
    },
    onFlush(listener) {
      tellFlushed = listener;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function read(text: string): Draft {
  try {
    const draft = JSON.parse(text) as Draft;
    if (typeof draft.content === "string") return { ...NONE, ...draft };
  } catch {
    // Written before drafts were more than their text.
  }
  return { ...NONE, content: text, isSaved: false };
}
