import type { DemoThread } from "./types";

export type DemoLine = {
  kind: "incoming" | "outgoing" | "note";
  content: string;
  /** Index into the tenant's people; null for the contact. */
  author: number | null;
  file: string | null;
  /** Hours have passed since the line before. */
  isLater: boolean;
};

const KINDS = { ">": "incoming", "<": "outgoing", "#": "note" } as const;

/** Reads the lines of a thread; throws on one it does not understand. */
export function readLines(thread: Pick<DemoThread, "who" | "to" | "lines">): DemoLine[] {
  const lines: DemoLine[] = [];
  let isLater = false;
  for (const text of thread.lines.split("\n").map((line) => line.trim())) {
    if (text === "") continue;
    if (text === "~") {
      isLater = true;
      continue;
    }
    const match = /^([><#])(\d?)\s+(.*?)\s*(?:\[([^\]]+\.\w{3})\])?$/.exec(text);
    if (!match) throw new Error(`The demo thread of ${thread.who} has a line that says nothing: ${text}`);
    const kind = KINDS[match[1] as keyof typeof KINDS];
    lines.push({
      kind,
      content: match[3]!,
      author: kind === "incoming" ? null : match[2] ? Number(match[2]) : (thread.to ?? 1),
      file: match[4] ?? null,
      isLater,
    });
    isLater = false;
  }
  return lines;
}
