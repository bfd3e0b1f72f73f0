"use client";

import { useEffect, useRef } from "react";
import { isCovered, isForField, keyOf } from "../commands/keys";

/** Keys of a layer that are nobody's to change: "escape", "enter". */
export type Shortcuts = Record<string, (() => void) | undefined>;

/**
 * Listens for the keys of a layer while mounted. What is given as undefined is off, and the key stays the browser's.
 * Everything a person may want to change is a command instead (components/commands/catalogue.ts).
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || isCovered()) return;
      const key = keyOf(event);
      const act = isForField(event, key) ? undefined : latest.current[key];
      if (!act) return;
      event.preventDefault();
      act();
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
