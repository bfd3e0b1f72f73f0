"use client";

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useWorkspace } from "../realtime/context";
import { changed, hrefOf, parsePath, type Route } from "./route";

export type Navigation = {
  route: Route;
  /** The same place with some parts changed; another view begins without status, filter and search. */
  href: (change: Partial<Route>) => string;
  /** Goes there at once: no request, no waiting; Back works. `replace` leaves no trace in the history. */
  go: (change: Partial<Route>, how?: { replace: boolean }) => void;
};

let waiting: string | null = null;
function replaceNow(): void {
  if (waiting !== null) window.history.replaceState(null, "", waiting);
  waiting = null;
}
/** The router is told after the paint: it goes through its whole tree. */
function replaceLater(href: string): void {
  if (waiting === null) setTimeout(replaceNow);
  waiting = href;
}

const Shared = createContext<Navigation | null>(null);

/** Where the inbox stands. It is ours and not the router's, so that changing conversation takes one render. */
export function RouteProvider({ initial, children }: { initial: Route; children: ReactNode }) {
  const { slug } = useWorkspace().me.tenant;
  const [route, setRoute] = useState(initial);
  useEffect(() => {
    function onPop() {
      waiting = null;
      if (window.location.pathname.startsWith(`/t/${slug}/inbox`)) {
        setRoute(parsePath(slug, new URL(window.location.href)));
      }
    }
    window.addEventListener("popstate", onPop);
    return () => window.removeEventListener("popstate", onPop);
  }, [slug]);
  // The same function however far one goes: a row that has not changed is not drawn again.
  const now = useRef(route);
  useLayoutEffect(() => {
    now.current = route;
  });
  const go = useCallback<Navigation["go"]>(
    (change, how) => {
      const next = changed(now.current, change);
      now.current = next;
      setRoute(next);
      const href = hrefOf(slug, next);
      if (how?.replace) return replaceLater(href);
      replaceNow();
      if (href !== window.location.pathname + window.location.search)
        window.history.pushState(null, "", href);
    },
    [slug],
  );
  const navigation = useMemo<Navigation>(
    () => ({
      route,
      href: (change) => hrefOf(slug, changed(route, change)),
      go,
    }),
    [route, slug, go],
  );
  return <Shared value={navigation}>{children}</Shared>;
}

export function useRoute(): Navigation {
  const navigation = useContext(Shared);
  if (!navigation) throw new Error("This part stands outside a RouteProvider.");
  return navigation;
}
