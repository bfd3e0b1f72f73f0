import { forget } from "../forget";
import type { App, Host } from "../host";
import type { VNode } from "../jsx/jsx-runtime";
import { createChat } from "./chat";
import { patch } from "./dom";
import { takeDrops } from "./drops";
import { handleChange } from "./handle";
import { newId } from "./id";
import type { createNews } from "./late/news";
import { pageOf } from "./page";
import css from "./panel.css?inline";
import { addStyle, createParts } from "./parts";
import { createStore, pageStorage } from "./store";
import { count } from "./texts";
import { Panel, type Refs } from "./view/panel";
import { createPlace } from "./view/place";
import { createShell } from "./view/shell";
import { Worn } from "./view/worn";
import { createWord } from "./word";
import { createWords, fetchWords } from "./words";

type News = ReturnType<typeof createNews>;

/** The loader waits for it before the start, so that nobody sees one language turn into another. Never rejects. */
export const ready = fetchWords;

/** Called by the loader with the first intent. Draws into the loader's shadow root; `host.signal` ends it without a trace. */
export function start(host: Host): App {
  const { inbox, origin, root, launcher, signal, paint, emit, said = {} } = host;
  const refs: Refs = { field: {}, picker: {}, log: {}, start: {}, more: {} };
  const storage = pageStorage();
  addStyle(root, css);

  const keepPlace = createPlace();
  const part = createParts(root, redraw);
  let drawn: VNode[] = [];
  let worn: VNode[] = [];
  let isDue = false;
  let news: News | undefined;

  /** Changes of one turn are drawn together, in a turn of their own: with what caused them they would hold a slow page up. */
  function redraw(): void {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      if (!signal.aborted) draw();
    });
  }

  const { texts, ...words } = createWords(host, redraw);
  let word = createWord({ said, emit });
  let conversation: string | undefined;
  let isHome = true;
  let shown: string | undefined;
  const show = (what?: string) => {
    shown = shown === what ? undefined : what;
    redraw();
  };
  const drafts = new Map<string | undefined, string>();
  const make = () =>
    createChat({
      conversation,
      isReading: () => !isHome,
      inbox,
      origin,
      store: createStore(storage),
      lock: async (run) => (navigator.locks ? await navigator.locks.request(`parley:${inbox}`, run) : run()),
      texts,
      isOnline: () => navigator.onLine,
      isVisible: () => document.visibilityState === "visible",
      page: () => pageOf(said).url,
      word,
      onInbox(inbox) {
        paint(inbox.colour);
        host.wear?.(inbox.look);
        words.learn(inbox, chat.refresh);
      },
      locale: words.wanted,
      emit,
      onChange: redraw,
    });
  let chat = make();
  // Who has written before comes back to what was said; the way home is beside it.
  isHome = !chat.handle();
  const shell = createShell({ root, launcher, signal, onClosed: closed });
  takeDrops(shell.panel, (files) => chat.uploads.add(files));

  const visit = () => chat.visit(pageOf(said).title);

  function draw(): void {
    const state = chat.state();
    visit();
    const { isOpen, unread, session } = state;
    const label = session?.inbox.look?.label ?? "";
    const locale = words.format();
    words.dress(shell.panel);
    const waiting = unread ? `, ${count(texts.unread, unread, locale)}` : "";
    launcher.setAttribute("aria-expanded", String(isOpen));
    launcher.setAttribute(
      "aria-label",
      (isOpen ? texts.closeChat : texts.openChat) + (label && `, ${label}`) + waiting,
    );
    worn = patch(launcher, worn, Worn(state));
    const restore = keepPlace(refs.log.current, state);
    drawn = patch(shell.panel, drawn, [
      Panel({
        scene: {
          state,
          chat,
          texts,
          locale,
          origin,
          close: shell.close,
          isHome,
          home,
          go,
          redraw,
          part,
          shown,
          show,
        },
        refs,
      }),
    ]);
    restore(refs.log.current);
    if (state.session?.visitor && (!isOpen || document.hidden || /parley=/.test(location.search)))
      news ??= part("news")?.createNews({
        ...{ root, launcher, inbox, signal, texts },
        dress: words.dress,
        open: openAt,
      });
    news?.update(state);
  }

  function openAt(to: string): void {
    if (!shell.isOpen()) app.open();
    go(to);
  }

  function home(): void {
    drafts.set(conversation, refs.field.current?.value ?? "");
    isHome = true;
    chat.typing.over();
    chat.refresh();
    draw();
    refs.start.current?.focus();
  }

  /** The first conversation is named by nobody: several tabs may begin it together. */
  function go(given?: string): void {
    const { session, thread } = chat.state();
    const { conversations: [newest] = [], features } = session ?? {};
    const next = newest && (features?.severalConversations === false ? newest.id : newId());
    const to = given ?? next ?? thread.id;
    isHome = false;
    if (to && to !== thread.id) {
      chat.settle();
      conversation = to;
      restart();
    } else chat.open();
    draw();
    if (refs.field.current) refs.field.current.value = drafts.get(conversation) ?? "";
    redraw();
    shell.focus(refs.field.current);
  }

  /** Begins anew, as with somebody who has never been here. `isHere`: it is this page that asks for it. */
  function reset(isHere: boolean): void {
    if (isHere) forget(origin, inbox, chat.handle(), chat.state().session?.token);
    isHome = true;
    drafts.clear();
    become();
    if (refs.field.current) refs.field.current.value = "";
  }

  /** Another person, as far as the page knows, and their newest conversation. */
  function become(): void {
    word = createWord({ said, emit });
    conversation = undefined;
    restart();
  }

  function restart(): void {
    chat.stop();
    chat = make();
    if (shell.isOpen()) chat.open();
    redraw();
  }

  function closed(): void {
    chat.close();
    emit("closed", undefined);
  }

  const on = { signal };
  addEventListener("popstate", visit, on);
  // pushState says nothing by itself where the Navigation API is missing; the next change of the chat tells then.
  (window as { navigation?: EventTarget }).navigation?.addEventListener("currententrychange", visit, on);
  addEventListener("online", () => chat.wake(), on);
  addEventListener("offline", () => chat.offline(), on);
  addEventListener("pageshow", () => chat.wake(), on);
  // A page with an open line is not kept for the way back.
  addEventListener("pagehide", () => chat.offline(), on);
  document.addEventListener("visibilitychange", () => (document.hidden ? redraw() : chat.wake()), on);
  addEventListener(
    "storage",
    (event) => {
      if (event.storageArea !== storage) return;
      const change = handleChange(inbox, event);
      if (change === "forgotten") reset(false);
      // What was begun here goes on, as whoever the page says it is.
      else if (change) chat.refresh();
      else chat.stored(event.key, event.newValue);
    },
    on,
  );
  signal.addEventListener("abort", () => chat.stop());

  const app: App = {
    isOpen: shell.isOpen,
    close: shell.close,
    reset: () => reset(true),
    heard(what) {
      if (what === "user") become();
      else if (what === "attributes") chat.tell();
      else if (what === "locale") {
        words.choose();
        chat.refresh();
      } else visit();
    },
    open() {
      if (shell.isOpen()) return;
      chat.open();
      draw();
      shell.open(isHome ? refs.start.current : refs.field.current);
      refs.log.current?.scrollTo(0, refs.log.current.scrollHeight);
      emit("opened", undefined);
    },
  };
  words.choose();
  draw();
  return app;
}
