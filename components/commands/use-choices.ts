"use client";

import { useEffect, useState } from "react";
import type { Step } from "./items";
import type { Choice } from "./registry";

type Known = { step: Step | null; items: readonly Choice[]; isFailed: boolean };

/** The choices of a step for what is typed; those of a moment ago stay until the new ones are there. */
export function useChoices(step: Step | null, typed: string) {
  const [known, setKnown] = useState<Known>({ step: null, items: [], isFailed: false });
  const asked = step?.choices(typed) ?? [];
  // The effect below says when it fails.
  if (asked instanceof Promise) asked.catch(() => {});
  const now = Array.isArray(asked) ? (asked as readonly Choice[]) : null;
  useEffect(() => {
    const later = step?.choices(typed);
    if (!step || !later || Array.isArray(later)) return;
    let isOld = false;
    Promise.resolve(later).then(
      (items) => !isOld && setKnown({ step, items, isFailed: false }),
      () => !isOld && setKnown({ step, items: [], isFailed: true }),
    );
    return () => {
      isOld = true;
    };
  }, [step, typed]);
  if (now) return { items: now, isLoading: false, isFailed: false };
  const isKnown = known.step === step;
  return { items: isKnown ? known.items : [], isLoading: !isKnown, isFailed: isKnown && known.isFailed };
}
