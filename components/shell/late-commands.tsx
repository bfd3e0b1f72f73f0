"use client";

import { lazy, Suspense } from "react";
import { useSettled } from "../ui/use-settled";

const ShellCommands = lazy(() => import("./shell-commands"));

/** The keys and the command bar, once the first screen stands. */
export function LateCommands() {
  return useSettled() ? (
    <Suspense>
      <ShellCommands />
    </Suspense>
  ) : null;
}
