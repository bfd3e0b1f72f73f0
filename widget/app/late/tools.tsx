/** @jsxImportSource @/widget/jsx */
import type { VisitorMessage } from "../../../server/rest/widget/contract";
import type { Child } from "../../jsx/jsx-runtime";
import { say } from "../texts";
import { Icon } from "../view/icon";
import type { Scene } from "../view/scene";
import css from "./tools.css?inline";
import { lateTexts } from "./words";

export { rich } from "./rich";
export { css };

/** Beside a message: the visitor's next words will answer it. */
export function Reply({ message, scene }: { message: VisitorMessage; scene: Scene }): Child {
  const { chat } = scene;
  const texts = lateTexts(scene.texts);
  const { id, from, author, content, attachments, isDeleted } = message;
  if (isDeleted) return null;
  const text = (content || attachments[0]?.name || "").slice(0, 160);
  return (
    <button
      type="button"
      class="tool reply"
      aria-label={texts.replyTo}
      title={texts.replyTo}
      onClick={(event) => {
        chat.carry({ replyToId: id, quote: { from, author, text } });
        const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
        root.querySelector<HTMLElement>(".composer textarea")?.focus();
      }}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M9 14 4 9l5-5M4 9h10a6 6 0 0 1 6 6v5" />
      </svg>
    </button>
  );
}

/** Above the text box: what is being answered, and the way out. */
export function Quoted({ scene }: { scene: Scene }): Child {
  const { chat } = scene;
  const texts = lateTexts(scene.texts);
  const { from, author, text } = chat.carry().quote!;
  const name = from === "visitor" ? texts.you : (author ?? texts.team);
  return (
    <div class="quoted">
      <p>
        <b>{say(texts.replying, { name })}</b>
        <span dir="auto">{text}</span>
      </p>
      <button
        type="button"
        class="tool"
        aria-label={texts.noReply}
        title={texts.noReply}
        onClick={() => chat.carry({ replyToId: undefined, quote: undefined })}
      >
        <Icon of="close" />
      </button>
    </div>
  );
}
