/** @jsxImportSource @/widget/jsx */
import type { Child } from "../../jsx/jsx-runtime";
import { say } from "../texts";
import { available } from "./available";
import { Composer } from "./composer";
import { Home } from "./home";
import { Icon } from "./icon";
import { Log } from "./log";
import { Close, Face } from "./parts";
import type { Scene } from "./scene";

/** Nodes whose state is their own: the text box with what is written, the log with its place. */
export type Refs = {
  field: { current?: HTMLTextAreaElement };
  picker: { current?: HTMLInputElement };
  log: { current?: HTMLElement };
  start: { current?: HTMLElement };
  more: { current?: HTMLElement; isOpen?: boolean };
};

export function Panel({ scene, refs }: { scene: Scene; refs: Refs }): Child {
  const { state, chat, texts } = scene;
  const { failure, session, typing } = state;
  const hasFailed = failure && !failure.passes;
  const isHome = scene.isHome && !hasFailed;
  // Until the answers are there, to go with the words that begin the conversation.
  const isAsked =
    session?.form &&
    !state.thread.id &&
    !chat.carry().answers &&
    !state.queue.some((item) => item.refusal === undefined);
  return (
    <>
      {isHome ? <Home scene={scene} start={refs.start} /> : <Head scene={scene} more={refs.more} />}
      {!isHome &&
        refs.more.isOpen &&
        scene.part("menu")?.More({ scene, close: () => toggle(scene, refs.more) })}
      <p class="note" role="status">
        {!hasFailed && (state.isOffline ? texts.offline : state.isCut && texts.reconnecting)}
      </p>
      {hasFailed ? (
        <p class="failed" role="alert">
          {say(texts.failed, { reason: failure.message })}
          <button type="button" class="link" onClick={chat.begin}>
            {texts.retry}
          </button>
        </p>
      ) : (
        !isHome &&
        (isAsked ? (
          scene.part("asks")?.PreChat({ scene })
        ) : (
          <>
            <section
              class="log"
              role="log"
              aria-live="polite"
              aria-label={texts.messages}
              aria-busy={String(!session) as "true" | "false"}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has to by keyboard, too
              tabIndex={0}
              ref={(node) => {
                refs.log.current = node!;
              }}
            >
              <Log scene={scene} />
            </section>
            <Composer scene={scene} field={refs.field} picker={refs.picker} />
          </>
        ))
      )}
      <p class="sr" role="status">
        {typing !== undefined && say(texts.typing, { name: typing ?? texts.team })}
      </p>
      <p class="foot">
        {texts.poweredBy} <b>Parley</b>
      </p>
    </>
  );
}

function toggle({ redraw }: Scene, more: Refs["more"]): void {
  more.isOpen = !more.isOpen;
  redraw();
  more.current?.focus();
}

function Head({ scene, more }: { scene: Scene; more: Refs["more"] }): Child {
  const { texts, state } = scene;
  const { inbox, features } = state.session ?? {};
  const business = inbox?.tenantName ?? "";
  const author = state.thread.items.filter((m) => m.from === "team").at(-1)?.author;
  const name = author && business ? say(texts.from, { name: author, business }) : business;
  return (
    // No <header>: that would be a second banner of the page it stands on.
    <div class="head">
      <button type="button" class="tool back" aria-label={texts.back} title={texts.back} onClick={scene.home}>
        <Icon of="back" />
      </button>
      {business && <Face name={author ?? business} kind={author ? "person" : "business"} />}
      <div>
        <h2 id="title">{name || texts.chat}</h2>
        <p>{available(scene)}</p>
      </div>
      {state.session?.features?.popout && scene.part("popout")?.Popout({ scene })}
      {state.thread.id && (features?.transcript || features?.sound || features?.endConversation) && (
        <button
          key="more"
          type="button"
          class="tool"
          aria-label={texts.more}
          title={texts.more}
          aria-expanded={`${!!more.isOpen}` as "true"}
          ref={(node) => {
            more.current = node as HTMLElement;
          }}
          onClick={() => toggle(scene, more)}
        >
          <Icon of="more" />
        </button>
      )}
      <Close scene={scene} />
    </div>
  );
}
