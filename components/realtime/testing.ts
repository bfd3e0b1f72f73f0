import type { ConversationSummary, ListedConversation } from "../../server/modules/conversations/schema";
import type { MessageDto } from "../../server/modules/messages/schema";

/** A repeatable source of chance for property tests (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [copy[i], copy[j]] = [copy[j]!, copy[i]!];
  }
  return copy;
}

export function summaryOf(id: string, more: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id,
    displayNumber: 1,
    inboxId: "inbox",
    contact: {
      id: `contact-${id}`,
      name: "Grace Whitfield",
      email: null,
      phone: null,
      city: null,
      isBlocked: false,
    },
    status: "open",
    assigneeId: null,
    teamId: null,
    participantIds: [],
    snoozedUntil: null,
    isMuted: false,
    windowClosesAt: null,
    priority: null,
    labelIds: [],
    lastMessage: null,
    lastMessageAt: "2026-11-20T09:00:00.000Z",
    threadVersion: 0,
    mergedIntoId: null,
    lastSeq: 0,
    incomingCount: 0,
    waitingSince: null,
    firstReplyAt: null,
    contactSeenSeq: 0,
    contactSeenAt: null,
    createdAt: "2026-11-20T09:00:00.000Z",
    version: 0,
    ...more,
  };
}

export function listedOf(id: string, more: Partial<ListedConversation> = {}): ListedConversation {
  return { ...summaryOf(id, more), myRead: more.myRead ?? { seq: 0, incoming: 0, version: 0 } };
}

export function messageOf(conversationId: string, seq: number, more: Partial<MessageDto> = {}): MessageDto {
  return {
    id: `${conversationId}-${seq}`,
    conversationId,
    seq,
    kind: "incoming",
    author: { kind: "contact", id: null },
    clientId: null,
    content: `message ${seq}`,
    attachments: [],
    data: null,
    status: "sent",
    error: null,
    extras: null,
    replyTo: null,
    isDeleted: false,
    createdAt: "2026-11-20T09:00:00.000Z",
    version: 1,
    ...more,
  };
}
