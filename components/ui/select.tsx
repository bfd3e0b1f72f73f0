import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { SelectHTMLAttributes } from "react";
import { inputClass } from "./input";

/** One of a few, by the browser's own list. `className`: its width, else all there is. */
export function Select({
  className,
  children,
  ...rest
}: Omit<SelectHTMLAttributes<HTMLSelectElement>, "size">) {
  return (
    <span className={clsx("relative block", className ?? "w-full")}>
      <select {...rest} className={clsx(inputClass(), "appearance-none pr-8")}>
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
