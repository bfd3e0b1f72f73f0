import { createHash } from "node:crypto";
import type { TableRows } from "../rows";
import type { MessageDraft } from "../thread";
import type { Given } from "./conversation";
import type { DemoThread } from "./types";

export const QUESTION = "How did we do?";
/** After the conversation was resolved, in milliseconds. */
const ASKED = 20_000;
const ANSWERED = 50_000;

/** The question after a conversation was resolved, with the answer, and the line that says so. */
export function ratedDrafts({ rated }: DemoThread, ratingId: string, end: number): MessageDraft[] {
  if (!rated) return [];
  const [score, comment = ""] = rated;
  const data = { type: "rating", ratingId, score, comment } as const;
  return [
    {
      ...{ kind: "outgoing", by: "bot", content: QUESTION, data, clientId: `auto:rating:${ratingId}` },
      at: new Date(end + ASKED),
    },
    { kind: "activity", by: "contact", data, at: new Date(end + ANSWERED) },
  ];
}

export function ratingOf(
  { thread, tenantId, contact, end }: Given,
  of: { ratingId: string; conversationId: string; assigneeId: string | null },
): TableRows["rating"] {
  const [score, comment = ""] = thread.rated!;
  const { ratingId: id, conversationId, assigneeId } = of;
  return {
    ...{ id, tenantId, conversationId, contactId: contact.id, assigneeId, score, comment },
    // Nobody holds its link.
    tokenHash: createHash("sha256").update(`demo ${id}`).digest("hex"),
    askedAt: new Date(end + ASKED),
    answeredAt: new Date(end + ANSWERED),
  };
}

/** "@Tom" of a note, as the composer would have written it. */
export function withMentions(text: string, { names, memberIds }: Pick<Given, "names" | "memberIds">): string {
  return text.replace(/@([A-Z][a-z]+)/g, (whole, first: string) => {
    const at = names.findIndex((name) => name.startsWith(`${first} `));
    return at < 0 ? whole : `@[${names[at]}](member:${memberIds[at]})`;
  });
}
