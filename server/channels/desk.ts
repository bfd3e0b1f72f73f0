import type { z } from "zod";
import type { Mark, Marked } from "../core/marked";
import type { Checked, CredentialField, DoorRequest } from "./contract";
import type { Failure, MessageExtra, RemoteFile } from "./inbound";
import type { CallProvider, Fetched, OpenFile, OutgoingFile, Sent } from "./outbound";

/** Somebody in the group that the team answers from; `id` is the network's. */
export type DeskPerson = { id: string; name: string };

/** A group that the bot has been put into, and whether it may keep topics there. */
export type DeskGroup = {
  id: string;
  title: string;
  hasTopics: boolean;
  mayKeepTopics: boolean;
  isIn: boolean;
};

/** Where something was said: a topic of a group. */
type Placed = { group: string; thread: string; person: DeskPerson };

export type DeskItem =
  | (Placed & {
      type: "post";
      externalId: string;
      /** "note" of "/note …": the rest is the text, in Markdown. */
      command: string | null;
      text: string;
      /** Where it is no text but a place, cards or a poll; `text` is empty then. */
      extra: Extract<MessageExtra, { type: "location" | "contacts" | "poll" }> | null;
      files: readonly RemoteFile[];
      replyTo: string | null;
      /** The same of all posts that were sent as one; only one of them has the words. */
      album: string | null;
      /** What the topic was called when it was made, where the network says so along with the message. */
      topicName: string | null;
    })
  | (Placed & { type: "edit"; externalId: string; command: string | null; text: string })
  /** A post of a kind that cannot be passed on; `what` in the network's words. */
  | (Placed & { type: "unfit"; externalId: string; what: string })
  /** A button under a post of ours; `ref` is what `answer` names. */
  | (Placed & { type: "press"; ref: string; action: string })
  | (Placed & { type: "closed" | "reopened" })
  /** Said to the bot alone. */
  | { type: "private"; person: DeskPerson; command: string | null; text: string }
  | { type: "group"; group: DeskGroup }
  | { type: "moved"; from: string; to: string }
  | { type: "ignored"; reason: string };

/** A failure at a topic: it is gone, or closed and takes nothing. */
export type DeskFailure = Failure & { topic?: "gone" | "closed" };
export type DeskDone<Result = object> =
  | ({ type: "done" } & Result)
  | { type: "failed"; failure: DeskFailure };

/** One post of ours; `group` may be a person, to whom the bot then writes alone, and `thread` null. */
export type DeskPost = {
  group: string;
  thread: string | null;
  text: string;
  marks: readonly Mark[];
  /** As many as `album` takes at once. */
  files: readonly OutgoingFile[];
  replyTo: string | null;
  /** To be pressed, under the words. */
  actions: readonly { id: string; title: string }[];
};

type Given<Credentials> = { credentials: Credentials; call: CallProvider };

/**
 * A place of a network where a team answers its customers: a group with one topic for each conversation. All that is asked of
 * the provider throws ProviderSilent.
 */
export type Desk<Credentials = unknown> = {
  credentials: z.ZodType<Credentials>;
  fields: readonly CredentialField[];
  /** Seconds between two posts, edits among them, of all topics together. */
  pace: number;
  maxTextLength: number;
  captionLength: number;
  album(contentTypes: readonly string[]): number;
  /** Who the bot is, where it delivers, and whether it may do its work in the group. */
  check(given: Given<Credentials> & { webhookUrl: string | null; group: string | null }): Promise<Checked>;
  /** The bot's name, by which people find it. */
  nameOf(given: Given<Credentials>): Promise<DeskDone<{ name: string }>>;
  /** Null: nowhere any more. */
  announce(given: Given<Credentials> & { webhookUrl: string | null }): Promise<Failure | null>;
  /** Constant in time. */
  isFromProvider(request: DoorRequest, credentials: Credentials): boolean;
  /** Throws ZodError. */
  parse(payload: unknown): DeskItem[];
  /** Opens the bot, which then hears "/start <code>". */
  linkTo(botName: string, code: string): string;
  open(given: Given<Credentials> & { group: string; name: string }): Promise<DeskDone<{ thread: string }>>;
  setOpen(given: Given<Credentials> & { group: string; thread: string; isOpen: boolean }): Promise<DeskDone>;
  post(post: DeskPost, given: Given<Credentials>): Promise<Sent | { type: "failed"; failure: DeskFailure }>;
  edit(
    given: Given<Credentials> & { group: string; externalId: string; hasFile: boolean } & Marked,
  ): Promise<DeskDone>;
  /** Says to whoever has pressed what came of it. */
  answer(given: Given<Credentials> & { ref: string; text: string }): Promise<void>;
  fetchFile(ref: string, given: Given<Credentials> & { open: OpenFile }): Promise<Fetched>;
};

/** Forgets the credentials' type, so that desks of many networks fit into one registry. */
export function desk<Credentials>(given: Desk<Credentials>): Desk {
  return given as unknown as Desk;
}
