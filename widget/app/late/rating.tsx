/** @jsxImportSource @/widget/jsx */
import type { VisitorMessage } from "../../../server/rest/widget/contract";
import type { Child } from "../../jsx/jsx-runtime";
import type { Refusal } from "../api";
import type { Chat } from "../chat";
import type { Scene } from "../view/scene";
import css from "./rating.css?inline";
import { lateTexts } from "./words";

export { css };

/** The colour of each face, and how far its mouth is drawn down or up, on a grid of 36. */
const FACES = [
  ["#ffd1cf", 19],
  ["#ffe5d4", 22],
  ["#ffedc8", 25],
  ["#d3f5de", 28],
  ["#81e5a7", 31],
] as const;

const STAR = "M18 3l4.6 9.6 10.4 1.4-7.6 7.3 1.9 10.5L18 26.7 8.7 31.8l1.9-10.5L3 14l10.4-1.4z";

/** Why the last one was not taken. */
const refusals = new WeakMap<Chat, string>();

/** Five faces or stars with their words and room for a comment; what was answered can be changed. */
export function Rating({ message, scene }: { message: VisitorMessage; scene: Scene }): Child {
  const { chat, redraw } = scene;
  const texts = lateTexts(scene.texts);
  const refused = refusals.get(chat);
  const { score, comment, look } = message.rating!;
  const isAnswered = score !== null;
  function send(event: Event): void {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const chosen = Number(given.get("score"));
    if (chosen) rate(chosen, String(given.get("comment")));
  }
  /** Shown without waiting for the socket. */
  function rate(score: number, comment: string): void {
    chat.tools.api.post("rating", { messageId: message.id, score, comment }).then(
      () => {
        refusals.delete(chat);
        chat.tools.feed.receive(
          { ...message, rating: { ...message.rating, score, comment } },
          message.seq - 1,
        );
      },
      (refusal: Refusal) => {
        refusals.set(chat, refusal.passes ? texts.notRated : refusal.message);
        redraw();
      },
    );
  }
  return (
    <form class="rate" onSubmit={send}>
      <div role="radiogroup" class={look} aria-label={message.content}>
        {FACES.map(([colour, mouth], i) => (
          <label key={colour}>
            <input type="radio" name="score" value={i + 1} checked={score === i + 1} required />
            <svg viewBox="0 0 36 36" aria-hidden="true">
              {look !== "stars" && <circle cx="18" cy="18" r="18" fill={colour} />}
              <path
                d={
                  look === "stars"
                    ? STAR
                    : `M12 13v2m12-2v2M11 ${37 - mouth / 2}Q18 ${mouth} 25 ${37 - mouth / 2}`
                }
              />
            </svg>
            {texts.scores[i]}
          </label>
        ))}
      </div>
      <input
        name="comment"
        maxLength={2000}
        aria-label={texts.comment}
        placeholder={texts.comment}
        value={comment}
      />
      <p class={refused ? "meta bad" : "meta"} role="status">
        {refused ?? (isAnswered && texts.thanks)}
      </p>
      <button type="submit" class="go">
        {isAnswered ? texts.rateAgain : texts.rate}
      </button>
    </form>
  );
}
