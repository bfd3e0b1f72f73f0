import type { ParleyTheme } from "../parley";
import { paintFor } from "./colour";
import css from "./launcher.css?inline";

/** Lucide's speech bubble on its 24 px grid (ISC licence). */
const CHAT = "M7.9 20A9 9 0 1 0 4 16.1L2 22Z";

export type Launcher = {
  root: ShadowRoot;
  button: HTMLButtonElement;
  /** Says why the chat did not come; an empty text takes it away. */
  complain: (text: string) => void;
  /** Anything but #rrggbb changes nothing. */
  paint: (colour: string | undefined) => void;
  hide: (isHidden: boolean) => void;
  setTheme: (theme: ParleyTheme) => void;
  remove: () => void;
};

/** The button, alone in its own shadow root. Constructed style sheets only, so that a strict CSP lets it be. */
export function createLauncher(): Launcher {
  const host = make("parley-widget", {});
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  const colours = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet, colours];

  const button = make("button", {
    type: "button",
    class: "launcher",
    "aria-label": "Open chat",
    "aria-expanded": "false",
    "aria-haspopup": "dialog",
  }) as HTMLButtonElement;
  const sign = make("svg", { viewBox: "0 0 24 24" });
  sign.append(make("path", { d: CHAT }));
  button.append(sign);
  const oops = make("p", { class: "oops", role: "alert" });
  root.append(button, oops);
  document.body.append(host);

  return {
    root,
    button,
    complain(text) {
      oops.textContent = text;
    },
    paint(colour) {
      const paint = paintFor(colour);
      if (!paint) return;
      const { fill, on, shade } = paint;
      colours.replaceSync(`:host{--c:${fill}!important;--on:${on}!important;--shade:${shade}%!important}`);
    },
    hide(isHidden) {
      button.hidden = isHidden;
    },
    // What is neither light nor dark follows the system.
    setTheme: (theme) => host.setAttribute("theme", theme),
    remove: () => host.remove(),
  };
}

function make(tag: string, attributes: Record<string, string>): Element {
  const space = /^(svg|path)$/.test(tag) ? "2000/svg" : "1999/xhtml";
  const node = document.createElementNS(`http://www.w3.org/${space}`, tag);
  for (const name in attributes) node.setAttribute(name, attributes[name]!);
  return node;
}
