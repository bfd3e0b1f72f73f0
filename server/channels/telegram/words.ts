import {
  byPlace,
  isOpaque,
  MAX_MARKS,
  type Mark,
  type Marked,
  type MarkKind,
  mapMarked,
  reachAlong,
} from "../../core/marked";
import { cleanText } from "../../core/text";

/** A MessageEntity; offsets in UTF-16 units, as everywhere here. */
export type Entity = { type: string; offset: number; length: number; url?: string };

const TYPES: Record<MarkKind, string> = {
  ...{ bold: "bold", italic: "italic", strike: "strikethrough", code: "code", block: "pre" },
  ...{ quote: "blockquote", link: "text_link" },
};
const KINDS = new Map(Object.entries(TYPES).map(([kind, type]) => [type, kind as MarkKind]));
KINDS.set("expandable_blockquote", "quote");

/** Beside the text instead of among it, so that nothing of what is written can be refused for its signs. */
export function entitiesOf(marks: readonly Mark[]): Entity[] {
  return marks.map(({ kind, from, to, href }) => ({
    ...{ type: TYPES[kind], offset: from, length: to - from },
    ...(href && { url: href }),
  }));
}

/** `entities` under one name or the other; nothing where there are none. */
export function withEntities(marks: readonly Mark[], field: "entities" | "caption_entities"): object {
  return marks.length > 0 ? { [field]: entitiesOf(marks) } : {};
}

/** What Markdown does not know, as underlines and spoilers, are words like others; so is what Telegram finds by itself, as addresses. */
export function readEntities(text: string, entities: readonly Entity[] = []): Marked {
  const marks = entities.flatMap(({ type, offset, length, url }): Mark[] => {
    const kind = KINDS.get(type);
    if (!kind || (kind === "link" && !/^https?:\/\//.test(url ?? ""))) return [];
    return [{ kind, from: offset, to: offset + length, ...(kind === "link" && { href: url }) }];
  });
  return mapMarked({ text, marks: marks.slice(0, MAX_MARKS) }, cleanText);
}

/** Telegram has no lists: their lines get the point that its own apps' users write. */
export function asTelegram({ text, marks }: Marked): Marked {
  const codeTo = reachAlong(marks.filter(({ kind }) => isOpaque(kind)).sort(byPlace));
  const dotted = text.replace(/^([ \t]*)[-*](?= \S)/gm, (sign, indent: string, at: number) =>
    codeTo(at + indent.length) > at + indent.length ? sign : `${indent}•`,
  );
  return { text: dotted, marks };
}

export const TELEGRAM_WORDS = { write: asTelegram, read: (text: string): Marked => ({ text, marks: [] }) };
