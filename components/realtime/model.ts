import type {
  ConversationCounts,
  ConversationSummary,
  ListedConversation,
  MyRead,
} from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";
import { movedCounts } from "./counting";
import { addMessages, type Thread } from "./thread";

/** What an act of ours has changed on the screen before the server has answered. */
export type Overlay = Partial<
  Pick<
    ConversationSummary,
    | "assigneeId"
    | "status"
    | "teamId"
    | "priority"
    | "labelIds"
    | "participantIds"
    | "snoozedUntil"
    | "isMuted"
    | "contact"
  >
>;

/**
 * Everything the browser knows of one tenant's conversations. Facts come from pages, the socket, the change feed and
 * our own acts, in any order and any number of times; the highest version wins, so that the result is always the same.
 */
export type Model = {
  readonly memberId: string;
  readonly held: Map<string, ConversationSummary>;
  readonly overlays: Map<string, Overlay>;
  /** `held` with its overlay: what the screen shows. */
  readonly shown: Map<string, ConversationSummary>;
  readonly reads: Map<string, MyRead>;
  readonly threads: Map<string, Thread>;
  /** What was let go: at which version, so that a late echo does not bring it back, and when, for answers asked for before. */
  readonly gone: Map<string, { version: number; at: number }>;
  counts: ConversationCounts;
  /** Moves on with every change of `shown`; what is derived from it is kept until then. */
  revision: number;
};

export function createModel(memberId: string, counts: ConversationCounts): Model {
  return {
    memberId,
    held: new Map(),
    overlays: new Map(),
    shown: new Map(),
    reads: new Map(),
    threads: new Map(),
    gone: new Map(),
    counts,
    revision: 0,
  };
}

/**
 * Takes a conversation as it was at some version. `askedAt` is the model's revision when it was asked for: what we had
 * to let go since then stays away. Returns true when it is news.
 */
export function applyConversation(
  model: Model,
  given: ConversationSummary | ListedConversation,
  askedAt = Number.POSITIVE_INFINITY,
): boolean {
  const { myRead, ...summary } = { myRead: null, ...given };
  const gone = model.gone.get(summary.id);
  if (gone && (gone.version >= summary.version || gone.at > askedAt)) return false;
  if (myRead) applyRead(model, summary.id, myRead);
  const held = model.held.get(summary.id);
  if (held && held.version >= summary.version) return false;
  const thread = model.threads.get(summary.id);
  if (held && thread && held.threadVersion !== summary.threadVersion) thread.isStale = true;
  model.held.set(summary.id, summary);
  show(model, summary.id);
  return true;
}

/** The highest version wins; of one version, what reaches further: our own reading is shown before the server has heard of it. */
export function applyRead(model: Model, conversationId: string, read: MyRead): boolean {
  const known = model.reads.get(conversationId);
  if (known && (known.version > read.version || (known.version === read.version && known.seq >= read.seq)))
    return false;
  model.reads.set(conversationId, read);
  model.revision++;
  return true;
}

/** Shows the conversation as read or not before the server has answered; returns how to take it back. */
export function showRead(model: Model, conversationId: string, isRead: boolean): () => void {
  const before = model.reads.get(conversationId);
  const held = model.held.get(conversationId);
  if (!held || held.incomingCount === 0) return () => {};
  const shown: MyRead = {
    seq: isRead ? held.lastSeq : held.lastSeq - 1,
    incoming: isRead ? held.incomingCount : held.incomingCount - 1,
    version: before?.version ?? 0,
  };
  model.reads.set(conversationId, shown);
  model.revision++;
  return () => {
    if (model.reads.get(conversationId) !== shown) return;
    if (before) model.reads.set(conversationId, before);
    else model.reads.delete(conversationId);
    model.revision++;
  };
}

/** Messages of threads that were never opened are left out; they are loaded fresh when they are. */
export function applyMessage(model: Model, message: MessageDto): boolean {
  const thread = model.threads.get(message.conversationId);
  return thread && !thread.isStale ? addMessages(thread, [message]) : false;
}

/** The conversation is no longer ours to see. */
export function letGo(model: Model, conversationId: string): void {
  const version = model.held.get(conversationId)?.version ?? -1;
  model.held.delete(conversationId);
  model.overlays.delete(conversationId);
  model.reads.delete(conversationId);
  model.threads.delete(conversationId);
  show(model, conversationId);
  model.gone.set(conversationId, { version, at: model.revision });
}

export function setOverlay(model: Model, conversationId: string, overlay: Overlay | null): void {
  if (overlay) model.overlays.set(conversationId, { ...model.overlays.get(conversationId), ...overlay });
  else model.overlays.delete(conversationId);
  show(model, conversationId);
}

/** Forgets everything that came from the server; what we are just doing stays. */
export function clearModel(model: Model): void {
  for (const map of [model.held, model.shown, model.reads, model.threads, model.gone]) map.clear();
  model.revision++;
}

function show(model: Model, id: string): void {
  const before = model.shown.get(id);
  const held = model.held.get(id);
  const overlay = model.overlays.get(id);
  const after = held && overlay ? { ...held, ...overlay } : held;
  if (after) model.shown.set(id, after);
  else model.shown.delete(id);
  if (before) model.counts = movedCounts(model.counts, before, after, model.memberId);
  model.revision++;
}

/** Messages of the contact this member has not read; where our reading is unknown, whether the last word is theirs. */
export function unreadOf(conversation: ConversationSummary, read: MyRead | undefined): number {
  // Activity is the last word only where it waits for somebody, as a call does.
  if (!read) return /^[ai]/.test(conversation.lastMessage?.kind ?? "") ? 1 : 0;
  return Math.max(0, conversation.incomingCount - read.incoming);
}
