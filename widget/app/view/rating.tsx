/** @jsxImportSource @/widget/jsx */
import type { VisitorMessage } from "../../../server/rest/widget/contract";
import type { Child } from "../../jsx/jsx-runtime";
import type { Scene } from "./scene";

const FACES = ["😞", "🙁", "😐", "🙂", "😀"];

/** Five faces with their words and room for a comment; what was answered can be changed. */
export function Rating({ message, scene }: { message: VisitorMessage; scene: Scene }): Child {
  const { chat, texts } = scene;
  const refused = chat.rating.refused();
  const { score, comment } = message.rating!;
  const isAnswered = score !== null;
  function send(event: Event): void {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const chosen = Number(given.get("score"));
    if (chosen) chat.rating.send(message, chosen, String(given.get("comment")));
  }
  return (
    <form class="rate" onSubmit={send}>
      <div role="radiogroup" aria-label={message.content}>
        {FACES.map((face, i) => (
          <label key={face} title={texts.scores[i]}>
            <input
              type="radio"
              name="score"
              value={i + 1}
              checked={score === i + 1}
              required
              aria-label={texts.scores[i]}
            />
            <span aria-hidden="true">{face}</span>
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
      <button type="submit" class="link">
        {isAnswered ? texts.rateAgain : texts.rate}
      </button>
      <p class={refused ? "meta bad" : "meta"} role="status">
        {refused ?? (isAnswered && texts.thanks)}
      </p>
    </form>
  );
}
