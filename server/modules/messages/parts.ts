import { isAlike, joinMarked, type Marked } from "../../core/marked";
import { byMarks, type Fact, type Factual, firstAndLast, isTheirs, learn } from "./facts";
import type { MessagePart, MessageVersion, MetaFile } from "./schema";

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
    const edited = reworded(part, fact);
    return edited && asParts(message, put(edited));
  }
  const left = put({ ...part, isGone: true });
  if (left.every(({ isGone }) => isGone)) return allGone(message, left, fact);
  const files = message.meta?.files ?? [];
  const gone = files.filter((file) => file.part === externalId).map(({ fileId }) => fileId);
  const kept = asParts(message, left);
  return {
    ...kept,
    attachments: message.attachments.filter(({ fileId }) => !gone.includes(fileId)),
    meta: { ...kept.meta, files: files.filter((file) => file.part !== externalId) },
  };
}

/** Whoever takes back all that has come so far has not taken back what is still to come: that the message can be again. */
function allGone<M extends WithFiles>(message: M, parts: readonly MessagePart[], fact: OfPart): M | null {
  const { album, route } = message.meta ?? {};
  const gone = learn(message, fact);
  const bare = parts.map(({ id }) => ({ id, text: "", isGone: true as const }));
  return (
    gone && { ...gone, meta: { ...gone.meta, parts: bare, ...(album && { album }), ...(route && { route }) } }
  );
}

type Wording = NonNullable<MessagePart["was"]>[number];
const timeOf = ({ at }: Wording) => (at ? Date.parse(at) : 0);

function inTime(one: Wording, other: Wording): number {
  const inWords = one.text === other.text ? byMarks(one, other) : one.text < other.text ? -1 : 1;
  return timeOf(one) - timeOf(other) || inWords;
}

/** With what it says now, or said at some time before. Null: it is known. */
function reworded(part: MessagePart, { content, marks, at }: Extract<Fact, { type: "edit" }>) {
  const { text, marks: own, editedAt, was = [], ...rest } = part;
  const known: Wording[] = [...was, { text, ...(own && { marks: own }), ...(editedAt && { at: editedAt }) }];
  if (known.some((one) => one.at === at && one.text === content && isAlike(one.marks, marks))) return null;
  const said = { text: content, ...(marks && { marks }), at };
  const all = firstAndLast([...known, said].sort(inTime));
  if (!all.includes(said)) return null;
  const { at: since, ...now } = all.pop()!;
  return { ...rest, ...now, ...(since && { editedAt: since }), was: all };
}

/** The message as its parts have it, whichever came first: what they say together, and at which time they said what. */
export function asParts<M extends Factual>(message: M, parts: MessagePart[]): M {
  const { text: content, marks } = wordsOf(parts, message.content);
  const { versions: _, ...meta } = message.meta ?? {};
  const versions = versionsOf(parts, message.created_at);
  return {
    ...message,
    content,
    meta: {
      ...meta,
      parts,
      ...(versions.length > 1 && { versions }),
      ...(hasMarks(message, marks) && { marks: [...marks] }),
    },
  };
}

/** What all of them said together at first, and after each of the last times that one of them was edited. */
function versionsOf(parts: readonly MessagePart[], createdAt: Date): MessageVersion[] {
  const standing = parts.filter(({ isGone }) => !isGone);
  const wordings = standing.map(({ text, marks, editedAt, was = [] }): Wording[] => [
    ...was,
    { text, ...(marks && { marks }), ...(editedAt && { at: editedAt }) },
  ]);
  const edits = wordings.flatMap(([, ...later]) => later.map(({ at }) => at!));
  const times = [...new Set(edits)].sort((a, b) => Date.parse(a) - Date.parse(b));
  return firstAndLast([createdAt.toISOString(), ...times]).map((at, n) => {
    const isSaid = (one: Wording, first: number) => first === 0 || (n > 0 && timeOf(one) <= Date.parse(at));
    const said = wordings.map((all) => all.findLast(isSaid)!);
    const { text: content, marks } = joinMarked(
      said.filter(({ text }) => text).map(({ text, marks: own = [] }) => ({ text, marks: own })),
      "\n",
    );
    return { content, ...(marks.length > 0 && { marks: [...marks] }), at };
  });
}
