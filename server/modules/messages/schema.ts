import { z } from "zod";
import type { NetworkNews } from "../../channels/happenings";
import type { MessageExtra, RemoteFile } from "../../channels/inbound";
import type { AnswerRow } from "../../core/form";
import type { Mark } from "../../core/marked";
import { MAX_SEQ } from "../../core/paging";
import type { TemplateContent } from "../../core/template";
import { Line, Text } from "../../core/text";
import { Ask, type Asked } from "./ask-schema";

/** The longest text a member or a visitor may send at once, in UTF-16 units. */
export const MAX_CONTENT = 10_000;
export const MAX_ATTACHMENTS = 15;
/** 40 MB, as Chatwoot's default. */
export const MAX_FILE_BYTES = 40 * 1024 * 1024;

export type MessageKind = "incoming" | "outgoing" | "note" | "activity";
export type MessageStatus = "queued" | "sent" | "delivered" | "read" | "played" | "failed";
export type AuthorKind = "contact" | "member" | "bot" | "system";

/** `url` is a path on Parley's host, signed; it expires within a day: ask for the message again to get a fresh one. */
export type AttachmentDto = {
  fileId: string;
  name: string;
  contentType: string;
  size: number;
  width: number | null;
  height: number | null;
  url: string;
};

/** What an activity line says; the interface turns it into words. */
export type ActivityData =
  | { type: "assigned"; assigneeId: string | null; previousAssigneeId: string | null }
  /** `until` of a snooze that ends by itself. */
  | { type: "status"; status: string; previousStatus: string; until?: string }
  | { type: "labels"; added: string[]; removed: string[] }
  | { type: "team"; teamId: string | null; previousTeamId: string | null }
  | { type: "priority"; priority: string | null; previousPriority: string | null }
  | { type: "muted"; isMuted: boolean }
  | { type: "blocked"; isBlocked: boolean }
  | { type: "participants"; added: string[]; removed: string[] }
  /** `value` in words, as it was set; null: taken away. */
  | { type: "attributes"; changed: { name: string; value: string | null }[] }
  | { type: "transcript"; to: string }
  /** So many replies that the visitor had not seen went there. */
  | { type: "emailed"; to: string; count: number }
  /** The contact is done. */
  | { type: "ended" }
  /** `number` and `conversationId`: the other one. `undoId` for 14 days. */
  | {
      type: "merged" | "mergedInto" | "splitFrom" | "splitOff";
      number: number;
      conversationId: string;
      undoId: string;
    }
  | { type: "unmerged" | "rejoined"; number: number; conversationId: string }
  /** What the network says of the chat. `waits`: it counts as unread and as the contact's word, as a call does that nobody took. */
  | { type: "network"; news: NetworkNews; waits?: true }
  /** On the message that asks, with the answer so far; and on the line that says how it was answered. */
  | { type: "rating"; ratingId: string; score: number | null; comment: string; look?: RatingLook };

/** How the five answers are drawn; faces unless told. */
export type RatingLook = "faces" | "stars";

/** What a message carries beside its words. "answers": what a form had asked of the contact before they could write it. */
export type MessageData = ActivityData | Asked | { type: "answers"; rows: AnswerRow[] };

