/** @jsxImportSource @/widget/jsx */
// biome-ignore-all lint/performance/noImgElement: there is no Next here
import type { SendAnswer, VisitorMessage } from "../../../server/rest/widget/contract";
import type { Child } from "../../jsx/jsx-runtime";
import type { Refusal } from "../api";
import type { Scene } from "../view/scene";
import css from "./asks.css?inline";
import { Fields } from "./fields";
import { type Answers, heldOf, letGo } from "./held";
import { lateTexts } from "./words";

export { PreChat } from "./pre-chat";
export { css };

type Asking = VisitorMessage & { ask: NonNullable<VisitorMessage["ask"]> };
const isAsking = (message: VisitorMessage): message is Asking => message.ask !== undefined;
/** One name for the answer to a question, so that two tabs that answer at once send one message. */
const answerId = (message: VisitorMessage) => `z-${message.id}`;

/** Under a message: what can be pressed or filled in, until it is answered. */
export function Ask({ message, scene }: { message: VisitorMessage; scene: Scene }): Child {
  if (!isAsking(message)) return null;
  const { ask } = message;
  const isOver = ask.answer !== null || scene.state.queue.some((item) => item.clientId === answerId(message));
  if (ask.type === "choices")
    return !isOver && <Choices message={message} scene={scene} choices={ask.choices} />;
  if (ask.type === "cards") return <Cards message={message} scene={scene} isOver={isOver} />;
  const texts = lateTexts(scene.texts);
  if (isOver) return <p class="meta">{texts.answered}</p>;
  const send = (answers: Answers, at: Element) => void submit(message, answers, at, scene);
  return <Fields id={message.id} fields={ask.fields} button={texts.sendForm} scene={scene} send={send} />;
}

function Choices(props: { message: Asking; scene: Scene; choices: readonly string[] }): Child {
  const { message, scene, choices } = props;
  return (
    <fieldset class="choices" aria-label={lateTexts(scene.texts).choices}>
      {choices.map((title, i) => (
        <button
          key={title}
          type="button"
          dir="auto"
          onClick={(event) => press(event, message, i, title, scene)}
        >
          {title}
        </button>
      ))}
    </fieldset>
  );
}

function Cards({ message, scene, isOver }: { message: Asking; scene: Scene; isOver: boolean }): Child {
  const { ask, attachments } = message;
  if (ask.type !== "cards") return null;
  const texts = lateTexts(scene.texts);
  let n = 0;
  return (
    <ul class="deck" tabIndex={ask.cards.length > 1 ? 0 : undefined} aria-label={texts.cards}>
      {ask.cards.map((card) => {
        const picture = attachments.find(({ fileId }) => fileId === card.fileId);
        return (
          <li key={`${card.title}${n}`}>
            {picture && <img src={new URL(picture.url, scene.origin).href} alt="" />}
            <b dir="auto">{card.title}</b>
            {card.text && <p dir="auto">{card.text}</p>}
            {card.buttons.map(({ title, url }) => {
              const pick = n++;
              const says = ask.cards.length > 1 ? `${card.title}: ${title}` : title;
              return url ? (
                <a
                  key={pick}
                  class="go"
                  href={url}
                  target="_blank"
                  rel="noopener noreferrer nofollow"
                  dir="auto"
                >
                  {title} <span class="sr">({texts.opens})</span>
                </a>
              ) : (
                <button
                  key={pick}
                  type="button"
                  class="go"
                  dir="auto"
                  disabled={isOver}
                  onClick={(event) => press(event, message, pick, says, scene)}
                >
                  {title} {ask.answer?.pick === pick && "✓"}
                </button>
              );
            })}
          </li>
        );
      })}
    </ul>
  );
}

/** Goes out like anything the visitor writes, also when the network comes back. */
function press(event: Event, message: Asking, pick: number, content: string, { chat }: Scene): void {
  const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
  const answer = { messageId: message.id, pick };
  chat.add(content, { answer }, answerId(message));
  // The button is gone: what comes next is written.
  root.querySelector<HTMLElement>(".composer textarea, .log")?.focus();
}

async function submit(message: Asking, values: Answers, at: Element, { chat, redraw }: Scene): Promise<void> {
  const root = at.getRootNode() as ShadowRoot;
  const form = heldOf(chat, message.id);
  const { api, feed } = chat.tools;
  form.isBusy = true;
  try {
    const conversationId = feed.thread().id;
    const body = { clientId: answerId(message), conversationId, answer: { messageId: message.id, values } };
    const sent = (await api.post<SendAnswer>("messages", body)).message;
    letGo(chat, message.id);
    feed.own(sent);
    const ask = { ...message.ask, answer: { messageId: sent.id, pick: null } };
    feed.receive({ ...message, ask }, message.seq - 1);
    // The form is gone: what comes next is written.
    setTimeout(() => root.querySelector<HTMLElement>(".composer textarea, .log")?.focus());
  } catch (error) {
    const { message: words, field = "" } = error as Refusal;
    const key = field.replace("answers.", "");
    if (key && key !== field) form.problems = { [key]: words };
    else form.refused = words;
  }
  form.isBusy = false;
  redraw();
}
