"use client";

import { Check } from "lucide-react";
import { type InputHTMLAttributes, useId } from "react";
import { useWaits } from "../ui/use-hydrated";

/** A tick box with its label; the whole line can be pressed. */
export function Checkbox({
  label,
  ...rest
}: Omit<InputHTMLAttributes<HTMLInputElement>, "type"> & { label: string }) {
  const id = useId();
  const waits = useWaits("checked" in rest);
  return (
    <span className="flex items-center gap-2 max-sm:min-h-11">
      <span className="relative grid size-4 shrink-0 place-items-center">
        <input
          {...rest}
          id={id}
          type="checkbox"
          disabled={waits || rest.disabled}
          className="peer size-4 cursor-pointer appearance-none rounded-5 border border-border-strong bg-surface checked:border-primary checked:bg-primary"
        />
        <Check
          aria-hidden="true"
          size={12}
          strokeWidth={3}
          className="pointer-events-none absolute text-on-primary opacity-0 peer-checked:opacity-100"
        />
      </span>
      <label htmlFor={id} className="cursor-pointer text-body text-text">
        {label}
      </label>
    </span>
  );
}
