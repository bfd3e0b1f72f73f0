"use client";

import { useEffect, useState } from "react";
import { useLive, useWorkspace } from "../realtime/context";

/** The server counts saved views up to here. */
export const COUNT_LIMIT = 1_000;
const AFTER_MS = 1_000;
const MOST = 20;

/** How many conversations the saved views hold; asked again once things have calmed down after a change. */
export function useSavedCounts(viewIds: readonly string[]): Record<string, number> {
  const { api } = useWorkspace();
  const [counts, setCounts] = useState<Record<string, number>>({});
  const revision = useLive((engine) => engine.model.counts);
  const ids = viewIds.slice(0, MOST).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: new counts elsewhere mean that these may have changed too.
  useEffect(() => {
    if (!ids) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      for (const viewId of ids.split(" ")) {
        api.views.count.query({ viewId }).then(
          (count) => isCurrent && setCounts((known) => ({ ...known, [viewId]: count })),
          () => {},
        );
      }
    }, AFTER_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [api, ids, revision]);
  return counts;
}
