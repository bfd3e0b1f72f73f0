import { joinMarked, type Marked } from "../../core/marked";
import { type Fact, type Factual, isTheirs, learn } from "./facts";
import type { MessagePart, MetaFile } from "./schema";

/** Files that could not be had are said in lines of their own. */
export const NOT_FETCHED = /^⚠ .+ could not be fetched\. /;

const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id, "en", { numeric: true });

/** The parts of an album in the order in which they were sent, which is that of their ids. */
export function inOrder(parts: readonly MessagePart[]): MessagePart[] {
  return [...parts].sort(byId);
}

/** Files in the order of the parts that brought them. */
export function filesInOrder(files: readonly MetaFile[]): MetaFile[] {
  return [...files].sort((a, b) => byId({ id: a.part ?? "" }, { id: b.part ?? "" }));
}

/** What the parts say together, and what is said of files that are missing. */
export function wordsOf(parts: readonly MessagePart[], content: string): Marked {
  const missing = content.split("\n").filter((line) => NOT_FETCHED.test(line));
  const said = parts.filter(({ isGone }) => !isGone).map(({ text, marks = [] }) => ({ text, marks }));
  const all = [...said, ...missing.map((text) => ({ text, marks: [] }))];
  return joinMarked(
    all.filter(({ text }) => text),
    "\n",
  );
}

/** Whether there is formatting to keep, or some to take away. */
export function hasMarks({ meta }: Pick<Factual, "meta">, marks: Marked["marks"]): boolean {
  return marks.length > 0 || meta?.marks !== undefined;
}

type OfPart = Extract<Fact, { type: "edit" | "revoke" }>;
type WithFiles = Factual & { attachments: readonly { fileId: string }[] };

/** What is said of one message of an album: its words or files change, the others stay. Null: nothing new, or no such part. */
export function learnOfAlbum<M extends WithFiles>(message: M, externalId: string, fact: OfPart): M | null {
  const parts = message.meta?.parts ?? [];
  const part = parts.find(({ id }) => id === externalId);
  if (!part || part.isGone || message.is_deleted || !isTheirs(message, fact)) return null;
  const put = (changed: MessagePart) => parts.map((one) => (one === part ? changed : one));
  if (fact.type === "edit") {
    if (part.editedAt && Date.parse(part.editedAt) >= Date.parse(fact.at)) return null;
    const now = put({ ...part, text: fact.content, marks: fact.marks, editedAt: fact.at });
    const { text: content, marks } = wordsOf(now, message.content);
    const learned = learn(message, {
      ...fact,
      content,
      ...(hasMarks(message, marks) && { marks: [...marks] }),
    });
    return learned && { ...learned, meta: { ...learned.meta, parts: now } };
  }
  const left = put({ ...part, isGone: true });
  if (left.every(({ isGone }) => isGone)) return learn(message, fact);
  const files = message.meta?.files ?? [];
  const words = wordsOf(left, message.content);
  const gone = files.filter((file) => file.part === externalId).map(({ fileId }) => fileId);
  return {
    ...message,
    content: words.text,
    attachments: message.attachments.filter(({ fileId }) => !gone.includes(fileId)),
    meta: {
      ...message.meta,
      ...{ parts: left, files: files.filter((file) => file.part !== externalId) },
      ...(hasMarks(message, words.marks) && { marks: [...words.marks] }),
    },
  };
}
