"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False in the server's markup and until the page has come to life; what is typed before that would be lost. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
