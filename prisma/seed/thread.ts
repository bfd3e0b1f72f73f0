import { newId } from "../../server/core/ids";
import { previewOf } from "../../server/core/plain-text";
import type { ActivityData } from "../../server/modules/messages/schema";
import type { TableRows } from "./rows";

export type FileDraft = {
  id: string;
  name: string;
  contentType: string;
  size: number;
  width?: number | null;
  height?: number | null;
};

/** One entry of a thread to be made. Without `at` entries follow one another by a minute and end now. */
export type MessageDraft = {
  kind: "incoming" | "outgoing" | "note" | "activity";
  content?: string;
  /** A member's id for an outgoing message, note or activity; incoming ones come from the contact. */
  authorId?: string | null;
  /** Where it is neither: the bot's own words, or an activity of the contact. */
  by?: "bot" | "contact";
  at?: Date;
  clientId?: string;
  data?: ActivityData;
  files?: FileDraft[];
};

type Place = { id: string; tenantId: string; inboxId: string; contactId: string };
type MessageRow = TableRows["message"] & { id: string; createdAt: Date };

/** The rows of a thread's entries, numbered from `afterSeq` + 1. */
export function threadRows(place: Place, drafts: readonly MessageDraft[], afterSeq = 0): MessageRow[] {
  const now = Date.now();
  return drafts.map((draft, index) => {
    const createdAt = draft.at ?? new Date(now - (drafts.length - 1 - index) * 60_000);
    const fromContact = draft.kind === "incoming" || draft.by === "contact";
    return {
      id: newId(createdAt.getTime()),
      tenantId: place.tenantId,
      conversationId: place.id,
      inboxId: place.inboxId,
      seq: afterSeq + index + 1,
      kind: draft.kind,
      authorKind: fromContact ? "contact" : draft.authorId ? "member" : (draft.by ?? "system"),
      authorId: fromContact ? place.contactId : (draft.authorId ?? null),
      clientId: draft.clientId ?? null,
      content: draft.content ?? "",
      attachments: (draft.files ?? []).map(({ id, ...file }) => ({ fileId: id, ...file })),
      data: draft.data ?? null,
      createdAt,
    } as MessageRow;
  });
}

/** What the conversation's row says of its thread: the same as if each entry had been written by the application. */
export function threadSummary(rows: readonly MessageRow[]) {
  const visible = rows.filter((row) => row.kind === "incoming" || row.kind === "outgoing");
  const spoken = rows.filter((row) => row.kind !== "activity");
  const last = spoken.at(-1);
  const lastReply = visible.findLastIndex((row) => row.kind === "outgoing");
  const waiting = visible[lastReply + 1];
  return {
    lastSeq: rows.at(-1)?.seq ?? 0,
    lastVisibleSeq: visible.at(-1)?.seq ?? 0,
    incomingCount: visible.filter((row) => row.kind === "incoming").length,
    lastMessageAt: last?.createdAt,
    lastMessagePreview: last
      ? previewOf(last.content ?? "", last.attachments as { name: string }[], last.kind)
      : "",
    lastMessageKind: last?.kind ?? null,
    lastMessageHasFile: Array.isArray(last?.attachments) && last.attachments.length > 0,
    waitingSince: waiting?.createdAt ?? null,
    firstReplyAt: visible.find((row) => row.kind === "outgoing")?.createdAt ?? null,
    version: rows.length,
  };
}
