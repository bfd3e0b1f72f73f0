import type { VisitorMessage } from "../../server/rest/widget/contract";
import type { Api, Refusal } from "./api";
import type { Feed } from "./feed";
import type { Texts } from "./texts";

/** Sends what the visitor says of the conversation, and shows it without waiting for the socket. */
export function createRating(given: { api: Api; feed: Feed; texts: Texts; onChange: () => void }) {
  const { api, feed, texts, onChange } = given;
  let refused: string | undefined;
  return {
    /** Why the last one was not taken. */
    refused: () => refused,
    /** `message` is the one that asks. */
    send(message: VisitorMessage, score: number, comment: string): void {
      api.post("rating", { messageId: message.id, score, comment }).then(
        () => {
          refused = undefined;
          feed.receive({ ...message, rating: { ...message.rating, score, comment } }, message.seq - 1);
        },
        (refusal: Refusal) => {
          refused = refusal.passes ? texts.notRated : refusal.message;
          onChange();
        },
      );
    },
  };
}
