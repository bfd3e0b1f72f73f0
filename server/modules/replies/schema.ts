import { z } from "zod";
import { Text } from "../../core/text";
import { type AttachmentDto, ClientId, Content, MAX_ATTACHMENTS, type Quote } from "../messages/schema";

const FileIds = z.array(z.uuid()).max(MAX_ATTACHMENTS, `A message carries up to ${MAX_ATTACHMENTS} files.`);

export type DraftMode = "reply" | "note";

/** What a member has begun to write; longer than a message may be, so that nothing pasted gets lost. */
export const SaveDraft = z.object({
  conversationId: z.uuid(),
  mode: z.enum(["reply", "note"]),
  content: Text(50_000, "A draft holds up to 50,000 characters."),
  replyToId: z.uuid().nullish(),
  fileIds: FileIds.default([]),
  /** When the last key was pressed, on the device's clock: of two, the newer stays. */
  updatedAt: z.iso.datetime(),
});
export type SaveDraft = z.infer<typeof SaveDraft>;

/** An empty one says that the draft was sent or thrown away. */
export type DraftDto = {
  conversationId: string;
  mode: DraftMode;
  content: string;
  replyTo: Quote | null;
  files: AttachmentDto[];
  updatedAt: string;
};
/** The realtime event "draft", to the member's own room. Null: too large for one event, ask for the drafts. */
export type LiveDraft = { draft: DraftDto | null };

const reply = {
  conversationId: z.uuid(),
  clientId: ClientId,
  content: Content,
  fileIds: FileIds.default([]),
  replyToId: z.uuid().nullish(),
};
/** The longest a reply may be held, in seconds. */
export const MAX_HOLD = 30;
/** A reply that leaves in so many seconds unless it is taken back. */
export const HoldReply = z.object({ ...reply, seconds: z.number().int().min(1).max(MAX_HOLD) });
export type HoldReply = z.infer<typeof HoldReply>;
/** A reply that leaves at a time its writer chose. */
export const ScheduleReply = z.object({ ...reply, dueAt: z.iso.datetime() });
export type ScheduleReply = z.infer<typeof ScheduleReply>;

/** By the sender's own id, so that it can be taken back before the server has even answered. */
export const UndoReply = z.object({ conversationId: z.uuid(), clientId: ClientId });
export type UndoReply = z.infer<typeof UndoReply>;
export const ScheduledId = z.object({ conversationId: z.uuid(), scheduledId: z.uuid() });
export type ScheduledId = z.infer<typeof ScheduledId>;
export const Reschedule = ScheduledId.extend({ dueAt: z.iso.datetime(), content: Content.optional() });
export type Reschedule = z.infer<typeof Reschedule>;

/** Times are ISO 8601 in UTC. */
export type ScheduledDto = {
  id: string;
  conversationId: string;
  memberId: string;
  clientId: string;
  content: string;
  files: AttachmentDto[];
  replyTo: Quote | null;
  /** Held for the few seconds in which it can be taken back, not for a time its writer chose. */
  isHeld: boolean;
  dueAt: string;
  createdAt: string;
};
/** The realtime event "scheduled": ask for what is scheduled there. */
export type LiveScheduled = { conversationId: string };

const canned = {
  shortCode: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[\p{L}\p{N}_-]{1,50}$/u, "Up to 50 letters, digits, - or _, without spaces."),
  content: Content.refine((text) => text.trim() !== "", "Write what it says."),
  fileIds: FileIds.default([]),
  /** Everybody's; needs settings_account. */
  isShared: z.boolean(),
};
export const CreateCanned = z.object(canned);
export type CreateCanned = z.infer<typeof CreateCanned>;
export const UpdateCanned = z.object({ cannedId: z.uuid(), ...canned });
export type UpdateCanned = z.infer<typeof UpdateCanned>;
export const CannedId = z.object({ cannedId: z.uuid() });
export type CannedId = z.infer<typeof CannedId>;
export type CannedDto = {
  id: string;
  shortCode: string;
  content: string;
  files: AttachmentDto[];
  isShared: boolean;
};
