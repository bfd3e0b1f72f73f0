"use client";

import { useEffect, useRef } from "react";

/** "j", "shift+e", "g m" (one after the other), "mod+enter" (Ctrl, or ⌘ on a Mac), "escape", "?". */
export type Shortcuts = Record<string, (() => void) | undefined>;

const CHORD_MS = 1_200;

/** The key of an event in the words of Shortcuts. */
export function keyOf(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  const isLetter = /^[a-z]$/.test(key);
  const parts = [
    event.ctrlKey || event.metaKey ? "mod" : "",
    event.altKey ? "alt" : "",
    // "?" and "]" already say which shift they need.
    event.shiftKey && (isLetter || key.length > 1) ? "shift" : "",
    key,
  ];
  return parts.filter(Boolean).join("+");
}

/** True while typing: single keys belong to the field then. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/**
 * Listens for the keys while mounted. In a field, a menu or a dialog only those with a modifier work. What is given as
 * undefined is off, and the key stays the browser's.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    let first: { key: string; at: number } | null = null;
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return;
      const key = keyOf(event);
      if (isTyping(event.target) && !/^(mod|alt|f\d)/.test(key)) return;
      const chord = first && Date.now() - first.at < CHORD_MS ? `${first.key} ${key}` : key;
      first = null;
      const act = latest.current[chord] ?? latest.current[key];
      if (act) {
        event.preventDefault();
        act();
      } else if (Object.keys(latest.current).some((name) => name.startsWith(`${key} `))) {
        first = { key, at: Date.now() };
      }
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
