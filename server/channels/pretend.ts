import type { Marked } from "../core/marked";
import type { ProviderVariable } from "./contract";
import type { FakeAnswer, FakeCall } from "./fake";

// A network whose customer is played on the pretend phone: a fake provider with people behind it.

/** Somebody who is played. `number` is how Telegram counts people. */
export type Customer = { name: string; phone: string; username: string; number: number };

export type PhoneFile = {
  /** Digits, as Meta has them. */
  ref: string;
  name: string;
  contentType: string;
  bytes: Buffer;
  kind: "picture" | "voice" | "sticker" | "document";
};
export type Place = { latitude: number; longitude: number; name: string | null; address: string | null };
export type Card = { name: string; phone: string };

/** What the customer does. Ids and targets are the network's own, as an inbox stores them. */
export type PhoneAct =
  | {
      type: "message";
      id: string;
      text: string;
      file: PhoneFile | null;
      place: Place | null;
      card: Card | null;
      choice: { id: string; title: string } | null;
      replyTo: string | null;
    }
  | { type: "edit"; id: string; target: string; text: string; hasFile: boolean }
  | { type: "reaction"; id: string; target: string; emoji: string | null }
  /** They write, for a few seconds. */
  | { type: "typing" }
  /** They call, and nobody answers. */
  | { type: "call"; id: string }
  | {
      type: "receipt";
      target: string;
      /** Ours, where the network gives it back. */
      correlationId: string | null;
      status: "sent" | "delivered" | "read";
    };

/** What stands in the chat on the customer's own phone. */
export type PhoneSaid = Extract<PhoneAct, { type: "message" | "edit" | "reaction" }>;

/** What reaches the phone. */
export type PhoneArrival =
  | {
      type: "message";
      id: string;
      correlationId: string | null;
      text: string;
      /** The same as the network's app draws it. */
      words?: Marked;
      file: { url: string; name: string; contentType: string } | null;
      place: Place | null;
      cards: Card[];
      choices: { id: string; title: string }[];
      replyTo: string | null;
    }
  | { type: "reaction"; target: string; emoji: string | null }
  | { type: "edit"; target: string; text: string; words?: Marked }
  | { type: "revoke"; target: string }
  | { type: "typing" }
  | { type: "read"; target: string | null };

/** What the provider did with a request of ours; `to`: whose phone rings, by `addressOf`, null where only the target tells. */
export type PhoneTaken = { answer: FakeAnswer; to: string | null; arrival: PhoneArrival | null };

export type PretendNetwork = {
  /** The channel that speaks with it. */
  key: string;
  env: ProviderVariable | null;
  /** Of the demo inbox; `url` is where the provider listens. */
  credentials(url: string): Record<string, unknown>;
  /** How requests of ours name a customer, and under which name an inbox knows them. */
  addressOf(customer: Customer): string;
  aliasOf(customer: Customer): string;
  /** Of a message that the customer writes. */
  newId(customer: Customer): string;
  /** The delivery of an act; null where the network tells no such thing. */
  webhook(act: PhoneAct, customer: Customer, at: Date): object | null;
  /** How the network's app draws what its people type; absent: as they type it. */
  format?(typed: string): Marked;
  /** What proves the provider; over the body as it goes. */
  sign(body: string): Record<string, string>;
  take(call: FakeCall): PhoneTaken;
  /** Its answer to a message that comes too fast, and to an expired token. */
  refusals: { busy: FakeAnswer; expired: FakeAnswer };
};

/** Files that customers have sent, for the provider to hand out. */
export type PhoneFiles = ReadonlyMap<string, PhoneFile>;