/** A file that lies with the provider until it is fetched; `fileId` once it is here, `error` when it cannot be had. */
export type MetaFile = RemoteFile & {
  fileId: string | null;
  error: string | null;
  /** Of an album: the message of it that brought the file. */
  part?: string;
};
/** One message of an album, by the provider's id of it. */
export type MessagePart = {
  id: string;
  text: string;
  marks?: Mark[];
  editedAt?: string;
  /** What it said at first and the last of what it said since, oldest first; `at` as of `editedAt`, absent for what it said at first. */
  was?: { text: string; marks?: Mark[]; at?: string }[];
  isGone?: true;
};
/** What an edited message said from `at` on, ISO 8601. */
export type MessageVersion = { content: string; marks?: Mark[]; at: string };
/** What a channel says of a message beyond its words: kept as it came, times as ISO 8601. */
export type MessageMeta = {
  /**
   * How the words are formatted that came over a wire with formatting of its own; such words are no Markdown. Without it, those
   * of the team are Markdown and those of contacts stand as they were typed.
   */
  marks?: Mark[];
  /** Who of a group wrote it. */
  sender?: { key: string; name: string | null };
  /** The structure behind the words: a place, a card, an order (server/channels/inbound.ts, MessageExtra). */
  extra?: { type: string };
  /** The words of what it answers, and whose they are, where that is not here. */
  quoted?: { text: string; name: string | null };
  isForwarded?: true;
  referral?: { url: string; headline: string | null; body: string | null; clickId: string | null };
  album?: string;
  /** The provider's id of the message that it answers. */
  answers?: string;
  /** Of an album: the messages as which it came, in their order. */
  parts?: MessagePart[];
  route?: string;
  files?: MetaFile[];
  /** Of an edited message: what it said at first and the last of what it said since, oldest first. */
  versions?: MessageVersion[];
  /** One a person; null is one that was taken back. */
  reactions?: MessageReaction[];
  /** It went to the visitor by mail, being unseen. */
  emailedAt?: string;
  /** Written before the inbox was there, and fetched since. */
  isHistory?: true;
  /** The delivery it came in. */
  deliveryId?: string;
  /** When its provider said so first, ISO 8601. */
  times?: MessageTimes;
  /** How often a member has sent it again. */
  retries?: number;
  /** What a member did to it and the provider would not do. */
  notDone?: NotDone;
  waits?: Waits;
};
/** Why it goes no further, for as long as its status is this one. */
export type Waits = { during: "queued" | "sent"; reason: string };
export type NotDone = { type: "reaction" | "edit" | "revoke"; reason: string; fix: string };
export type MessageTimes = { delivered?: string; read?: string; played?: string; failed?: string };
/** What the thread shows of a message beyond words and files. */
export type MessageExtras = {
  /** The formatting of words that are no Markdown. */
  marks?: Mark[];
  /** There are `marks`, something `shared`, or Markdown beyond bold, italic, code and links by themselves. */
  isFormatted?: true;
  /** A place or people's cards, of which the words only tell. */
  shared?: Extract<MessageExtra, { type: Share["type"] }>;
  /** Who of a group wrote it: a name, or what the network calls them. */
  sender?: { key: string; name: string };
  /** What it is where its words only say so: "location", "poll", "unsupported" … */
  kind?: string;
  /** Which template it is, and what of it does not come back as an answer. */
  template?: { name: string; language: string; buttons: TemplateContent["buttons"] };
  /** What it answers, in a few words, where that is not here; `replyTo` goes before it. */
  quoted?: { text: string; name: string | null };
  isForwarded?: true;
  referral?: { url: string; headline: string | null };
  /** Files that are not here: still on their way, or with the reason why not. */
  missing?: { name: string | null; contentType: string; size: number | null; error: string | null }[];
  versions?: MessageVersion[];
  reactions?: { emoji: string; name: string | null; isOurs: boolean }[];
  times?: MessageTimes;
  notDone?: NotDone;
  waits?: Waits;
};
export type MessageReaction = {
  by: string;
  author: "contact" | "us";
  name: string | null;
  emoji: string | null;
  at: string;
};

/** The message another one answers, as far as a quote shows it: at most 160 characters of its text. */
export type Quote = {
  id: string;
  seq: number;
  kind: MessageKind;
  author: { kind: AuthorKind; id: string | null };
  text: string;
  fileName: string | null;
  isDeleted: boolean;
};

/** One entry of a thread. Times are ISO 8601 in UTC. Keep the one with the highest `version`. */
export type MessageDto = {
  id: string;
  conversationId: string;
  seq: number;
  kind: MessageKind;
  author: { kind: AuthorKind; id: string | null };
  clientId: string | null;
  content: string;
  attachments: AttachmentDto[];
  data: MessageData | null;
  status: MessageStatus;
  error: { reason: string; fix?: string; code?: string } | null;
  extras: MessageExtras | null;
  replyTo: Quote | null;
  /** Its words and files are gone. */
  isDeleted: boolean;
  createdAt: string;
  version: number;
};

