/** @jsxImportSource @/widget/jsx */
// biome-ignore-all lint/performance/noImgElement: there is no Next here
import type { VNode } from "../../jsx/jsx-runtime";
import { patch } from "../dom";
import { say } from "../texts";
import { Icon } from "../view/icon";
import type { LateTexts } from "./words";

type Shown = { name: string; url: string };

/** The pictures of one message as large as the window; the arrows go through them, Esc or a press beside closes. */
export function view(opener: HTMLElement, pictures: readonly Shown[], from: number, texts: LateTexts): void {
  const root = opener.getRootNode() as ShadowRoot;
  const box = document.createElement("dialog");
  box.className = "viewer";
  box.dir = opener.closest<HTMLElement>("[dir]")?.dir ?? "";
  box.setAttribute("aria-label", texts.viewer);
  let at = from;
  let drawn: VNode[] = [];

  function go(by: number): void {
    at = (at + by + pictures.length) % pictures.length;
    draw();
  }
  function draw(): void {
    const { name, url } = pictures[at]!;
    const isMany = pictures.length > 1;
    drawn = patch(box, drawn, [
      isMany && Button({ of: "back", name: texts.previous, place: "to", go: () => go(-1) }),
      isMany && Button({ of: "next", name: texts.next, place: "to", go: () => go(1) }),
      Button({ of: "close", name: texts.closeViewer, place: "shut", go: () => box.close() }),
      <p key="p" role="status">
        <a href={url} target="_blank" rel="noopener" aria-label={say(texts.download, { name })}>
          {name}
        </a>
        {isMany && ` · ${at + 1}/${pictures.length}`}
      </p>,
      <img key={url} src={url} alt={name} />,
    ]);
  }
  box.onkeydown = (event) => {
    // What closes a picture leaves the chat open.
    event.stopPropagation();
    const forward = box.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key.startsWith("ArrowLeft") || event.key.startsWith("ArrowRight"))
      go(event.key === forward ? 1 : -1);
  };
  box.onclick = (event) => {
    if (event.target === box) box.close();
  };
  box.onclose = () => {
    box.remove();
    opener.focus();
  };
  root.append(box);
  draw();
  box.showModal();
  box.querySelector<HTMLElement>(".shut")?.focus();
}

function Button(given: {
  of: "back" | "next" | "close";
  name: string;
  place: string;
  go: () => void;
}): VNode {
  return (
    <button
      key={given.name}
      type="button"
      class={given.place}
      aria-label={given.name}
      title={given.name}
      onClick={given.go}
    >
      {given.of === "next" ? (
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M5 12h14m-7-7 7 7-7 7" />
        </svg>
      ) : (
        <Icon of={given.of} />
      )}
    </button>
  );
}
