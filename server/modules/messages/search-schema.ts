import { z } from "zod";
import { cursorOf } from "../../core/paging";
import { Line } from "../../core/text";
import type { AuthorKind, MessageKind } from "./schema";
import type { Piece } from "./search-words";

/** Times are ISO 8601: from `since` until before `until`. `memberId` is who wrote it. */
export const SearchMessages = z.object({
  query: Line(200).pipe(z.string().min(1)),
  inboxId: z.uuid().optional(),
  memberId: z.uuid().optional(),
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
  cursor: cursorOf(z.tuple([z.uuid()])).optional(),
  limit: z.number().int().min(1).max(50).default(20),
});
export type SearchMessages = z.infer<typeof SearchMessages>;

export type FoundMessage = {
  id: string;
  conversationId: string;
  displayNumber: number;
  contact: { id: string; name: string };
  inboxId: string;
  seq: number;
  kind: MessageKind;
  author: { kind: AuthorKind; id: string | null };
  createdAt: string;
  snippet: Piece[];
};
/**
 * Newest first. With fewer items than asked for and a cursor, so much has been looked through in vain that the rest is left
 * for another request.
 */
export type FoundMessages = { items: FoundMessage[]; nextCursor: string | null };

/** #4127 or 4127. */
export const FindNumber = z.object({ number: z.number().int().min(1).max(2_147_483_647) });
export type FindNumber = z.infer<typeof FindNumber>;
