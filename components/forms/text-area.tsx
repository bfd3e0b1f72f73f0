import { clsx } from "clsx";
import type { TextareaHTMLAttributes } from "react";
import { inputClass } from "../ui/input";

/** Several lines of text. */
export function TextArea({ className, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return <textarea rows={3} {...rest} className={clsx(inputClass(), "h-auto! min-h-20 py-2", className)} />;
}
