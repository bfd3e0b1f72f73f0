import { paintFor } from "./colour";
import css from "./launcher.css?inline";

const CHAT = "M7.9 20A9 9 0 1 0 4 16.1L2 22Z";

export type Launcher = {
  root: ShadowRoot;
  button: HTMLButtonElement;
  /** Says why the chat did not come; an empty text takes it away. */
  complain: (text: string) => void;
  paint: (colour: string | null | undefined) => void;
  remove: () => void;
};

/** The button, alone in its own shadow root. Constructed style sheets and CSSOM only, so that a strict CSP lets it be. */
export function createLauncher(): Launcher {
  const host = document.createElement("parley-widget");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  const colours = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet, colours];

  const button = document.createElement("button");
  button.type = "button";
  button.className = "launcher";
  button.ariaLabel = "Open chat";
  button.ariaExpanded = "false";
  button.ariaHasPopup = "dialog";
  button.append(icon(CHAT));
  const oops = document.createElement("div");
  oops.className = "oops";
  oops.role = "alert";
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
      if (paint) {
        colours.replaceSync(
          `:host{--c:${paint.fill}!important;--on:${paint.on}!important;--shade:${paint.shade}%!important}`,
        );
      }
    },
    remove: () => host.remove(),
  };
}

function icon(path: string): SVGElement {
  const [svg, line] = ["svg", "path"].map((tag) =>
    document.createElementNS("http://www.w3.org/2000/svg", tag),
  ) as [SVGElement, SVGElement];
  svg.setAttribute("viewBox", "0 0 24 24");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}
