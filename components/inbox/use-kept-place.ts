"use client";

import { type RefObject, useEffect } from "react";

const AT_BOTTOM = 60;

/**
 * Whoever reads further up keeps their lines where they are, whatever comes, grows or goes around them; whoever is at the
 * newest stays there.
 */
export function useKeptPlace(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const at = scroller.current;
    if (!at?.firstElementChild) return;
    // By its seq: a run that begins with an older message is drawn anew.
    let held: { seq: string; top: number } | null = null;
    let last = at.scrollTop;
    const topOf = (element: Element) => element.getBoundingClientRect().top - at.getBoundingClientRect().top;
    function look() {
      last = at!.scrollTop;
      const found = isAtBottom(at!) ? null : messageInView(at!);
      held = found && { seq: found.dataset.message!, top: topOf(found) };
    }
    function keep() {
      const element = held && at!.querySelector(`[data-message="${held.seq}"]`);
      if (isAtBottom(at!)) at!.scrollTop = 0;
      else if (held && element) at!.scrollTop += topOf(element) - held.top;
      look();
    }
    // Being told late of what we have moved ourselves is no news: the thread may have grown again meanwhile.
    const scrolled = () => at.scrollTop !== last && look();
    const sizes = new ResizeObserver(keep);
    sizes.observe(at);
    sizes.observe(at.firstElementChild);
    at.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      sizes.disconnect();
      at.removeEventListener("scroll", scrolled);
    };
  }, [scroller]);
}

/** In a reversed scroller the bottom is 0 and the way up is negative. */
function isAtBottom(at: HTMLElement): boolean {
  return -at.scrollTop < AT_BOTTOM;
}

/** The one that has the focus, as after a jump; else the first that is not wholly above. */
function messageInView(at: HTMLElement): HTMLElement | null {
  const { top, bottom } = at.getBoundingClientRect();
  const isIn = (element: Element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > top && box.top < bottom;
  };
  const focused = document.activeElement?.closest<HTMLElement>("[data-message]");
  if (focused && at.contains(focused) && isIn(focused)) return focused;
  const all = at.querySelectorAll<HTMLElement>("[data-message]");
  let [from, to] = [0, all.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (all[middle]!.getBoundingClientRect().bottom > top) to = middle;
    else from = middle + 1;
  }
  return all[from] ?? null;
}
