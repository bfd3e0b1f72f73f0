import type { z } from "zod";
import type { Desk } from "./desk";
import type { Failure, InboundItem, Person, PersonId } from "./inbound";
import type {
  CallProvider,
  Fetched,
  Gesture,
  GestureDone,
  GestureKind,
  OpenFile,
  Outgoing,
  OutgoingExtra,
  Pacing,
  Sent,
  WireWords,
} from "./outbound";
import type { Pairing } from "./pairing";
import type { TemplatePage } from "./templates";

/**
 * What a channel can carry. The core asks for these and never for a channel's name.
 */
export type ChannelCapabilities = {
  /** Characters of one outgoing text. */
  maxTextLength: number;
  attachments: { maxCount: number; maxBytes: number } | null;
  /** A small WebP picture alone is shown as a sticker; absent: as any other file. */
  stickers?: { maxBytes: number };
  typing: boolean;
  readReceipts: boolean;
  /** Hours after the contact's last message in which a free reply may be sent; null: always. */
  replyWindowHours: number | null;
  /**
   * `pull`: the contact's own client reads the conversation from us, so a stored message is a sent one. `push`: a provider
   * takes each message and tells what becomes of it.
   */
  delivery: "pull" | "push";
  /** How a rating is asked for: five faces in the contact's own client, a link in the words, or not at all. */
  rating: "faces" | "link" | null;
  /** The contact's client draws buttons, cards and forms; elsewhere they go as words with numbers. */
  asks?: boolean;
  /** What a message may hold beyond words and files; anything else goes as words. */
  carries?: readonly OutgoingExtra["type"][];
  /** Of answers to press: how many, and characters of one. What does not fit goes as words. */
  choices?: { maxCount: number; maxLength: number };
  /** What can be done beside writing; `wire.gesture` does it. */
  gestures?: readonly GestureKind[];
  /** Minutes in which one's own message can still be edited; absent: always. */
  editMinutes?: number;
  /** Inboxes of one network know people by the same names, so that one may take the place of another. */
  network?: string;
  /** The network does not allow it: it may suspend the number at any time. */
  isUnofficial?: boolean;
  /** Put to work by a line in the contact's page, which the settings show. */
  hasInstallLine: boolean;
};

/** One kind of connection: a folder with this manifest, and one line in registry.ts. Pure: no database, no module. */
export type Channel<Settings extends z.ZodType = z.ZodType> = {
  key: string;
  /** What people call it, and one line for whoever chooses a channel. */
  name: string;
  lead: string;
  /** The tile that stands for the channel (interface §2). */
  glyph: { icon: string; tint: `#${string}` };
  capabilities: ChannelCapabilities;
  /** Parses an inbox's stored settings; broken ones fall back, so that a channel always starts. */
  settings: Settings;
  /** How to speak with the provider; null where there is none. */
  wire: Wire | null;
  /** Where the network has groups with topics, from which a team can answer. */
  desk?: Desk;
};

/** A request at the webhook door, as far as it proves who sent it. */
export type DoorRequest = {
  headers: { get(name: string): string | null };
  /** The bytes as they came. */
  body: Uint8Array;
  /** What stood behind the inbox in the address; "" for nothing. */
  path: string;
};

/** One thing of the credentials that a person gives, in their words: the settings draw their form from these. */
export type CredentialField = {
  /** A key of the credentials, whose value is text. */
  name: string;
  label: string;
  /** Where it is found, or what happens when it is left empty. */
  hint: string;
  example?: string;
  /** Once saved, only its last four characters are shown. */
  isSecret?: boolean;
  isOptional?: boolean;
  /** A secret that only signs: it never goes to the address that the other fields name. */
  staysHere?: boolean;
};

/** What the provider says of the account behind the credentials. `field`: the one that is to blame. */
export type Checked =
  | {
      type: "known";
      facts: { label: string; value: string; isBad?: boolean }[];
      /** Messages a second that this account may send, where it says so. */
      perSecond?: number;
      /** People that may be written to outside a window in 24 hours; null: as many as one likes. Left out where it does not say. */
      perDay?: number | null;
    }
  | { type: "refused"; failure: Failure; field?: string };

