"use client";

import { clsx } from "clsx";
import type { InputHTMLAttributes } from "react";
import { useWaits } from "./use-hydrated";

export type InputProps = Omit<InputHTMLAttributes<HTMLInputElement>, "size"> & {
  size?: "md" | "lg";
  ref?: React.Ref<HTMLInputElement>;
};

/** The look of a text field: 34 px (large 40, phone 44), a strong edge, red when `aria-invalid`. */
export function inputClass(size: "md" | "lg" = "md"): string {
  return clsx(
    "w-full rounded-8 border border-border-strong bg-surface px-2.5 text-text aria-invalid:border-danger aria-invalid:shadow-[0_0_0_1px_var(--danger)] disabled:border-border disabled:bg-sunken disabled:text-text-3 max-sm:h-11 max-sm:text-[1rem]",
    size === "lg" ? "h-10 text-message" : "h-8.5 text-body",
  );
}

export function Input({ size, className, ...rest }: InputProps) {
  const waits = useWaits("value" in rest);
  return <input {...rest} readOnly={waits || rest.readOnly} className={clsx(inputClass(size), className)} />;
}
