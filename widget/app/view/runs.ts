import type { AttachmentDto, VisitorMessage } from "../../../server/rest/widget/contract";
import type { Queued } from "../queue";
import type { Thread } from "../thread";
import { midnight } from "./format";

export type Line = {
  key: string;
  isOwn: boolean;
  author: string | null;
  /** Not for a screen reader to speak up about: the visitor's own, and what was there before. */
  isQuiet: boolean;
  content: string;
  files: AttachmentDto[];
  isDeleted?: boolean;
  /** The message as the server has it. */
  message?: VisitorMessage;
  quote?: VisitorMessage["quote"];
  at: Date;
  /** Own ones only: on their way, or how far they have come. */
  state: "queued" | "sent" | "seen" | null;
  queued?: Queued;
  isDayStart: boolean;
  /** The last of a run by one person: it carries the time. */
  isLast: boolean;
};

/** A run is what one person writes with no more than 3 minutes between. */
const RUN = 3 * 60_000;

/** The thread and then the queue, as lines. What the team has answered after, it has seen. */
export function linesOf(thread: Thread, queue: readonly Queued[]): Line[] {
  const theirs = thread.items.filter((m) => m.from === "team").at(-1)?.seq ?? 0;
  const seen = Math.max(thread.teamSeen, theirs);
  const held = new Set(thread.items.map((m) => m.clientId));
  const lines: Line[] = [
    ...thread.items.map((m) => ({
      ...EDGES,
      key: m.clientId ?? m.id,
      isOwn: m.from === "visitor",
      isQuiet: m.from === "visitor" || m.seq <= thread.start,
      author: m.author,
      content: m.content,
      files: m.attachments,
      isDeleted: m.isDeleted,
      message: m,
      quote: m.quote,
      at: new Date(m.createdAt),
      state: m.from === "team" ? null : m.seq <= seen ? ("seen" as const) : ("sent" as const),
    })),
    ...queue
      .filter((item) => !held.has(item.clientId))
      .map((item) => ({
        ...EDGES,
        key: item.clientId,
        isOwn: true,
        isQuiet: true,
        author: null,
        content: item.content,
        files: item.files,
        quote: item.extra?.quote,
        at: new Date(item.at),
        state: "queued" as const,
        queued: item,
      })),
  ];
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1];
    const after = lines[i + 1];
    line.isDayStart = before
      ? midnight(before.at) !== midnight(line.at)
      : midnight(line.at) !== midnight(new Date());
    line.isLast = !after || !isRun(line, after);
  }
  return lines;
}

const EDGES = { isDayStart: false, isLast: false };

function isRun(a: Line, b: Line): boolean {
  return (
    a.isOwn === b.isOwn &&
    a.author === b.author &&
    a.state === b.state &&
    !a.queued?.refusal &&
    b.at.getTime() - a.at.getTime() < RUN &&
    midnight(a.at) === midnight(b.at)
  );
}
