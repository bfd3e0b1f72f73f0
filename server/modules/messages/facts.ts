import { z } from "zod";
import { isAlike, type Mark } from "../../core/marked";
import type {
  MessageDto,
  MessageKind,
  MessageMeta,
  MessageReaction,
  MessageStatus,
  MessageVersion,
} from "./schema";

const at = z.string();
const failure = z.object({
  class: z.string(),
  code: z.string(),
  reason: z.string(),
  fix: z.string(),
  /** Which one of a message that went as several, from 1. */
  part: z.number().optional(),
});
export type SendFailure = z.infer<typeof failure>;

const mark: z.ZodType<Mark> = z.object({
  kind: z.enum(["bold", "italic", "strike", "code", "block", "quote", "link"]),
  from: z.number(),
  to: z.number(),
  href: z.string().optional(),
});

/**
 * Who did it; what was kept before it said so counts as the contact's, who may do least. `by`: all names of the one who did it,
 * where the network tells them.
 */
const whose = { author: z.enum(["contact", "us"]).default("contact"), by: z.array(z.string()).optional() };
/** Until when the contact may be written to since then, where a sign of theirs opens a window. */
const opensUntil = at.optional();

/** What was said of a message after it was written. May come before the message itself and in any order; times are ISO 8601. */
export const Fact = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("status"),
    status: z.enum(["sent", "delivered", "read", "played", "failed"]),
    at,
    failure: failure.nullable(),
    /** Of a later one of a message that went as several; 0 when only that is known. */
    part: z.number().optional(),
  }),
  z.object({
    type: z.literal("edit"),
    content: z.string(),
    marks: z.array(mark).optional(),
    at,
    opensUntil,
    ...whose,
  }),
  z.object({ type: z.literal("revoke"), at, ...whose }),
  z.object({
    type: z.literal("reaction"),
    by: z.string(),
    author: z.enum(["contact", "us"]),
    name: z.string().nullable(),
    emoji: z.string().nullable(),
    at,
    opensUntil,
  }),
  /** The message of this external id answers it. */
  z.object({ type: z.literal("quote"), by: z.string() }),
]);
export type Fact = z.infer<typeof Fact>;

/** A message as far as facts change it. */
export type Factual = {
  kind: MessageKind;
  content: string;
  status: MessageStatus;
  error: (NonNullable<MessageDto["error"]> & { code?: string; part?: number }) | null;
  meta: MessageMeta | null;
  is_deleted: boolean;
  created_at: Date;
};

/** The error of a send of which nobody knows whether the provider took it. */
export const UNCONFIRMED = "unconfirmed";
/** The same of one after which others would have gone, which did not. */
export const INTERRUPTED = "interrupted";

/** They go up only; a failure counts against sent, and not against what has arrived after all (Cloud contract §4). */
const RANK: Record<MessageStatus, number> = {
  queued: 0,
  sent: 2,
  failed: 3,
  delivered: 4,
  read: 5,
  played: 6,
};
/** Whatever became of the others: it has not arrived whole. */
const IN_PART = 7;

function rankOf({ status, error }: Pick<Factual, "status" | "error">): number {
  if (status === "failed" && error?.part !== undefined) return IN_PART;
  return status === "failed" && error?.code === UNCONFIRMED ? 1 : RANK[status];
}

/** The message as it is once it is known; the same whatever the order and however often. Null: nothing new. */
export function learn<M extends Factual>(message: M, fact: Exclude<Fact, { type: "quote" }>): M | null {
  switch (fact.type) {
    case "status":
      return learnStatus(message, fact);
    case "edit":
      return isTheirs(message, fact) ? learnEdit(message, fact) : null;
    case "revoke":
      return message.is_deleted || !isTheirs(message, fact)
        ? null
        : { ...message, is_deleted: true, content: "", meta: bare(message.meta) };
    case "reaction":
      return learnReaction(message, fact);
  }
}

/**
 * Whether whoever did it wrote the message: a forged app can name any message, and the network passes it on. In a group of
 * ours, we may take away what others wrote.
 */
export function isTheirs(
  { kind, meta }: Pick<Factual, "kind" | "meta">,
  { type, author, by }: Extract<Fact, { type: "edit" | "revoke" }>,
): boolean {
  const sender = meta?.sender?.key;
  if (author === "us") return kind === "outgoing" || (type === "revoke" && sender !== undefined);
  return kind === "incoming" && (!by || !sender || by.includes(sender));
}

function isNoNews(message: Factual, { status, failure }: Extract<Fact, { type: "status" }>): boolean {
  return rankOf({ status, error: failure }) <= rankOf(message);
}

