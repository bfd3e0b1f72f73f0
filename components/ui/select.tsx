"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { SelectHTMLAttributes } from "react";
import { inputClass } from "./input";
import { useWaits } from "./use-hydrated";

/** One of a few, by the browser's own list. `className`: its width, else all there is. */
export function Select({
  className,
  children,
  ...rest
}: Omit<SelectHTMLAttributes<HTMLSelectElement>, "size">) {
  const waits = useWaits("value" in rest);
  return (
    <span className={clsx("relative block", className ?? "w-full")}>
      <select
        {...rest}
        disabled={waits || rest.disabled}
        // Waiting is not being off, and does not look like it.
        className={clsx(
          inputClass(),
          "appearance-none pr-8",
          waits &&
            !rest.disabled &&
            "disabled:border-border-strong! disabled:bg-surface! disabled:text-text!",
        )}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        size={16}
        strokeWidth={1.75}
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-text-3"
      />
    </span>
  );
}
