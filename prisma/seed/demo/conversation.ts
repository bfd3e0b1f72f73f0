import { newId } from "../../../server/core/ids";
import { MENTION } from "../../../server/core/mention";
import type { Random } from "../random";
import type { TableRows } from "../rows";
import { type FileDraft, type MessageDraft, threadRows, threadSummary } from "../thread";
import { drawFile } from "./files";
import { type DemoLine, readLines } from "./lines";
import { ratedDrafts, ratingOf, withMentions } from "./said-after";
import type { DemoThread } from "./types";

export type DemoBytes = { key: string; body: Buffer; contentType: string };

export type Given = {
  thread: DemoThread;
  tenantId: string;
  inboxId: string;
  contact: { id: string; identityId: string };
  /** The owner and the agents, and their names in the same order. */
  memberIds: string[];
  names: readonly string[];
  labelIds: Map<string, string>;
  /** A conversation with a label that is called as a team belongs to that team. */
  teamIds: ReadonlyMap<string, string>;
  /** When its last message was written, Unix milliseconds. */
  end: number;
  random: Random;
};

const MINUTE = 60_000;

/** One written thread as rows, with the activities that a real desk would have left in it. */
export function buildConversation(given: Given) {
  const { thread, tenantId, contact, memberIds, end } = given;
  const status = thread.status ?? "open";
  const assigneeId = thread.to === undefined ? null : memberIds[thread.to]!;
  const place = { id: newId(end), tenantId, inboxId: given.inboxId, contactId: contact.id };
  const bytes: DemoBytes[] = [];
  const ratingId = newId(end);
  const drafts = draftsOf(given, assigneeId, ratingId, bytes);
  const messages = threadRows(place, drafts);
  const summary = threadSummary(messages);
  const incoming = messages.filter((message) => message.kind === "incoming");
  const unread = thread.unread ?? 0;
  return {
    bytes,
    messages,
    lastWroteAt: incoming.at(-1)!.createdAt,
    conversation: {
      ...place,
      ...summary,
      identityId: contact.identityId,
      displayNumber: 0,
      status,
      assigneeId,
      teamId: thread.labels?.map((name) => given.teamIds.get(name)).find(Boolean) ?? null,
      priority: thread.priority ?? null,
      snoozedUntil: status === "snoozed" ? new Date(Date.now() + 5 * 1440 * MINUTE) : null,
      waitingSince: status === "resolved" ? null : summary.waitingSince,
      contactSeenSeq: summary.lastVisibleSeq,
      contactSeenAt: new Date(end),
      createdAt: messages[0]!.createdAt,
    } satisfies TableRows["conversation"],
    ratings: thread.rated ? [ratingOf(given, { ratingId, conversationId: place.id, assigneeId })] : [],
    mentions: messages.flatMap((message) =>
      [...message.content!.matchAll(MENTION)].map(([, , , memberId]) => ({
        ...{ tenantId, memberId: memberId!, messageId: message.id, conversationId: place.id },
        createdAt: message.createdAt,
      })),
    ),
    labels: (thread.labels ?? []).map((name) => ({
      tenantId,
      conversationId: place.id,
      labelId: given.labelIds.get(name)!,
    })),
    reads: memberIds.map((memberId) => ({
      tenantId,
      conversationId: place.id,
      memberId,
      lastSeqRead: unread === 0 ? summary.lastSeq : incoming.at(-unread)!.seq - 1,
      incomingRead: summary.incomingCount - unread,
    })),
    files: messages.flatMap((message, i) =>
      (drafts[i]!.files ?? []).map((file) => ({
        ...file,
        tenantId,
        messageId: message.id,
        uploaderKind: message.authorKind,
        uploaderId: message.kind === "incoming" ? contact.identityId : message.authorId,
        storageKey: `${tenantId}/${file.id}`,
        state: "stored" as const,
        createdAt: message.createdAt,
      })),
    ),
  };
}

function draftsOf(
  given: Given,
  assigneeId: string | null,
  ratingId: string,
  bytes: DemoBytes[],
): MessageDraft[] {
  const { thread, memberIds, end, random } = given;
  const lines = readLines(thread);
  const gaps = lines.map((line, i) => (i === 0 ? 0 : gapBefore(line, lines[i - 1]!, random)));
  let at = end - gaps.reduce((sum, gap) => sum + gap, 0);
  const drafts = lines.map((line, i): MessageDraft => {
    at += gaps[i]!;
    return {
      kind: line.kind,
      content: line.kind === "note" ? withMentions(line.content, given) : line.content,
      authorId: line.author === null ? null : memberIds[line.author]!,
      at: new Date(at),
      files: line.file ? [fileOf(given.tenantId, line.file, bytes)] : [],
    };
  });
  const answered = drafts.findIndex((draft) => draft.kind !== "incoming");
  if (assigneeId && answered > 0) {
    // What is marked urgent was handed out by the owner, the rest was taken.
    const authorId = thread.priority ? memberIds[0]! : assigneeId;
    const data = { type: "assigned", assigneeId, previousAssigneeId: null } as const;
    drafts.splice(answered, 0, {
      kind: "activity",
      authorId,
      data,
      at: new Date(drafts[answered]!.at!.getTime() - 15_000),
    });
  }
  if (thread.status === "resolved") {
    const data = { type: "status", status: "resolved", previousStatus: "open" } as const;
    drafts.push({ kind: "activity", authorId: assigneeId, data, at: new Date(end + 15_000) });
    drafts.push(...ratedDrafts(thread, ratingId, end));
  }
  return drafts;
}

/** Milliseconds: people add a second thought at once, answer within minutes, and come back after hours. */
function gapBefore(line: DemoLine, before: DemoLine, random: Random): number {
  if (line.isLater) return random.int(4 * 60, 20 * 60) * MINUTE;
  return line.kind === before.kind ? random.int(20, 90) * 1000 : random.int(60, 420) * 1000;
}

function fileOf(tenantId: string, name: string, bytes: DemoBytes[]): FileDraft {
  const { body, ...file } = drawFile(name);
  const id = newId();
  bytes.push({ key: `${tenantId}/${id}`, body, contentType: file.contentType });
  return { id, name, size: body.length, width: null, height: null, ...file };
}
