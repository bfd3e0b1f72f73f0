import { z } from "zod";
import { BusinessHours } from "../../core/hours";
import { Line, Text } from "../../core/text";
import { ASSIGNMENTS } from "../tenants/schema";

const Said = z.object({ isOn: z.boolean(), text: Text(10_000, "Keep it to 10,000 characters") });

const workflow = {
  /** Null: those of the business. */
  hours: BusinessHours.nullable(),
  /** Answers the first message of a conversation. */
  greeting: Said,
  /** Answers out of hours, once a day, and not within five minutes of a member's reply (peers.md §2). */
  awayReply: Said,
  assignment: z.enum(ASSIGNMENTS),
  /** Asked once a conversation is resolved. */
  rating: z.object({ isOn: z.boolean(), question: Line(300) }),
};

const NOTHING_SAID = { isOn: false, text: "" };
const NO_RATING = { isOn: false, question: "" };

/** Of the stored: what is missing or broken falls back, so that an inbox always works. */
export const InboxWorkflow = z.object({
  hours: workflow.hours.catch(null).default(null),
  greeting: workflow.greeting.catch(NOTHING_SAID).default(NOTHING_SAID),
  awayReply: workflow.awayReply.catch(NOTHING_SAID).default(NOTHING_SAID),
  assignment: workflow.assignment.catch("off").default("off"),
  rating: workflow.rating.catch(NO_RATING).default(NO_RATING),
});
export type InboxWorkflow = z.infer<typeof InboxWorkflow>;

export const InboxId = z.object({ inboxId: z.uuid() });
export type InboxId = z.infer<typeof InboxId>;

const Name = Line(60).pipe(z.string().min(1, "Enter a name for the inbox"));
/** A secret as the settings show it. `endsAt`: it was rotated, and counts until then. */
export type IdentitySecretListed = { id: string; hint: string; createdAt: Date; endsAt: Date | null };

export const CreateInbox = z.object({ name: Name });
export type CreateInbox = z.infer<typeof CreateInbox>;

/** What is left out stays as it is; `memberIds` are all of them. */
export const UpdateInbox = z.object({
  inboxId: z.uuid(),
  name: Name.optional(),
  ...z.object(workflow).partial().shape,
});
export type UpdateInbox = z.infer<typeof UpdateInbox>;

export const SetInboxMembers = z.object({ inboxId: z.uuid(), memberIds: z.array(z.uuid()).max(1000) });
export type SetInboxMembers = z.infer<typeof SetInboxMembers>;
export const SetMemberInboxes = z.object({ memberId: z.uuid(), inboxIds: z.array(z.uuid()).max(1000) });
export type SetMemberInboxes = z.infer<typeof SetMemberInboxes>;
export const SetInboxEnabled = z.object({ inboxId: z.uuid(), isEnabled: z.boolean() });
export type SetInboxEnabled = z.infer<typeof SetInboxEnabled>;

/** All that the settings of one inbox show. */
export type InboxSettings = {
  id: string;
  name: string;
  channel: string;
  publicId: string;
  isEnabled: boolean;
  hasInstallLine: boolean;
  canAskRating: boolean;
  memberIds: string[];
  workflow: InboxWorkflow;
};
