import { joinMarked, type Mark, type Marked, marksIn } from "../../core/marked";
import type { StoredAttachment } from "../conversations/message-row";

/** One entry of a thread, as far as a topic shows it. */
export type Shown = {
  id: string;
  seq: number;
  kind: "incoming" | "outgoing" | "note" | "activity";
  who: string;
  content: string;
  marks: readonly Mark[];
  files: StoredAttachment[];
  isDeleted: boolean;
  /** Why it did not arrive. */
  failure: string | null;
  replyToId: string | null;
};

/** A post that is still to be made: what it says of which messages. `isWhole`: its words can be made again from them. */
export type Draft = Marked & { messages: Shown[]; files: StoredAttachment[]; isWhole: boolean };

const plain = (text: string): Marked => ({ text, marks: [] });

/** What a topic says of one message, with its author's name. */
export function wordsOf({ kind, who, content, marks, files, isDeleted, failure }: Shown): Marked {
  if (kind === "activity") return plain(`• ${content}`);
  const head = { incoming: who, outgoing: `↩ ${who}`, note: `📝 Note by ${who}` }[kind];
  // Without words and files, its files are still on their way.
  const empty = files.length === 0 ? "📎" : "";
  const body = isDeleted
    ? plain("🗑 This message was deleted.")
    : content
      ? { text: content, marks }
      : plain(empty);
  const all = [plain(`${head}:`), body, plain(failure ? `⚠ Not delivered: ${failure}` : "")];
  return joinMarked(
    all.filter(({ text }) => text),
    "\n",
  );
}

/** Several messages in one post: the group takes twenty posts a minute for all conversations together. */
export function textOf(messages: readonly Shown[]): Marked {
  return joinMarked(messages.map(wordsOf), "\n\n");
}

type Limits = {
  maxTextLength: number;
  captionLength: number;
  album(contentTypes: readonly string[]): number;
};

/** The fewest posts that show these messages in their order: words that follow each other go together, files as albums. */
export function draftsOf(messages: readonly Shown[], limits: Limits): Draft[] {
  const drafts: Draft[] = [];
  let run: Shown[] = [];
  const end = () => {
    if (run.length) drafts.push({ messages: run, ...textOf(run), files: [], isWhole: true });
    run = [];
  };
  for (const message of messages) {
    const isApart = message.files.length > 0 || message.replyToId !== null;
    if (isApart || textOf([...run, message]).text.length > limits.maxTextLength) end();
    if (message.files.length > 0) drafts.push(...withFiles(message, limits));
    else if (wordsOf(message).text.length > limits.maxTextLength) drafts.push(...inPieces(message, limits));
    else run.push(message);
    if (message.replyToId !== null) end();
  }
  end();
  return drafts;
}

function withFiles(message: Shown, limits: Limits): Draft[] {
  const said = wordsOf(message);
  const isApart = said.text.length > limits.captionLength;
  const words = isApart ? draftsOf([{ ...message, files: [] }], limits) : [];
  return [
    ...words,
    ...albumsOf(message, message.files, limits).map((draft, at) => {
      const isCaption = at === 0 && !isApart;
      return { ...draft, ...(isCaption && said), isWhole: isCaption };
    }),
  ];
}

/** Files alone, as many at once as the network takes. */
export function albumsOf(message: Shown, files: readonly StoredAttachment[], limits: Limits): Draft[] {
  if (files.length === 0) return [];
  const length = limits.album(files.map(({ contentType }) => contentType));
  const draft = { messages: [message], ...plain(""), files: files.slice(0, length), isWhole: false };
  return [draft, ...albumsOf(message, files.slice(length), limits)];
}

function inPieces(message: Shown, { maxTextLength }: Limits): Draft[] {
  const { text, marks } = wordsOf(message);
  const pieces: Draft[] = [];
  for (let at = 0; at < text.length; ) {
    // A character of two units stays whole.
    const isSplit = /[\uD800-\uDBFF]/.test(text[at + maxTextLength - 1] ?? "");
    const length = isSplit ? maxTextLength - 1 : maxTextLength;
    const piece = { text: text.slice(at, at + length), marks: marksIn(marks, at, at + length) };
    pieces.push({ messages: [message], ...piece, files: [], isWhole: false });
    at += length;
  }
  return pieces;
}

/** "#12 Ada Example · Website": the number finds the conversation again where the topic's own id was lost. */
export function topicName({
  number,
  contact,
  inbox,
}: {
  number: number;
  contact: string;
  inbox: string;
}): string {
  return `#${number} ${contact} · ${inbox}`.slice(0, 128).toWellFormed();
}

/** The number in such a name; null where it is none. */
export function numberIn(name: string): number | null {
  const number = /^#(\d{1,9}) /.exec(name)?.[1];
  return number ? Number(number) : null;
}