/** The language of one provider, in both directions. */
export type Wire<Credentials = unknown> = {
  /** What the tenant gives, completed by what we make for it (tokens that prove the provider). */
  credentials: z.ZodType<Credentials>;
  /** Those of them that a person fills in, in their order. */
  fields: readonly CredentialField[];
  /**
   * Asks the provider who we are to it; changes nothing there. `webhookUrl`: where it is to deliver, null before there is an
   * inbox. Throws ProviderSilent.
   */
  check(given: { credentials: Credentials; webhookUrl: string | null; call: CallProvider }): Promise<Checked>;
  /** What of the credentials belongs into the provider's own settings; for the person who sets the inbox up. */
  handsOut(credentials: Credentials): { verifyToken?: string; secret?: string };
  /** Constant in time. */
  isFromProvider(request: DoorRequest, credentials: Credentials): boolean;
  /** The plain answer by which we prove that the address is ours; null: it was not the provider who asked. */
  answerChallenge?(query: URLSearchParams, credentials: Credentials): string | null;
  /** Whether a request says only what is over in a moment, as that somebody types: it is told and never stored. Cheap. */
  isFleeting?(body: Uint8Array): boolean;
  /** Throws ZodError for what is no delivery of this provider. */
  parse(payload: unknown, given: { credentials: Credentials; receivedAt: Date }): InboundItem[];
  /** Where the provider is, and the variable, if any, by which the operator says another place. `own`: where the tenant says it is. */
  address: { env?: ProviderVariable; usual: string; own?(credentials: Credentials): string | undefined };
  /** Stands behind the inbox in the webhook's address, where the provider proves itself by knowing the address alone. */
  secretPath?(credentials: Credentials): string;
  pacing: Pacing;
  /** How words are formatted; absent: in Markdown, as they are written. */
  words?: WireWords;
  /** An answer has to name by which of the account's ways the contact wrote (`route`). */
  hasRoutes?: true;
  /** Characters that can go with a file of this type; longer words go before it, as a message of their own. */
  captionLength(contentType: string): number;
  /** How many of these files, by their types and in their order, go as one message; at least 1. */
  album?(contentTypes: readonly string[]): number;
  /** Which account at the provider they are for, of which only one inbox is delivered to. May be secret: to be compared alone. */
  accountOf?(credentials: Credentials): string;
  /** Where one address at the provider may be that of several inboxes. */
  shared?: Shared<Credentials>;
  /** Says that we have what an item of `parse` asks us to acknowledge. Throws ProviderSilent. */
  acknowledge?(ref: string, given: { credentials: Credentials; call: CallProvider }): Promise<void>;
  /**
   * Tells the provider where to deliver, where it can be told so by its API. Answers why it would not; null: it will. Throws
   * ProviderSilent.
   */
  announce?(given: {
    credentials: Credentials;
    webhookUrl: string;
    call: CallProvider;
  }): Promise<Failure | null>;
  /** Whether it is told so with these credentials; always unless said. */
  isAnnounced?(credentials: Credentials): boolean;
  /** Connecting through the provider's own pages, where this installation has an app there. */
  signUp?: SignUp<Credentials>;
  /** Opens a file that came with a message; whoever asks reads the body or destroys it. Throws ProviderSilent. */
  fetchFile(
    ref: string,
    given: { credentials: Credentials; call: CallProvider; open: OpenFile },
  ): Promise<Fetched>;
  /** What a group is called and who is in it, where its messages do not say so. Throws ProviderSilent. */
  askGroup?(group: PersonId, given: { credentials: Credentials; call: CallProvider }): Promise<GroupKnown>;
  /** The templates that can be sent, page by page, where the channel carries them. Throws ProviderSilent. */
  listTemplates?(given: {
    credentials: Credentials;
    cursor: string | null;
    call: CallProvider;
  }): Promise<TemplatePage>;
  /** How a phone is joined to the account, where the provider has none of its own. */
  pairing?: Pairing<Credentials>;
  /** Hands one message over. Throws ProviderSilent where nobody says what became of it. */
  send(message: Outgoing, given: { credentials: Credentials; call: CallProvider }): Promise<Sent>;
  /** Does one of the capabilities' gestures. `to`, `route` as of a message. Throws ProviderSilent. */
  gesture?(
    gesture: Gesture,
    given: { to: readonly PersonId[]; route: string | null; credentials: Credentials; call: CallProvider },
  ): Promise<GestureDone>;
};

/** `people`: null where the network did not say who is in it. `isAdmin`: may say who is in it. */
export type GroupKnown =
  | { type: "known"; name: string | null; people: (Person & { isAdmin: boolean })[] | null }
  | { type: "failed"; failure: Failure };

/** How what comes at one inbox's address finds the others that it is for. */
export type Shared<Credentials> = {
  /** What the provider calls an inbox: its number, its account. */
  namesOf(credentials: Credentials): string[];
  /** A delivery in parts, each with the name of those it is for; null: for nobody by name. Throws for one that cannot be told apart. */
  partsOf(payload: unknown): { name: string | null; part: unknown }[];
  /** One delivery of several such parts. */
  joined(parts: readonly unknown[]): unknown;
  /** Whether whoever proves a delivery to the one proves it to the other as well. Constant in time. */
  isSameProof(one: Credentials, other: Credentials): boolean;
  /** For which number and account the secrets were given: for others they do not stand. */
  boundTo(credentials: Credentials): string;
};

/** This installation's own app at a provider. */
export type ProviderApp = { id: string; secret: string };

export type SignUp<Credentials> = {
  /** The variables by which the operator names the app, and its page's configuration. */
  env: { id: "META_APP_ID"; secret: "META_APP_SECRET"; config: "META_CONFIG_ID" };
  /**
   * Makes credentials of what the provider's page has handed to the browser. Checks that they are for our app and for what the
   * person says they have chosen. Throws ProviderSilent.
   */
  exchange(given: {
    app: ProviderApp;
    code: string;
    /** What was chosen there, by the provider's names; may be forged. */
    chosen: { account: string; number: string | null };
    call: CallProvider;
  }): Promise<{ type: "signed"; credentials: Credentials } | { type: "failed"; failure: Failure }>;
};

export type ProviderVariable = "WHATSAPP_GRAPH_URL" | "TELEGRAM_API_URL" | "D360_API_URL";

/** Forgets the credentials' type, so that wires of many providers fit into one registry. */
export function wire<Credentials>(given: Wire<Credentials>): Wire {
  return given as unknown as Wire;
}
