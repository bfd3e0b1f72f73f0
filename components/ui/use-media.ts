"use client";

import { useCallback, useSyncExternalStore } from "react";

export const PHONE = "(max-width: 639.98px)";
/** Too narrow to show the views beside the page. */
export const WITHOUT_VIEWS = "(max-width: 1199.98px)";
export const WIDE = "(min-width: 1440px)";

const asked = new Map<string, MediaQueryList>();
function ask(query: string): MediaQueryList {
  const known = asked.get(query) ?? window.matchMedia(query);
  asked.set(query, known);
  return known;
}

/** Whether a media query matches; false while the server paints. Prefer CSS where it will do. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (tell: () => void) => {
      const media = ask(query);
      media.addEventListener("change", tell);
      return () => media.removeEventListener("change", tell);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => ask(query).matches,
    () => false,
  );
}
