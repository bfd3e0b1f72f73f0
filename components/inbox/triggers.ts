import type { DraftMode } from "./drafts";

/** What is being looked for at the caret, and where its sign stands. */
export type Trigger = { kind: "canned" | "emoji" | "mention"; query: string; from: number };

const SIGNS: { kind: Trigger["kind"]; at: RegExp; mode?: DraftMode }[] = [
  { kind: "canned", at: /(?:^|\s)\/([\p{L}\p{N}_-]{0,50})$/u },
  { kind: "emoji", at: /(?:^|\s):([a-z0-9_+-]{2,30})$/i },
  { kind: "mention", at: /(?:^|[\s(])@([\p{L}\p{N}'’.-]{0,30}(?: [\p{L}\p{N}'’.-]{0,30})?)$/u, mode: "note" },
];

/** "/code", ":smile" and, in notes, "@name" just before the caret. */
export function findTrigger(value: string, start: number, end: number, mode: DraftMode): Trigger | null {
  if (start !== end) return null;
  const before = value.slice(Math.max(0, start - 80), start);
  for (const { kind, at, mode: only } of SIGNS) {
    if (only && only !== mode) continue;
    const query = at.exec(before)?.[1];
    if (query !== undefined) return { kind, query, from: start - query.length - 1 };
  }
  return null;
}
