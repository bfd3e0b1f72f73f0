import type { VisitorListed } from "../../server/rest/widget/contract";
import type { State } from "./state";
import { unread } from "./thread";

/** The visitor's conversations by their last words, the one that is held as it stands now, newest first. */
export function listed({ session, thread }: Pick<State, "session" | "thread">): VisitorListed[] {
  const last = thread.items.at(-1);
  return (session?.conversations ?? [])
    .map((one) => {
      if (one.id !== thread.id || !last) return one;
      return {
        ...one,
        at: Date.parse(last.createdAt),
        author: last.author,
        isOwn: last.from === "visitor",
        isResolved: thread.status === "resolved",
        text: last.content || (last.attachments[0]?.name ?? ""),
        unread: unread(thread),
      };
    })
    .sort((a, b) => b.at - a.at);
}
