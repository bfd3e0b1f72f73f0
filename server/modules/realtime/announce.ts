import type { RoomMessage } from "../../infra/realtime/publisher";
import { runtime } from "../../infra/runtime";
import type { CommittedChange, LiveSignal } from "../conversations/live";
import { toVisitorMessage } from "../conversations/message-row";
import type { LiveChange, LiveGone, LiveRead, LiveTyping } from "../conversations/schema";
import { toSummary } from "../conversations/summary";
import type { ActivityData } from "../messages/schema";
import type { LiveDraft, LiveScheduled } from "../replies/schema";
import { closeUnlessVisible } from "./reactions";
import { rooms, roomsOf } from "./rooms";

/** Hosted Pusher refuses event data over 10 KB; what is larger is asked for instead. */
const MAX_DATA = 9_000;

/** Tells everybody who may see the changes, right after their commit. What gets lost here, the change feed repairs. */
export function announceChanges(changes: readonly CommittedChange[]): void {
  const messages: RoomMessage[] = [];
  for (const change of changes) {
    const now = roomsOf(change.row);
    if (change.isDeleted) {
      const data: LiveGone = { id: change.eventId, conversationId: change.row.id };
      messages.push({ rooms: now, event: "gone", data });
      continue;
    }
    messages.push({
      rooms: now,
      event: "change",
      data: liveChange(change),
      exceptSocketId: change.exceptSocketId,
    });
    const left = leftRooms(change, now);
    if (left.length) {
      const data: LiveGone = { id: change.eventId, conversationId: change.row.id };
      messages.push({ rooms: left, event: "gone", data });
    }
    if (change.row.identity_id) {
      const event = visitorEvent(change);
      if (event) messages.push({ rooms: [rooms.visitor(change.row.identity_id)], ...event });
    }
    const { assigneeId: lost, participantIds = [] } = change.before ?? {};
    if (lost && lost !== change.row.assignee_id) void closeThreadOf(lost, change);
    for (const id of participantIds)
      if (!change.row.participant_ids.includes(id)) void closeThreadOf(id, change);
  }
  runtime().realtime.publish(messages);
}

function liveChange(change: CommittedChange): LiveChange {
  const whole: LiveChange = {
    id: change.eventId,
    type: change.type,
    conversation: toSummary(change.row),
    message: change.message,
  };
  // A character may take three bytes; measuring exactly is only worth it near the limit.
  const { message } = change;
  const size =
    message && !message.data ? message.content.length + message.attachments.length * 600 : MAX_DATA;
  if (!message || size * 3 < MAX_DATA - 2_000 || Buffer.byteLength(JSON.stringify(whole)) <= MAX_DATA)
    return whole;
  return { ...whole, message: null, truncated: true };
}

function leftRooms(change: CommittedChange, now: readonly string[]): string[] {
  const { before, row } = change;
  if (!before) return [];
  const then = roomsOf({
    ...row,
    assignee_id: before.assigneeId,
    participant_ids: before.participantIds ?? row.participant_ids,
  });
  return then.filter((room) => !now.includes(room));
}

/** What gives messages other places, or another conversation. */
const MOVES: ReadonlySet<string | undefined> = new Set<ActivityData["type"]>([
  "merged",
  "mergedInto",
  "splitFrom",
  "splitOff",
  "unmerged",
  "rejoined",
]);

function visitorEvent(change: CommittedChange): { event: string; data: object } | null {
  const { message, row } = change;
  const conversationId = row.id;
  if (change.type === "conversation.status_changed")
    return { event: "status", data: { conversationId, status: row.status } };
  if (change.type === "conversation.seen")
    return { event: "seen", data: { conversationId, seq: row.contact_seen_seq } };
  if (MOVES.has(message?.data?.type)) return { event: "pull", data: { conversationId } };
  if (!message || (message.kind !== "incoming" && message.kind !== "outgoing")) return null;
  const data = {
    conversationId,
    message: toVisitorMessage(message, change.authorName ?? null),
    // A change of a message says nothing of what stands before it.
    prevSeq: change.type === "message.updated" ? message.seq - 1 : (change.prevVisibleSeq ?? 0),
  };
  const isSmall = message.content.length * 3 + message.attachments.length * 600 < MAX_DATA;
  return (isSmall && !message.data) || Buffer.byteLength(JSON.stringify(data)) <= MAX_DATA
    ? { event: "message", data }
    : { event: "pull", data: { conversationId } };
}

/** Whoever has just lost a conversation may still sit in its thread room. */
async function closeThreadOf(memberId: string, change: CommittedChange): Promise<void> {
  try {
    await closeUnlessVisible(change.tenantId, memberId, change.row);
  } catch (err) {
    runtime().log.error({ err, tenantId: change.tenantId }, "the rooms of a member could not be closed");
  }
}

/** False where no socket is anywhere that could hear. */
export const isWatched = (): boolean => runtime().realtime.reachesAny();

export function announceSignal(signal: LiveSignal): void {
  if (signal.kind === "read") {
    const { row, memberId, seq, incoming, version } = signal;
    const data: LiveRead = { conversationId: row.id, myRead: { seq, incoming, version } };
    const messages: RoomMessage[] = [{ rooms: [rooms.member(row.tenant_id, memberId)], event: "read", data }];
    if (row.identity_id)
      messages.push({
        rooms: [rooms.visitor(row.identity_id)],
        event: "teamSeen",
        data: { conversationId: row.id, seq: Math.min(seq, row.last_visible_seq) },
      });
    runtime().realtime.publish(messages);
    return;
  }
  if (signal.kind === "draft") {
    const { tenantId, memberId, draft } = signal;
    const isSmall = Buffer.byteLength(JSON.stringify(draft)) <= MAX_DATA;
    const data: LiveDraft = { draft: isSmall ? (draft as LiveDraft["draft"]) : null };
    runtime().realtime.publish([{ rooms: [rooms.member(tenantId, memberId)], event: "draft", data }]);
    return;
  }
  if (signal.kind === "scheduled") {
    const data: LiveScheduled = { conversationId: signal.row.id };
    runtime().realtime.publish([{ rooms: roomsOf(signal.row), event: "scheduled", data }]);
    return;
  }
  const { row, memberId, isTyping, isNote, takesOver, lastsMs } = signal;
  const data: LiveTyping = { conversationId: row.id, memberId, isTyping, isNote, takesOver, lastsMs };
  const messages: RoomMessage[] = [{ rooms: roomsOf(row), event: "typing", data }];
  if (memberId && !isNote && row.identity_id) {
    const name = signal.memberName?.split(/\s+/)[0] ?? null;
    messages.push({
      rooms: [rooms.visitor(row.identity_id)],
      event: "typing",
      data: { conversationId: row.id, name, isTyping },
    });
  }
  runtime().realtime.publish(messages);
}
