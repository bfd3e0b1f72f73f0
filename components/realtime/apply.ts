import type { LiveChange, SyncAnswer } from "../../server/modules/conversations/schema";
import { applyConversation, applyMessage, letGo, type Model } from "./model";

/** What the model cannot settle by itself after a change. */
export type Wanted = {
  /** Conversations to ask for: we do not know how far this member has read. */
  conversations: string[];
  /** The change did not fit into one event: read the feed. */
  feed: boolean;
};

const NOTHING: Wanted = { conversations: [], feed: false };

/** Applies a live change: late, twice or out of order, it comes to the same. */
export function applyChange(model: Model, change: LiveChange): Wanted {
  const isNews = applyConversation(model, change.conversation);
  const held = model.held.get(change.conversation.id);
  // A message numbered as before the last merge or split belongs elsewhere by now.
  const isOfToday = !held || change.conversation.threadVersion >= held.threadVersion;
  if (change.message && isOfToday) applyMessage(model, change.message);
  if (change.truncated) return { conversations: [], feed: true };
  const { id } = change.conversation;
  if (!isNews || model.reads.has(id)) return NOTHING;
  if (change.conversation.lastSeq <= 1) {
    // Nobody has read a conversation that has just begun.
    model.reads.set(id, { seq: 0, incoming: 0, version: 0 });
    return NOTHING;
  }
  return { conversations: [id], feed: false };
}

/** Applies a page of the change feed. */
export function applyAnswer(model: Model, answer: SyncAnswer): void {
  for (const conversation of answer.conversations) applyConversation(model, conversation);
  for (const message of answer.messages) applyMessage(model, message);
  for (const id of answer.gone) letGo(model, id);
}
