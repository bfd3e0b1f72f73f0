"use client";

import { Suspense, useEffect, useSyncExternalStore } from "react";
import { late } from "../ui/late";
import { bar, redrawBar } from "./bar-store";

const BarDialog = late(() => import("./bar-dialog"));
let inner = 0;

/**
 * Where the command bar is drawn when it opens. A screen whose choices need what its providers know (the inbox: names and
 * pictures) has a place of its own inside them, `isInner`, which goes before the one of every page.
 */
export function BarPlace({ isInner = false }: { isInner?: boolean }) {
  const shown = useSyncExternalStore(bar.subscribe, bar.get, bar.getOnServer);
  useEffect(() => {
    if (!isInner) return;
    inner++;
    redrawBar();
    return () => {
      inner--;
      redrawBar();
    };
  }, [isInner]);
  if (!shown || (!isInner && inner > 0)) return null;
  return (
    <Suspense>
      <BarDialog start={shown.step} />
    </Suspense>
  );
}
