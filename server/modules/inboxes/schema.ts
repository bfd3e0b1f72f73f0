import { z } from "zod";
import type { CredentialField } from "../../channels/contract";
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
  rating: z.object({
    isOn: z.boolean(),
    question: Line(300),
    look: z.enum(["faces", "stars"]).default("faces"),
  }),
};

const NOTHING_SAID = { isOn: false, text: "" };
const NO_RATING = { isOn: false, question: "", look: "faces" as const };

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

/** What a person gave in the channel's form, by its fields; an empty one was not given. */
const Credentials = z.record(
  z.string().regex(/^\w{1,40}$/),
  z
    .string()
    .max(4000, "is longer than 4,000 characters")
    .transform((text) => text.trim()),
);
const ChannelKey = z.string().max(40);

/** A new inbox at a provider. */
export const ConnectInbox = z.object({
  channel: ChannelKey,
  name: Line(60),
  credentials: Credentials,
  /** That an unofficial connection may be ended at any time; asked for once. */
  acceptsRisk: z.boolean().optional(),
});
export type ConnectInbox = z.infer<typeof ConnectInbox>;
/** What a provider's own page has handed to the browser: a code that lasts for half a minute, and what was chosen. */
export const SignUpInbox = z.object({
  channel: ChannelKey,
  name: Name,
  code: z.string().min(1).max(2000),
  account: z.string().regex(/^\d{5,30}$/),
  number: z
    .string()
    .regex(/^\d{5,30}$/)
    .nullish(),
});
export type SignUpInbox = z.infer<typeof SignUpInbox>;
/** What the button of such a page needs. */
export type SignUpListed = { channel: string; appId: string; configId: string };
/** `inboxId`: what is not given is as it is kept there. */
export const CheckConnection = z.object({
  channel: ChannelKey,
  credentials: Credentials,
  inboxId: z.uuid().optional(),
});
export type CheckConnection = z.infer<typeof CheckConnection>;
/** Another channel of the same network for an inbox, with the credentials that its form asks for. */
export const MoveInbox = z.object({ inboxId: z.uuid(), channel: ChannelKey, credentials: Credentials });
export type MoveInbox = z.infer<typeof MoveInbox>;
export const ChangeCredentials = z.object({ inboxId: z.uuid(), credentials: Credentials });
export type ChangeCredentials = z.infer<typeof ChangeCredentials>;

/** What a channel's form asks for. `value`: as it is kept; of a secret its last four characters, empty for none. */
export type FieldListed = CredentialField & { value: string };
/** A channel that an inbox can be made of. Without fields it takes only a name. */
export type ChannelListed = {
  key: string;
  name: string;
  lead: string;
  glyph: { icon: string; tint: string };
  fields: FieldListed[];
  /** Its network does not allow it, and may suspend the number. */
  isUnofficial: boolean;
  /** An inbox of the same network can take the place of one of this channel. */
  network: string | null;
};
export type UnofficialInbox = { id: string; name: string };
/** How an inbox stands with its provider. `verifyToken`: to put there together with the address. */
export type ConnectionDetail = {
  channel: string;
  channelName: string;
  fields: FieldListed[];
  webhookUrl: string;
  verifyToken: string | null;
  /** We can tell the provider the address ourselves. */
  canAnnounce: boolean;
  /** It has taken this address from us. */
  isAnnounced: boolean;
  /** The provider is asked for the account day by day. */
  isWatched: boolean;
};
/** What the provider says. `field`: of the credentials, the one that is to blame. */
export type CheckResult =
  | {
      isKnown: true;
      facts: { label: string; value: string; isBad?: boolean }[];
      /** The inbox was paused for what works now: it sends again. */
      isResumed: boolean;
    }
  | { isKnown: false; reason: string; fix: string; field: string | null };

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
  channelName: string;
  glyph: { icon: string; tint: string };
  /** It speaks with a provider, by credentials. */
  hasProvider: boolean;
  /** A phone has to be paired with it. */
  hasPairing: boolean;
  isUnofficial: boolean;
  /** Inboxes of the same network know people by the same names. */
  network: string | null;
  /** The provider refuses the credentials: nothing is sent until they are mended. */
  pausedFor: { code: string; reason: string; fix: string } | null;
  /** Nothing has come in since, unlike other days at these hours. ISO 8601. */
  silentSince: string | null;
  /** Where a phone has to be paired, how it was when it was last looked at; null: none has to, or nobody has looked. */
  phone: "none" | "dropped" | "locked" | "paired" | null;
  publicId: string;
  isEnabled: boolean;
  hasInstallLine: boolean;
  canAskRating: boolean;
  memberIds: string[];
  workflow: InboxWorkflow;
};

/** How the inbox's account stands at its provider. Times are ISO 8601. `problem`: why it could not be asked last. */
export type AccountHealth = {
  facts: { label: string; value: string; isBad?: boolean }[];
  checkedAt: string | null;
  problem: string | null;
  /** Newest first. */
  news: { id: string; tone: "info" | "warning" | "danger"; fact: string; next: string; at: string }[];
};
