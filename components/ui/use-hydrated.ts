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

/** True for a control whose value is React's own, until the page has come to life: what is changed before that would be forgotten. */
export function useWaits(isControlled: boolean): boolean {
  return !useHydrated() && isControlled;
}
