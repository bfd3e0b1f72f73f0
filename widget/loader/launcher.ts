import type { WebLook } from "../host";
import type { ParleyTheme } from "../parley";
import { paintFor } from "./colour";
import css from "./launcher.css?inline";

/** Lucide's speech bubble on its 24 px grid (ISC licence), and what may stand in it or in its place. */
const CHAT = "M7.9 20A9 9 0 1 0 4 16.1L2 22Z";
const SIGNS: Record<string, string> = {
  dots: `${CHAT}M8 12h.01M12 12h.01M16 12h.01`,
  help: `${CHAT}M9 9.5a3 3 0 0 1 6 .5c0 2-3 2-3 4m0 3h.01`,
  mail: "m22 7-10 6L2 7m2-3h16q2 0 2 2v12q0 2-2 2H4q-2 0-2-2V6q0-2 2-2z",
};

export type Launcher = {
  root: ShadowRoot;
  button: HTMLButtonElement;
  /** Says why the chat did not come; an empty text takes it away. */
  complain: (text: string) => void;
  /** Anything but #rrggbb changes nothing. */
  paint: (colour: string | undefined) => void;
  /** What is left out stays; of the script tag everything is a text. */
  wear: (look: Partial<Record<keyof WebLook, unknown>>) => void;
  hide: (isHidden: boolean) => void;
  /** What the page asks for stands against what the business has set. */
  setTheme: (theme: ParleyTheme, isPages?: boolean) => void;
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
  const path = make("path", { d: CHAT });
  const label = make("span", {});
  sign.append(path);
  button.append(sign);
  const oops = make("p", { class: "oops", role: "alert" });
  root.append(button, oops);
  document.body.append(host);

  let isAsked = false;
  let colour = "";
  let gap = 24;
  function fill(): void {
    colours.replaceSync(`:host{${colour}--gap:${gap}px!important}`);
  }
  function setTheme(theme: ParleyTheme, isPages = false): void {
    isAsked ||= isPages;
    // What is neither light nor dark follows the system.
    if (isPages || !isAsked) host.setAttribute("theme", theme);
  }

  return {
    root,
    button,
    complain(text) {
      oops.textContent = text;
    },
    paint(given) {
      const paint = paintFor(given);
      if (!paint) return;
      colour = `--c:${paint.fill}!important;--on:${paint.on}!important;--shade:${paint.shade}%!important;`;
      fill();
    },
    wear(look) {
      if (look.icon) path.setAttribute("d", SIGNS[look.icon as string] ?? CHAT);
      if (look.label) {
        label.textContent = `${look.label}`;
        button.append(label);
      } else if (look.label === "") label.remove();
      if (look.side) host.setAttribute("side", `${look.side}`);
      if (look.gap != null) gap = +(look.gap as number) || 0;
      if (look.theme) setTheme(look.theme as ParleyTheme);
      fill();
    },
    hide(isHidden) {
      button.hidden = isHidden;
    },
    setTheme,
    remove: () => host.remove(),
  };
}

function make(tag: string, attributes: Record<string, string>): Element {
  const space = /^(svg|path)$/.test(tag) ? "2000/svg" : "1999/xhtml";
  const node = document.createElementNS(`http://www.w3.org/${space}`, tag);
  for (const name in attributes) node.setAttribute(name, attributes[name]!);
  return node;
}
