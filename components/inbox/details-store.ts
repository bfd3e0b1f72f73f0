"use client";

import { useSyncExternalStore } from "react";
import { WIDE } from "../ui/use-media";

/**
 * Whether the contact panel stands open: beside the thread in a wide window (open unless closed), over it in a narrower
 * one (closed unless opened). Kept in this browser.
 */
type Panel = { wide: boolean; narrow: boolean };
const KEY = "parley.details";
const AT_FIRST: Panel = { wide: true, narrow: false };
let panel: Panel | null = null;
const listeners = new Set<() => void>();

function read(): Panel {
  if (panel) return panel;
  try {
    panel = { ...AT_FIRST, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Panel>) };
  } catch {
    panel = AT_FIRST;
  }
  return panel;
}

function set(next: Panel) {
  panel = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Remembered until the tab goes.
  }
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export function useDetailsPanel() {
  const { wide, narrow } = useSyncExternalStore(subscribe, read, () => AT_FIRST);
  function change(isOpen: (now: boolean) => boolean) {
    const now = read();
    if (window.matchMedia(WIDE).matches) set({ ...now, wide: isOpen(now.wide) });
    else set({ ...now, narrow: isOpen(now.narrow) });
  }
  return { wide, narrow, toggle: () => change((now) => !now), close: () => change(() => false) };
}
