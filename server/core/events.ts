import { z } from "zod";
import { AVAILABILITIES } from "./availability";

const id = z.uuid();
const conversation = { conversationId: id };

/**
 * Every fact the domain publishes, with the data its reactions and the change feed need. An event is written in the
 * transaction that made it true. `conversationId` and `messageId` become columns of the feed; the rest is `data`.
 */
export const EVENTS = {
  "conversation.created": z.object(conversation),
  "message.created": z.object({ ...conversation, messageId: id }),
  "message.updated": z.object({ ...conversation, messageId: id }),
  "conversation.assigned": z.object({
    ...conversation,
    assigneeId: id.nullable(),
    previousAssigneeId: id.nullable(),
    /** The member who did it; absent: a job, a rule or a bot. */
    byMemberId: id.nullish(),
  }),
  "conversation.status_changed": z.object({
    ...conversation,
    status: z.string(),
    previousStatus: z.string(),
    /** The contact has written again, or ended it: nobody of the team did it. */
    byContact: z.boolean().optional(),
  }),
  "conversation.seen": z.object({ ...conversation, seq: z.number().int() }),
  "conversation.read": z.object({ ...conversation, memberId: id }),
  "conversation.labelled": z.object(conversation),
  "conversation.participants_changed": z.object({ ...conversation, removedMemberIds: z.array(id) }),
  "conversation.team_changed": z.object({
    ...conversation,
    teamId: id.nullable(),
    previousTeamId: id.nullable(),
  }),
  "conversation.attributes_changed": z.object({ ...conversation, keys: z.array(z.string()) }),
  "conversation.contact_changed": z.object(conversation),
  /** The contact may be written to for longer, without having written. */
  "conversation.window_opened": z.object(conversation),
  "contact.created": z.object({ contactId: id }),
  "conversation.prioritised": z.object({
    ...conversation,
    priority: z.string().nullable(),
    previousPriority: z.string().nullable(),
  }),
  "conversation.muted": z.object({ ...conversation, isMuted: z.boolean() }),
  /** All messages of another conversation have come into this one. */
  "conversation.merged": z.object({ ...conversation, fromConversationId: id }),
  "conversation.split": z.object({ ...conversation, newConversationId: id }),
  "conversation.deleted": z.object({ ...conversation, displayNumber: z.number().int() }),
  "contact.updated": z.object({ contactId: id }),
  "contact.deleted": z.object({ contactId: id }),
  /** `otherContactId` has gone into `contactId`. */
  "contact.merged": z.object({ contactId: id, otherContactId: id }),
  /** A note names this member, by itself or through a team. */
  "member.mentioned": z.object({ ...conversation, messageId: id, memberId: id }),
  "member.joined": z.object({ memberId: id }),
  /** A role, an override, an inbox membership or a deactivation: what the member may see has changed. */
  "member.access_changed": z.object({ memberId: id }),
  /** How much a member takes. */
  "member.places_changed": z.object({ memberId: id }),
  /** Chosen, or because the first device came or the last one went. */
  "member.availability_changed": z.object({ memberId: id, availability: z.enum(AVAILABILITIES) }),
  /** Its name, its members, or that it is no more. */
  "team.updated": z.object({ teamId: id }),
  "session.revoked": z.object({ userId: id, sessionId: id.nullable() }),
  "inbox.updated": z.object({ inboxId: id }),
} as const;

export type EventType = keyof typeof EVENTS;
export type DomainEvent = { [K in EventType]: { type: K } & z.infer<(typeof EVENTS)[K]> }[EventType];
