import { z } from "zod";
import { Text } from "../../core/text";
import type { RatingLook } from "../messages/schema";

export const SCORES = [1, 2, 3, 4, 5] as const;
const Rated = z.object({
  score: z.number().int().min(1).max(5),
  comment: Text(2_000, "Keep it to 2,000 characters").default(""),
});
/** By the visitor's own widget. */
export const RateConversation = Rated.extend({ messageId: z.uuid() });
export type RateConversation = z.infer<typeof RateConversation>;
/** By whoever holds the link. */
export const RateByLink = Rated.extend({
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/, "This link is not complete"),
});
export type RateByLink = z.infer<typeof RateByLink>;
export const RatingToken = RateByLink.pick({ token: true });

/** What the page behind a rating's link shows. `isOver`: more than 14 days have passed. */
export type RatingPreview = {
  tenantName: string;
  question: string;
  look: RatingLook;
  score: number | null;
  comment: string;
  isOver: boolean;
};

/** What a contact said of one conversation. Times are ISO 8601 in UTC. */
export type RatingDto = {
  id: string;
  score: number;
  comment: string;
  answeredAt: string;
  conversationId: string;
  displayNumber: number;
  /** Who had the conversation when it was asked. */
  assigneeId: string | null;
};
