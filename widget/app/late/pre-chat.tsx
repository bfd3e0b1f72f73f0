/** @jsxImportSource @/widget/jsx */
import type { Child } from "../../jsx/jsx-runtime";
import type { Scene } from "../view/scene";
import { Fields } from "./fields";
import { type Answers, heldOf, letGo } from "./held";
import { lateTexts } from "./words";

const ID = "before";

/** What is asked before a conversation begins, and why. The answers go with its first message, and nowhere before. */
export function PreChat({ scene }: { scene: Scene }): Child {
  const { chat, state, redraw } = scene;
  const texts = lateTexts(scene.texts);
  const { heading, reason, fields } = state.session!.form!;
  // Written before it was known that something is asked, or answered in a way that the server does not take.
  const refused = state.queue.find((item) => item.refusal !== undefined);
  const form = heldOf(chat, ID);
  form.refused = refused?.refusal;

  function send(answers: Answers, at: HTMLElement): void {
    const given = { ...answers };
    const root = at.getRootNode() as ShadowRoot;
    chat.carry({ answers: given });
    if (refused) chat.retry({ ...refused, extra: { ...refused.extra, answers: given } });
    letGo(chat, ID);
    redraw();
    setTimeout(() => root.querySelector<HTMLElement>(".composer textarea")?.focus());
  }

  return (
    // Its key keeps it from becoming the log.
    <section
      key="before"
      class="before"
      tabIndex={-1}
      aria-label={heading || texts.startChat}
      // What was pressed to come here is gone: a screen reader goes on with what is asked.
      ref={(node) => {
        setTimeout(() => (node as HTMLElement).focus());
      }}
    >
      {heading && <h3 dir="auto">{heading}</h3>}
      {reason && <p dir="auto">{reason}</p>}
      <Fields id={ID} fields={fields} button={texts.startChat} scene={scene} send={send} />
    </section>
  );
}
