"use client";

import { useEffect, useState } from "react";

const SETTLED_AFTER_MS = 500;
let hasSettled = false;

/** True from half a second after the first screen of this tab was shown: what is needed to read and answer comes first. */
export function useSettled(): boolean {
  const [isSettled, setSettled] = useState(hasSettled);
  useEffect(() => {
    if (isSettled) return;
    const timer = setTimeout(() => {
      hasSettled = true;
      setSettled(true);
    }, SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isSettled]);
  return isSettled;
}