export const Content = Text(MAX_CONTENT, `A message holds up to ${MAX_CONTENT / 1000},000 characters.`);
export const ClientId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/, "A client id has 8 to 64 letters, digits, - or _.");

export const ListMessages = z.object({
  conversationId: z.uuid(),
  /** Older than this seq. */
  beforeSeq: z.number().int().positive().max(MAX_SEQ).optional(),
  /** Newer than this seq, oldest first. */
  afterSeq: z.number().int().min(0).max(MAX_SEQ).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListMessages = z.infer<typeof ListMessages>;

/** A place or people's cards, sent instead of words. Degrees, WGS 84. */
export const Share = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("location"),
    latitude: z.number().min(-90, "Between −90 and 90.").max(90, "Between −90 and 90."),
    longitude: z.number().min(-180, "Between −180 and 180.").max(180, "Between −180 and 180."),
    name: Line(100).nullable(),
    address: Line(200).nullable(),
  }),
  z.object({
    type: z.literal("contacts"),
    people: z
      .array(
        z.object({
          name: Line(100).pipe(z.string().min(1, "Give a name.")),
          phones: z.array(Line(40)).max(5),
          emails: z.array(Line(200)).max(5),
        }),
      )
      .min(1)
      .max(10),
  }),
]);
export type Share = z.infer<typeof Share>;

/** A reply or a private note. The same clientId in the same conversation is stored once, however often it is sent. */
export const SendMessage = z
  .object({
    conversationId: z.uuid(),
    clientId: ClientId,
    kind: z.enum(["outgoing", "note"]),
    content: Content,
    fileIds: z
      .array(z.uuid())
      .max(MAX_ATTACHMENTS, `A message carries up to ${MAX_ATTACHMENTS} files.`)
      .default([]),
    /** A message of the same conversation that this one answers. */
    replyToId: z.uuid().nullish(),
    /** Something to press or to fill in. On a channel that cannot show it, it is put in words. */
    ask: Ask.optional(),
    /** Stands alone: the words are made of it. */
    share: Share.optional(),
  })
  .refine(
    (m) => !m.share || (m.kind === "outgoing" && !m.ask && m.content === "" && m.fileIds.length === 0),
    {
      message: "A place or a card is sent by itself, as a reply.",
      path: ["share"],
    },
  )
  .refine((m) => !m.ask || (m.kind === "outgoing" && m.content.trim() !== ""), {
    message: "Write what you ask for, in a reply.",
    path: ["content"],
  })
  .refine((m) => m.content.trim() !== "" || m.fileIds.length > 0 || m.share, {
    message: "Write something or attach a file.",
    path: ["content"],
  });
export type SendMessage = z.infer<typeof SendMessage>;

export const MessageId = z.object({ conversationId: z.uuid(), messageId: z.uuid() });
export type MessageId = z.infer<typeof MessageId>;
/** Who may be named in a note of a conversation: they see it, or would once they take part. */
export type Mentionable = { members: { id: string; name: string }[]; teams: { id: string; name: string }[] };

/** What a list says of a conversation whose newest message was deleted. */
export const DELETED_PREVIEW = "This message was deleted";

/** What a visitor's widget may know of a message: no notes, no activity, no internal ids of members. */
export type VisitorMessage = {
  id: string;
  seq: number;
  from: "visitor" | "team";
  /** The member's first name, null for the visitor's own. */
  author: string | null;
  clientId: string | null;
  content: string;
  attachments: AttachmentDto[];
  createdAt: string;
  /** Only when it was deleted: its words and files are gone. */
  isDeleted?: true;
  /** What it answers. */
  quote?: { from: "visitor" | "team"; text: string };
  /** The message asks for a rating: what has been answered so far. */
  rating?: { score: number | null; comment: string; look?: RatingLook };
  /** Something to press or to fill in, and what has been answered. */
  ask?: Asked;
};
