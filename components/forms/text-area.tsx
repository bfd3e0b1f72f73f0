"use client";

import { clsx } from "clsx";
import type { TextareaHTMLAttributes } from "react";
import { inputClass } from "../ui/input";
import { useWaits } from "../ui/use-hydrated";

/** Several lines of text. */
export function TextArea({ className, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const waits = useWaits("value" in rest);
  return (
    <textarea
      rows={3}
      {...rest}
      readOnly={waits || rest.readOnly}
      className={clsx(inputClass(), "h-auto! min-h-20 py-2", className)}
    />
  );
}
