"use client";

import { useSyncExternalStore } from "react";

export type Density = "comfortable" | "compact";
/** How this person looks at lists: the height of the rows, and which sections of the views are folded. Kept in this browser. */
type ListSettings = { density: Density; folded: readonly string[] };

const KEY = "parley.list";
const AT_FIRST: ListSettings = { density: "comfortable", folded: ["more"] };
let settings: ListSettings | null = null;
const listeners = new Set<() => void>();

function read(): ListSettings {
  if (settings) return settings;
  try {
    settings = { ...AT_FIRST, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<ListSettings>) };
  } catch {
    settings = AT_FIRST;
  }
  return settings;
}

function set(change: Partial<ListSettings>): void {
  settings = { ...read(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Remembered until the tab goes.
  }
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export function useListSettings() {
  const { density, folded } = useSyncExternalStore(subscribe, read, () => AT_FIRST);
  return {
    density,
    setDensity: (next: Density) => set({ density: next }),
    isFolded: (section: string) => folded.includes(section),
    fold: (section: string) =>
      set({
        folded: folded.includes(section) ? folded.filter((name) => name !== section) : [...folded, section],
      }),
  };
}
