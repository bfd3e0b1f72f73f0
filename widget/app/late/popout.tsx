/** @jsxImportSource @/widget/jsx */
import type { Child } from "../../jsx/jsx-runtime";
import type { Scene } from "../view/scene";
import css from "./popout.css?inline";
import { answer } from "./ticket";
import { lateTexts } from "./words";

export { css };

/** The chat in a window of its own, as the same visitor. Not shown where it stands in one already. */
export function Popout({ scene }: { scene: Scene }): Child {
  const { chat, origin, close } = scene;
  const texts = lateTexts(scene.texts);
  if (location.href.startsWith(`${origin}/chat/`)) return null;

  async function leave(): Promise<void> {
    // At once, while it is the visitor who opens it. With an opener: it asks for its ticket, and drops it then.
    const opened = window.open(
      `${origin}/chat/${chat.inbox}?locale=${scene.locale}#out`,
      "",
      "popup,width=420,height=680",
    );
    if (!opened) return;
    const { api, word } = chat.tools;
    const given = api.post<{ ticket: string | null }>("popout", { handle: chat.handle(), user: word.user() });
    answer(opened, origin, given);
    try {
      await given;
      close();
    } catch {
      opened.close();
    }
  }

  return (
    <button type="button" class="tool popout" aria-label={texts.popout} title={texts.popout} onClick={leave}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M15 3h6v6M10 14 21 3M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6" />
      </svg>
    </button>
  );
}