function learnStatus<M extends Factual>(message: M, fact: Extract<Fact, { type: "status" }>): M | null {
  if (message.kind !== "outgoing") return null;
  if (fact.part !== undefined) return learnOfPart(message, fact, fact.part);
  const timed = learnTime(message, fact);
  return isNoNews(message, fact)
    ? timed
    : { ...(timed ?? message), status: fact.status, error: fact.failure };
}

/** When it was first said, also of what is behind us by now. When it was sent, its attempts know. */
function learnTime<M extends Factual>(
  message: M,
  { status, at }: Extract<Fact, { type: "status" }>,
): M | null {
  if (status === "sent") return null;
  const known = message.meta?.times?.[status];
  if (known !== undefined && Date.parse(known) <= Date.parse(at)) return null;
  return { ...message, meta: { ...message.meta, times: { ...message.meta?.times, [status]: at } } };
}

/** The first one stands for a message that went as several; of the others only a failure counts, and its end. */
function learnOfPart<M extends Factual>(
  message: M,
  { status, failure }: Extract<Fact, { type: "status" }>,
  part: number,
): M | null {
  const { error } = message;
  if (failure && status === "failed")
    return error?.part === undefined ? { ...message, status, error: { ...failure, part } } : null;
  const isConfirmed = error?.code === UNCONFIRMED && error.part === part;
  return isConfirmed ? { ...message, status: "sent", error: null } : null;
}

/** What was ever said, in the order of time, as far as it is kept; what is shown is the newest of it. */
function learnEdit<M extends Factual>(
  message: M,
  { content, marks, at }: Extract<Fact, { type: "edit" }>,
): M | null {
  if (message.is_deleted) return null;
  const { marks: own, ...meta } = message.meta ?? {};
  const known = meta.versions ?? [
    { content: message.content, ...(own && { marks: own }), at: message.created_at.toISOString() },
  ];
  const isKnown = known.some(
    (version) => version.at === at && version.content === content && isAlike(version.marks, marks),
  );
  if (isKnown) return null;
  const said = { content, ...(marks && { marks }), at };
  const [first, ...later] = known;
  const versions = firstAndLast([first!, ...[...later, said].sort(inTime)]);
  if (!versions.includes(said)) return null;
  const newest = versions.at(-1)!;
  const formatted = newest.marks && { marks: newest.marks };
  return { ...message, content: newest.content, meta: { ...meta, ...formatted, versions } };
}

/** Of two in one moment the words decide, then their formatting, so that it is the same whichever is heard first. */
function inTime(one: MessageVersion, other: MessageVersion): number {
  return (
    Date.parse(one.at) - Date.parse(other.at) || byWords(one.content, other.content) || byMarks(one, other)
  );
}

const byWords = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** None before some, whatever the order of their keys. */
export function byMarks(one: { marks?: readonly Mark[] }, other: { marks?: readonly Mark[] }): number {
  const textOf = ({ marks = [] }: { marks?: readonly Mark[] }) =>
    marks.map(({ from, to, kind, href = "" }) => `${from} ${to} ${kind} ${href}`).join("\n");
  return byWords(textOf(one), textOf(other));
}

/** How many wordings are kept beside the first: whoever edits without end does not fill the disk. */
const KEPT_LAST = 30;

/**
 * The same whatever the order in which they came: one that falls out is older than all that stay, and comes in again no more.
 * Only where an edit of ours is taken back that the provider refused, what fell out before stays out.
 */
export function firstAndLast<T>(inOrderOfTime: readonly T[]): T[] {
  const [first, ...later] = inOrderOfTime;
  return first === undefined ? [] : [first, ...later.slice(-KEPT_LAST)];
}

/** One person has one reaction: the latest; taking it back is kept too, so that an older one does not come again. */
function learnReaction<M extends Factual>(message: M, fact: Extract<Fact, { type: "reaction" }>): M | null {
  if (message.is_deleted) return null;
  const { type: _, opensUntil: __, ...reaction } = fact;
  const known = message.meta?.reactions ?? [];
  const own = known.find(({ by }) => by === fact.by);
  if (own && isNewer(own, reaction)) return null;
  const reactions = [...known.filter(({ by }) => by !== fact.by), reaction].sort((a, b) =>
    a.by < b.by ? -1 : 1,
  );
  return { ...message, meta: { ...message.meta, reactions } };
}

/** Or the same. Of two in one moment one that stands goes before one taken back, as learnEdit decides it by what it is. */
function isNewer(own: MessageReaction, other: MessageReaction): boolean {
  const later = Date.parse(own.at) - Date.parse(other.at);
  return later === 0 ? (own.emoji ?? "") >= (other.emoji ?? "") : later > 0;
}

/** What a revoked message may still say of itself. */
function bare(meta: MessageMeta | null): MessageMeta | null {
  const { sender, deliveryId } = meta ?? {};
  return meta && { ...(sender && { sender }), ...(deliveryId && { deliveryId }) };
}
