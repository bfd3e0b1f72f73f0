import type { Mark } from "../core/marked";
import type { TemplateNews } from "./templates";

/**
 * What a channel's webhook says, in words that are the same for every channel. Adapters translate into these and know nothing
 * else; the core acts on them and never asks which channel they came from.
 */

/** One of the names a network gives a person. `value` is unique in its scope for the inbox's network. */
export type PersonId = { scope: string; value: string };

/** A chat of several people: its own scope on WhatsApp, a negative number on Telegram. */
export function isGroup(ids: readonly PersonId[]): boolean {
  return ids.some(({ scope, value }) => scope === "group" || (scope === "chat" && value.startsWith("-")));
}

/** A person as one delivery names them: the ids together say that they are one. */
export type Person = {
  ids: readonly PersonId[];
  name: string | null;
  phone: string | null;
  username: string | null;
};

/** A file that still lies with the provider; `ref` is all that the adapter needs to fetch it. */
export type RemoteFile = {
  ref: string;
  contentType: string;
  name: string | null;
  /** Hex SHA-256 where the provider says it. */
  sha256: string | null;
  size: number | null;
  isVoice: boolean;
};

/** What a message holds beyond text and files; the thread draws each kind in its own way. */
export type MessageExtra =
  | { type: "location"; latitude: number; longitude: number; name: string | null; address: string | null }
  | { type: "contacts"; people: { name: string; phones: string[]; emails: string[] }[] }
  | { type: "choice"; id: string; title: string; description: string | null }
  | { type: "form"; name: string; answers: string }
  | {
      type: "order";
      catalogue: string;
      items: { product: string; quantity: number; price: number; currency: string }[];
    }
  | { type: "poll"; question: string; options: string[] }
  | { type: "sticker"; emoji: string | null }
  | { type: "unsupported"; what: string };

/** Where a conversation came from: an advertisement or a post. */
export type Referral = { url: string; headline: string | null; body: string | null; clickId: string | null };

export type InboundMessage = {
  type: "message";
  externalId: string;
  at: Date;
  /** `us`: written by the business itself in another app of the provider. */
  author: "contact" | "us";
  person: Person;
  /** A chat of several people is one conversation, whoever in it writes. */
  group: { id: PersonId; name: string | null } | null;
  /** The words alone; `marks` is how they are formatted. */
  content: string;
  marks?: readonly Mark[];
  files: readonly RemoteFile[];
  extra: MessageExtra | null;
  replyTo: string | null;
  /** What the network shows of the message it answers, and whose that is; for where we do not have it. */
  quoted?: { text: string; name: string | null };
  isForwarded: boolean;
  referral: Referral | null;
  /** Messages of one album come one by one under the same key; they are one message with several files. */
  album: string | null;
  /** What an answer must name so that it takes the way the message came. */
  route: string | null;
  /** It was written before the inbox was there: nobody is told of it, and nothing is answered. */
  isHistory?: true;
  /** What the provider waits to be told that we have it: `wire.acknowledge` says so. */
  acknowledge?: string;
};

/** Why a send failed, and whether another try can help. */
export type Failure = {
  class: "retry" | "window" | "recipient" | "credentials" | "content" | "provider";
  /** The provider's own code. */
  code: string;
  reason: string;
  fix: string;
  /** Seconds the provider asks to wait. */
  retryAfter?: number;
  /** So often it is tried at most; absent: for a day. */
  tries?: number;
  /** The name that the recipient has from now on; the old one is nobody's. */
  movedTo?: PersonId;
  /** The person has stopped messages from the business, until they write or say otherwise. */
  isBlocked?: boolean;
  /** The person takes no advertising from the business, until the network says otherwise. */
  stopsMarketing?: boolean;
  /** No fault of the message's, perhaps: it is tried once more, also where the provider had taken it at first. */
  isWorthOnce?: boolean;
  /** The account may write to nobody outside a window for now; answers are not meant. */
  isFirstLimit?: boolean;
};

/** What a network tells of a chat beside its messages. */
export type Happening =
  /** `rang`: nobody says what became of it. `seconds`: of one that was taken. */
  | { what: "call"; outcome: "rang" | "rejected" | "missed" | "answered"; seconds: number | null }
  /** People of a group. */
  | { what: "joined" | "left" | "promoted" | "demoted"; people: readonly Person[] }
  /** Our own number or bot in a group. */
  | { what: "added" | "removed" }
  | { what: "titled"; title: string }
  | { what: "renumbered"; from: string | null; to: string | null }
  /** Whether the person takes advertising from the business. */
  | { what: "marketing"; isAllowed: boolean }
  /** The chat was opened, and nothing said in it yet. */
  | { what: "opened" }
  /** An edit of which the network does not say what it left. */
  | { what: "reworded" }
  /** In the network's own words. */
  | { what: "told"; text: string };

/** What the provider says of an account, and what is to be done about it. */
export type AccountNews = { tone: "info" | "warning" | "danger"; fact: string; next: string; at: Date };

export type InboundItem =
  | InboundMessage
  | {
      type: "status";
      /** The provider's id of the message; where it came with ours, `correlationId` finds it sooner. */
      externalId: string;
      correlationId: string | null;
      /** `played`: a voice message was listened to. */
      status: "sent" | "delivered" | "read" | "played" | "failed";
      at: Date;
      failure: Failure | null;
    }
  | {
      type: "edit";
      externalId: string;
      target: string;
      content: string;
      marks?: readonly Mark[];
      at: Date;
      author: "contact" | "us";
      /** All names of the one who did it: in a chat of several people, and of the contact where `target` alone does not name their chat. */
      sender?: readonly PersonId[];
    }
  | {
      type: "revoke";
      target: string;
      at: Date;
      author: "contact" | "us";
      sender?: readonly PersonId[];
    }
  | {
      type: "reaction";
      externalId: string;
      target: string;
      emoji: string | null;
      at: Date;
      author: "contact" | "us";
      person: Person;
    }
  /** A line in the conversation with `person`, or of the group; the same `externalId` is one. */
  | {
      type: "activity";
      externalId: string;
      at: Date;
      person: Person;
      group: { id: PersonId; name: string | null } | null;
      happening: Happening;
    }
  /** Is over before anybody could look it up: it is told at once and kept nowhere. */
  | { type: "typing"; person: Person; group: PersonId | null; isTyping: boolean; at: Date }
  /** The person has new names; the old ones are theirs too. */
  | { type: "renamed"; from: Person; to: Person; at: Date }
  /** The person stopped or allowed messages from the business. */
  | { type: "reachable"; person: Person; isReachable: boolean; at: Date }
  /** News of the business's own account; `data` as the provider sent it, `news` in words where somebody should know. */
  | {
      type: "account";
      event: string;
      data: unknown;
      isAlarm: boolean;
      news?: AccountNews;
      /** How many people may now be written to outside a window in 24 hours; null: as many as one likes. */
      perDay?: number | null;
    }
  | TemplateNews
  /** `isForOthers`: it came for another inbox of the same provider. */
  | { type: "ignored"; reason: string; isForOthers?: true };
