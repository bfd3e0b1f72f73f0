"use client";

import { useTransition } from "react";
import type { ActAnswer } from "../../server/trpc/act";
import { showToast } from "../ui/toast-store";

type Act = () => Promise<ActAnswer>;

/** Runs a button's server action and says how it went; `undo` takes it back. `after` comes when it worked. */
export function useAct() {
  const [isBusy, start] = useTransition();

  function run(work: Act, said: { done: string; undo?: Act; undone?: string; after?: () => void }): void {
    start(async () => {
      const answer = await work();
      if (answer) return showToast({ text: answer.error, tone: "problem" });
      const { undo, undone = "" } = said;
      showToast({ text: said.done, undo: undo && (() => run(undo, { done: undone })) });
      said.after?.();
    });
  }

  return { isBusy, run };
}
