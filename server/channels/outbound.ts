import type { Readable } from "node:stream";
import type { Mark, Marked } from "../core/marked";
import type { TemplateContent } from "../core/template";
import type { Failure, MessageExtra, PersonId } from "./inbound";

/** What is to reach one person or group, in words that are the same for every channel. */
export type Outgoing = {
  /** Ours; comes back with the provider's statuses where it takes one along. */
  correlationId: string;
  /** All names of the one it goes to. */
  to: readonly PersonId[];
  /** As `wire.words` writes it, and the formatting that goes beside it. */
  text: string;
  marks?: readonly Mark[];
  file: OutgoingFile | null;
  /** The other files of an album, where `wire.album` takes several as one. */
  more?: readonly OutgoingFile[];
  /** Only of a kind that the channel carries; where `text` would say the same in words, it stands there too. */
  extra: OutgoingExtra | null;
  /** The provider's id of the message it answers. */
  replyTo: string | null;
  /** What the contact's last message said an answer must name. */
  route: string | null;
};

/** What a message holds beyond words and a file. */
export type OutgoingExtra =
  | Extract<MessageExtra, { type: "location" | "contacts" }>
  /** Answers to press under the words of `text`; the `id` of the pressed one comes back as a choice. */
  | { type: "choices"; choices: { id: string; title: string }[] }
  /**
   * Instead of all else; `file` is its header's. `values` by the keys of its places, none missing; `replies`: the ids of its
   * answers to press, in their order.
   */
  | {
      type: "template";
      name: string;
      language: string;
      content: TemplateContent;
      values: Record<string, string>;
      replies: string[];
    };

/** A message that something is done to afterwards. */
export type GestureTarget = {
  externalId: string;
  /** Written by the business. */
  isOurs: boolean;
  /** Who of a group wrote it, as "scope:value"; null outside groups. */
  sender: string | null;
  hasFile: boolean;
};

/** What is done beside writing. */
export type Gesture =
  /** Null takes ours back. */
  | { type: "reaction"; target: GestureTarget; emoji: string | null }
  | { type: "edit"; target: GestureTarget; text: string; marks?: readonly Mark[] }
  | { type: "revoke"; target: GestureTarget }
  /** An agent is writing; `target`: the contact's last message, where there is one. Asked for again every few seconds. */
  | { type: "typing"; target: GestureTarget | null }
  /** The team has read everything up to this message of the contact. */
  | { type: "read"; target: GestureTarget };
export type GestureKind = Gesture["type"];
export type GestureDone = { type: "done" } | { type: "failed"; failure: Failure };

/**
 * How a provider's people format words. `write` answers what goes over the wire, of which the limits count, with the marks that
 * go beside it; `read` undoes it for what has no marks beside it. Pure.
 */
export type WireWords = { write(words: Marked): Marked; read(text: string): Marked };

/** A file to go out; `url` opens for the provider without a password, for a day. `open`: its bytes, for one that takes those. */
export type OutgoingFile = {
  name: string;
  contentType: string;
  size: number;
  url: string;
  open?: () => Promise<Readable>;
  /** To be shown as a sticker. */
  isSticker?: true;
};
/** A file as a field of a form. */
export type FormFile = { field: string } & Required<Omit<OutgoingFile, "url" | "isSticker">>;

/** `others`: the provider's ids of the later files of an album. `held`: why the provider keeps it back for now. */
export type Sent =
  | { type: "sent"; externalId: string; others?: readonly string[]; held?: string }
  | { type: "failed"; failure: Failure };

export type ProviderAnswer = {
  status: number;
  /** The body as JSON; null where it is none. */
  json: unknown;
  /** Seconds that the header of that name asks to wait; null where it says none. */
  retryAfter?: number | null;
};

/** One request to the provider under its base address; `body` goes as it is, where it is signed; `form` instead of `json`. Throws ProviderSilent. */
export type CallProvider = (
  path: string,
  request: {
    method?: "GET" | "POST" | "PATCH" | "DELETE";
    headers?: Record<string, string>;
    json?: unknown;
    body?: string;
    /** multipart/form-data; files are opened one after another and streamed. */
    form?: { fields: Record<string, string>; files: readonly FormFile[] };
  },
) => Promise<ProviderAnswer>;

/** A file at the provider, while it is being read; `status` and `body` as they came. */
export type OpenedFile = { status: number; contentType: string | null; body: Readable };
/** Opens a path under the provider's base address, or an address that the provider has named. Throws ProviderSilent. */
export type OpenFile = (address: string, headers?: Record<string, string>) => Promise<OpenedFile>;

/** What a file is once it is opened. `failure`: the provider does not have it, or not for us. */
export type Fetched =
  /** `size`: how many bytes it has, where the provider says so when it hands it over. */
  | { type: "file"; body: Readable; contentType: string | null; name: string | null; size?: number | null }
  | { type: "failed"; failure: Failure };

/** No answer that says what became of the request; `mayHaveArrived`: the provider may have done it all the same. */
export class ProviderSilent extends Error {
  override name = "ProviderSilent";
  constructor(
    message: string,
    readonly mayHaveArrived: boolean,
    /** What the provider did, to follow its name, where the message speaks of addresses and error numbers. */
    readonly words: string | null = null,
  ) {
    super(message);
  }
}

/** Seconds between two messages, as the provider's limits have it, so that they are never hit. */
export type Pacing = {
  inbox: number;
  recipient: number;
  /** Of a chat of several people. */
  group: number;
};

/** Whether a request may have been done although its answer says nothing: 503 alone says that it was not. */
export function isUnclear(status: number): boolean {
  return status < 300 || (status >= 500 && status !== 503);
}
