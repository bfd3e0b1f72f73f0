import type { WebLook } from "../host";
import type { ParleyTheme } from "../parley";
import { paintFor } from "./colour";
import css from "./launcher.css?inline";
import { CHAT, SIGNS } from "./signs";

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
        button.setAttribute("aria-label", `Open chat, ${look.label}`);
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
