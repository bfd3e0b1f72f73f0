import { clsx } from "clsx";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Ring } from "./ring";

const VARIANTS = {
  primary: "bg-primary text-on-primary hover:bg-primary-hover active:bg-primary-hover font-semibold",
  default: "border border-border bg-surface text-text hover:bg-hover active:bg-press font-medium",
  ghost: "text-text-2 hover:bg-hover hover:text-text active:bg-press font-medium",
  danger: "bg-danger text-on-danger hover:brightness-95 active:brightness-90 font-semibold",
} as const;

const SIZES = {
  sm: "h-7 rounded-6 px-2.5 text-meta max-sm:h-9",
  md: "h-8 rounded-8 px-3 text-body max-sm:h-11 max-sm:px-4",
  lg: "h-10 rounded-8 px-4 text-message max-sm:h-11",
} as const;

const OFF = "bg-press text-text-3 font-medium cursor-default";

export type ButtonLook = { variant?: keyof typeof VARIANTS; size?: keyof typeof SIZES; isOff?: boolean };

/** The classes of a button, for a link that looks like one. */
export function buttonClass({ variant = "default", size = "md", isOff }: ButtonLook = {}): string {
  return clsx(
    "relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap transition-colors duration-80",
    SIZES[size],
    isOff ? OFF : VARIANTS[variant],
  );
}

export type ButtonProps = Omit<ButtonLook, "isOff"> &
  ButtonHTMLAttributes<HTMLButtonElement> & {
    icon?: ReactNode;
    /** The label stays, the width too; after 300 ms a ring takes the icon's place. */
    busy?: boolean;
  };

export function Button({ variant, size, icon, busy, disabled, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      className={clsx(buttonClass({ variant, size, isOff: disabled }), className)}
    >
      {icon ? (
        <span className="grid size-4 place-items-center">{busy ? <Ring fallback={icon} /> : icon}</span>
      ) : null}
      <span className="relative">
        {busy && !icon ? (
          <span className="absolute top-1/2 right-full mr-0.5 -translate-y-1/2">
            <Ring size={10} />
          </span>
        ) : null}
        {children}
      </span>
    </button>
  );
}
