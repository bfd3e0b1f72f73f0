"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the keys are written ⌘ instead of Ctrl. False while the server paints. */
export function useIsMac(): boolean {
  return useSyncExternalStore(
    never,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  );
}
