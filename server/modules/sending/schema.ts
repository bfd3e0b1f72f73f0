import { z } from "zod";
import { cursorOf } from "../../core/paging";
import { Content, MessageId, type MessageTimes } from "../messages/schema";

/** The life of one message. Times are ISO 8601 in UTC. */
export type MessageTrace = {
  createdAt: string;
  isOurs: boolean;
  status: string;
  /** The provider's id of it. */
  externalId: string | null;
  error: { reason: string; fix?: string; code?: string } | null;
  times: MessageTimes;
  /** `outcome`: sent, retry, failed or unconfirmed; null while it runs. `isOver`: a member has sent the message again since. */
  attempts: {
    number: number;
    startedAt: string;
    endedAt: string | null;
    outcome: string | null;
    externalId: string | null;
    code: string | null;
    reason: string | null;
    isOver: boolean;
  }[];
  /** What is still to be done, and when. */
  owed: { state: string; runAt: string; lastError: string | null } | null;
  /** The request that brought it. */
  delivery: { id: string; state: string; receivedAt: string; processedAt: string | null } | null;
};

export const OUTBOX_STATES = ["scheduled", "ready", "waiting", "done", "dead"] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/** `open`: whatever is not finished. */
export const ListOutbox = z.object({
  status: z.enum([...OUTBOX_STATES, "open"]).optional(),
  cursor: cursorOf(z.tuple([z.string().regex(/^\d{1,18}$/)])).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListOutbox = z.infer<typeof ListOutbox>;

/** `hidesBackground`: without what Parley does for itself, but for what of it was given up. */
export const ShowOutbox = ListOutbox.extend({ hidesBackground: z.boolean().default(false) });
export type ShowOutbox = z.infer<typeof ShowOutbox>;

export const OutboxId = z.object({ entryId: z.string().regex(/^\d{1,18}$/, "is the number of an entry") });
export type OutboxId = z.infer<typeof OutboxId>;

/** One side effect that is or was owed. Times are ISO 8601 in UTC; `payload` only for those who may write. */
export type OutboxListed = {
  id: string;
  kind: string;
  lane: string | null;
  key: string | null;
  status: OutboxState;
  attempts: number;
  maxAttempts: number;
  lastError: string | null;
  runAt: string;
  createdAt: string;
  finishedAt: string | null;
  /** What it is about, as far as whoever asks may see it. */
  about: { person: string | null; inbox: string | null };
  payload?: unknown;
};

const graphemes = new Intl.Segmenter();
/** Flags and key caps too. */
function isEmoji(text: string): boolean {
  if (text.length > 40 || [...graphemes.segment(text)].length !== 1) return false;
  return /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(text);
}
/** One emoji, with all that makes it one; null takes ours back. */
export const ReactToMessage = MessageId.extend({
  emoji: z.string().refine(isEmoji, "Choose one emoji.").nullable(),
});
export type ReactToMessage = z.infer<typeof ReactToMessage>;

export const EditMessage = MessageId.extend({
  content: Content.refine((text) => text.trim() !== "", "Write something, or delete the message."),
});
export type EditMessage = z.infer<typeof EditMessage>;
