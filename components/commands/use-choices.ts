"use client";

import { useEffect, useState } from "react";
import type { Step } from "./items";
import type { Choice } from "./registry";

type Known = { step: Step | null; items: readonly Choice[]; isFailed: boolean };

/** The choices of a step for what is typed; those of a moment ago stay until the new ones are there. */
export function useChoices(step: Step | null, typed: string) {
  const [known, setKnown] = useState<Known>({ step: null, items: [], isFailed: false });
  useEffect(() => {
    if (typeof step?.choices !== "function") return;
    let isOld = false;
    step.choices(typed).then(
      (items) => !isOld && setKnown({ step, items, isFailed: false }),
      () => !isOld && setKnown({ step, items: [], isFailed: true }),
    );
    return () => {
      isOld = true;
    };
  }, [step, typed]);
  if (typeof step?.choices !== "function")
    return { items: step?.choices ?? [], isLoading: false, isFailed: false };
  const isKnown = known.step === step;
  return { items: isKnown ? known.items : [], isLoading: !isKnown, isFailed: isKnown && known.isFailed };
}
