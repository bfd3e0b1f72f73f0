/** @jsxImportSource @/widget/jsx */
import type { VisitorListed } from "../../../server/rest/widget/contract";
import type { Child, VNode } from "../../jsx/jsx-runtime";
import { patch } from "../dom";
import { listed } from "../listed";
import type { State } from "../state";
import { say, type Texts } from "../texts";
import { Icon } from "../view/icon";
import css from "./news.css?inline";
import { plain } from "./plain";
import { keep, readKept, ring, silence } from "./sound";
import { createTitle } from "./title";
import { lateTexts } from "./words";

export { css };

const PHONE = "(max-width: 639.98px)";
/** What of a page somebody may want to press. */
const PRESSED =
  "a,button,input,select,textarea,label,summary,video,[role=button],[role=link],[onclick],[tabindex='0']";

/**
 * Tells somebody who has written before of what they have not seen, while the chat is closed or its page hidden: a sound, the
 * message beside the button, and a number in the title of a hidden page. `signal` ends it without a trace.
 */
export function createNews(given: {
  root: ShadowRoot;
  launcher: HTMLElement;
  inbox: string;
  signal: AbortSignal;
  texts: Texts;
  dress: (box: HTMLElement) => void;
  open: (conversation: string) => void;
}) {
  const { root, launcher, inbox, signal, texts } = given;
  const box = document.createElement("div");
  box.className = "teaser";
  box.setAttribute("role", "status");
  box.hidden = true;
  root.append(box);
  let drawn: VNode[] = [];
  /** Of the newest that is known to be unseen. */
  let heardAt: number | undefined;
  let shown: VisitorListed | undefined;
  let closedAt = 0;
  const title = createTitle(document);
  /** A mail leads back to what it is about. */
  let back = new URLSearchParams(location.search).get("parley");

  function update(state: State): void {
    const { features } = state.session ?? {};
    if (!features) return;
    if (state.session?.conversations.some(({ id }) => id === back)) {
      const to = back!;
      back = null;
      given.open(to);
    }
    const unread = listed(state).filter((one) => one.unread > 0 && !one.isOwn);
    const newest = unread[0];
    const at = newest?.at ?? 0;
    const isAway = document.hidden;
    const isNews = heardAt !== undefined && at > heardAt;
    heardAt = Math.max(heardAt ?? 0, at);
    if (isNews && features.sound && (isAway || !state.isOpen)) ring(inbox, at);
    if (features.teaser) title.show(isAway ? state.unread : 0);
    tease(features.teaser && !state.isOpen && !launcher.hidden ? newest : undefined);
  }

  function tease(one: VisitorListed | undefined): void {
    const isDue =
      one && one.at > Math.max(closedAt, one.at === shown?.at ? 0 : (readKept(inbox).shownAt ?? 0));
    const next = isDue ? one : undefined;
    if (next?.at === shown?.at && next?.id === shown?.id) return;
    shown = next;
    if (next) keep(inbox, { shownAt: next.at });
    box.hidden = !next;
    if (next) given.dress(box);
    drawn = patch(
      box,
      drawn,
      next ? Teaser({ one: next, texts, open: () => given.open(next.id), close: away }) : [],
    );
    if (next && isInTheWay()) away();
  }

  function away(): void {
    if (!shown) return;
    closedAt = shown.at;
    if (box.contains(root.activeElement)) launcher.focus();
    tease(undefined);
  }

  /** On a phone there is little room: what the page itself offers there goes first. */
  function isInTheWay(): boolean {
    if (!matchMedia(PHONE).matches) return false;
    const { left, right, top, bottom } = box.getBoundingClientRect();
    for (let x = left; x <= right; x += 12)
      for (let y = top; y <= bottom; y += 12)
        for (const under of document.elementsFromPoint(x, y))
          if (under !== root.host && under.closest(PRESSED)) return true;
    return false;
  }

  const on = { signal, passive: true };
  // What was free of the page's buttons is not any more.
  addEventListener("scroll", () => matchMedia(PHONE).matches && away(), { ...on, capture: true });
  document.addEventListener("visibilitychange", () => !document.hidden && title.show(0), on);
  signal.addEventListener("abort", () => {
    title.show(0);
    silence();
  });
  return { update };
}

function Teaser(given: { one: VisitorListed; texts: Texts; open: () => void; close: () => void }): Child {
  const { one, open, close } = given;
  const texts = lateTexts(given.texts);
  return (
    <>
      <button type="button" class="open" onClick={open}>
        <span class="sr">{say(texts.newFrom, { name: one.author ?? texts.team })}</span>
        <b aria-hidden="true">{one.author ?? texts.team}</b>
        <span dir="auto">{plain(one.text)}</span>
      </button>
      <button
        type="button"
        class="tool"
        aria-label={texts.closeTeaser}
        title={texts.closeTeaser}
        onClick={close}
      >
        <Icon of="close" />
      </button>
    </>
  );
}
