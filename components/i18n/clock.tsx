"use client";

import { useLocale } from "next-intl";
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { type Reader, readerOf, TIME_ZONE } from "./reader";

const TICK_MS = 30_000;
const ServerNow = createContext(0);

/** The server's own now, so that the browser's first paint is the same as the server's. */
export function Clock({ now, children }: { now: number; children: ReactNode }) {
  return <ServerNow value={now}>{children}</ServerNow>;
}

let current = 0;
function subscribe(tell: () => void): () => void {
  const timer = setInterval(() => {
    current = Date.now();
    tell();
  }, TICK_MS);
  return () => clearInterval(timer);
}
function now(): number {
  if (current === 0) current = Date.now();
  return current;
}

/** Now, to within half a minute. */
export function useNow(): number {
  const atServer = useContext(ServerNow);
  return useSyncExternalStore(subscribe, now, () => atServer);
}

const never = () => () => {};
let ownZone: string | undefined;
function zone(): string {
  ownZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return ownZone;
}

/** The reader's time zone; while the server paints, its own. */
export function useZone(): string {
  return useSyncExternalStore(never, zone, () => TIME_ZONE);
}

/** How times, numbers and lists of names are written for whoever looks at this page. */
export function useReader(): Reader {
  return readerOf(useLocale(), useZone());
}
