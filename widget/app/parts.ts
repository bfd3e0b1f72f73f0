const LOADS = {
  asks: () => import("./late/asks"),
  emoji: () => import("./late/emoji"),
  files: () => import("./late/files"),
  popout: () => import("./late/popout"),
  past: () => import("./late/past"),
  rating: () => import("./late/rating"),
  tools: () => import("./late/tools"),
  menu: () => import("./late/menu"),
  news: () => import("./late/news"),
};

type Modules = { [K in keyof typeof LOADS]: Awaited<ReturnType<(typeof LOADS)[K]>> };
export type Parts = <K extends keyof Modules>(name: K) => Modules[K] | undefined;

/**
 * What a plain first chat does without: a part is fetched when it is first asked for, with its own style, and what asked is drawn
 * again when it is there. One that did not come is asked for with the next change.
 */
export function createParts(root: ShadowRoot, redraw: () => void): Parts {
  const held: Partial<Modules> = {};
  const asked = new Set<string>();
  return (name) => {
    if (!asked.has(name)) {
      asked.add(name);
      LOADS[name]().then(
        (part) => {
          addStyle(root, part.css);
          held[name] = part as never;
          redraw();
        },
        () => asked.delete(name),
      );
    }
    return held[name];
  };
}

export function addStyle(root: ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
}
