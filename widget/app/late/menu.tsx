/** @jsxImportSource @/widget/jsx */
import type { TranscriptAnswer } from "../../../server/rest/widget/contract";
import type { Child } from "../../jsx/jsx-runtime";
import type { Refusal } from "../api";
import type { Chat } from "../chat";
import { say } from "../texts";
import type { Scene } from "../view/scene";
import css from "./menu.css?inline";
import { isMuted, setMuted } from "./sound";
import { lateTexts } from "./words";

export { css };

type Menu = {
  step: "list" | "end" | "mail" | "sent";
  isBusy?: boolean;
  /** Why it was refused. */
  problem?: string;
  /** Where the copy went. */
  to?: string;
};
/** One conversation's menu has nothing to do with another's. */
const menus = new WeakMap<Chat, Menu>();

/** What one seldom does with a conversation: a copy by mail, its end, silence. `close` gives the focus back. */
export function More({ scene, close }: { scene: Scene; close: () => void }): Child {
  const { chat, redraw } = scene;
  const menu = menus.get(chat) ?? { step: "list" };
  const put = (next: Menu) => {
    menus.set(chat, next);
    redraw();
  };
  const leave = () => {
    menus.delete(chat);
    close();
  };
  const ask = async <T,>(
    path: string,
    body: object,
    done: (answer: T) => void,
    refused?: (why: Refusal) => boolean,
  ) => {
    put({ ...menu, isBusy: true, problem: undefined });
    try {
      done(await chat.tools.api.post<T>(path, body));
    } catch (error) {
      const why = error as Refusal;
      if (refused?.(why)) return;
      const texts = lateTexts(scene.texts);
      // Only the copy is refused so: nobody of the team is in it yet.
      const words = why.status === 409 ? texts.unanswered : why.message;
      put({ ...menu, problem: why.status ? words : texts.notDone });
    }
  };
  const given = { scene, menu, put, leave, ask };
  return (
    <fieldset
      class="menu"
      aria-label={scene.texts.more}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        event.preventDefault();
        leave();
      }}
    >
      {menu.step === "end" ? (
        <End {...given} />
      ) : menu.step === "mail" || menu.step === "sent" ? (
        <Mail {...given} />
      ) : (
        <List {...given} />
      )}
      {menu.problem && menu.step === "list" && (
        <div>
          <p class="meta bad" role="alert">
            {menu.problem}
          </p>
        </div>
      )}
    </fieldset>
  );
}

type Given = {
  scene: Scene;
  menu: Menu;
  put: (next: Menu) => void;
  leave: () => void;
  ask: <T>(
    path: string,
    body: object,
    done: (answer: T) => void,
    refused?: (why: Refusal) => boolean,
  ) => Promise<void>;
};

const focused = (node: HTMLElement | null) => queueMicrotask(() => node?.focus());

function List({ scene, menu, put, leave, ask }: Given): Child {
  const { state, redraw } = scene;
  const texts = lateTexts(scene.texts);
  const { features } = state.session ?? {};
  const isEnded = state.thread.status === "resolved";
  const inbox = scene.chat.inbox;
  return (
    <>
      {features?.transcript && (
        <button
          type="button"
          ref={focused}
          disabled={menu.isBusy}
          onClick={() =>
            ask<TranscriptAnswer>(
              "transcript",
              {},
              ({ to }) => put({ step: "sent", to }),
              ({ status }) => {
                // Nobody knows where to: ask.
                if (status === 400) put({ step: "mail" });
                return status === 400;
              },
            )
          }
        >
          {texts.transcript}
        </button>
      )}
      {features?.sound && (
        <button
          type="button"
          onClick={() => {
            setMuted(inbox, !isMuted(inbox));
            redraw();
          }}
        >
          {isMuted(inbox) ? texts.unmute : texts.mute}
        </button>
      )}
      {features?.endConversation && !isEnded && (
        <button type="button" onClick={() => put({ step: "end" })}>
          {texts.end}
        </button>
      )}
      <button type="button" onClick={leave}>
        {texts.closeMenu}
      </button>
    </>
  );
}

function End({ scene, menu, put, leave, ask }: Given): Child {
  const texts = lateTexts(scene.texts);
  return (
    <div>
      <p>{texts.endSure}</p>
      <Problem menu={menu} />
      <p class="row">
        <button
          type="button"
          class="main"
          ref={focused}
          disabled={menu.isBusy}
          onClick={() =>
            ask("end", {}, () => {
              scene.chat.wake();
              leave();
            })
          }
        >
          {texts.end}
        </button>
        <button type="button" onClick={() => put({ step: "list" })}>
          {texts.keep}
        </button>
      </p>
    </div>
  );
}

function Mail({ scene, menu, put, leave, ask }: Given): Child {
  const texts = lateTexts(scene.texts);
  if (menu.step === "sent") {
    return (
      <div>
        <p role="status">{say(texts.mailed, { to: menu.to ?? "" })}</p>
        <p class="row">
          <button type="button" class="main" ref={focused} onClick={leave}>
            {texts.done}
          </button>
        </p>
      </div>
    );
  }
  const send = (event: Event) => {
    event.preventDefault();
    const email = String(new FormData(event.target as HTMLFormElement).get("email"));
    ask<TranscriptAnswer>("transcript", { email }, ({ to }) => put({ step: "sent", to }));
  };
  return (
    <form onSubmit={send}>
      <label>
        {texts.mailTo}
        <input
          ref={focused}
          name="email"
          type="email"
          required
          maxLength={254}
          autocomplete="email"
          dir="ltr"
          aria-invalid={menu.problem ? "true" : undefined}
        />
      </label>
      <Problem menu={menu} />
      <p class="row">
        <button type="submit" class="main" disabled={menu.isBusy}>
          {texts.mailIt}
        </button>
        <button type="button" onClick={() => put({ step: "list" })}>
          {texts.cancel}
        </button>
      </p>
    </form>
  );
}

function Problem({ menu: { problem } }: { menu: Menu }): Child {
  return (
    problem && (
      <p class="meta bad" role="alert">
        {problem}
      </p>
    )
  );
}
