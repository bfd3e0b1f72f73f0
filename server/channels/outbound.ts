import type { Readable } from "node:stream";
import type { Failure, PersonId } from "./inbound";

/** What is to reach one person or group, in words that are the same for every channel. */
export type Outgoing = {
  /** Ours; comes back with the provider's statuses where it takes one along. */
  correlationId: string;
  /** All names of the one it goes to. */
  to: readonly PersonId[];
  text: string;
  file: OutgoingFile | null;
  /** The provider's id of the message it answers. */
  replyTo: string | null;
  /** What the contact's last message said an answer must name. */
  route: string | null;
};

/** A file to go out; `url` opens for the provider without a password, for a day. */
export type OutgoingFile = { name: string; contentType: string; size: number; url: string };

export type Sent = { type: "sent"; externalId: string } | { type: "failed"; failure: Failure };

export type ProviderAnswer = {
  status: number;
  /** The body as JSON; null where it is none. */
  json: unknown;
};

/** One request to the provider under its base address. Throws ProviderSilent. */
export type CallProvider = (
  path: string,
  request: { method?: "GET" | "POST" | "DELETE"; headers?: Record<string, string>; json?: unknown },
) => Promise<ProviderAnswer>;

/** A file at the provider, while it is being read; `status` and `body` as they came. */
export type OpenedFile = { status: number; contentType: string | null; body: Readable };
/** Opens a path under the provider's base address, or an address that the provider has named. Throws ProviderSilent. */
export type OpenFile = (address: string, headers?: Record<string, string>) => Promise<OpenedFile>;

/** What a file is once it is opened. `failure`: the provider does not have it, or not for us. */
export type Fetched =
  | { type: "file"; body: Readable; contentType: string | null; name: string | null }
  | { type: "failed"; failure: Failure };

/** No answer that says what became of the request; `mayHaveArrived`: the provider may have done it all the same. */
export class ProviderSilent extends Error {
  override name = "ProviderSilent";
  constructor(
    message: string,
    readonly mayHaveArrived: boolean,
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
