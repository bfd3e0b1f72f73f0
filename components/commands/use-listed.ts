"use client";

import { useEffect, useRef, useState } from "react";
import type { Item } from "./items";
import type { Choice } from "./registry";

/** The choices of the commands that list theirs, by the command's line: asked for once while the bar is open, when it is first searched. */
export function useListed(
  items: readonly Item[],
  isSearched: boolean,
): ReadonlyMap<string, readonly Choice[]> {
  const [listed, setListed] = useState<ReadonlyMap<string, readonly Choice[]>>(new Map());
  const asked = useRef(new Set<string>());
  useEffect(() => {
    if (!isSearched) return;
    for (const item of items) {
      if (!("choices" in item) || !item.isListed || asked.current.has(item.id)) continue;
      if (typeof item.choices !== "function") continue;
      asked.current.add(item.id);
      item.choices("").then(
        (choices) => setListed((known) => new Map(known).set(item.id, choices)),
        // The command itself still leads to them, and says there what has failed.
        () => {},
      );
    }
  });
  return listed;
}
