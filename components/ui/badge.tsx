import { clsx } from "clsx";
import type { ReactNode } from "react";

const TONES = {
  neutral: "border-border bg-surface text-text-2",
  primary: "border-primary-line bg-primary-soft text-primary-text",
  success: "border-success-line bg-success-soft text-success-text",
  warning: "border-warning-line bg-warning-soft text-warning-text",
  danger: "border-danger-line bg-danger-soft text-danger-text",
  info: "border-info-line bg-info-soft text-info-text",
  accent: "border-accent-line bg-accent-soft text-accent-text",
} as const;

export type Tone = keyof typeof TONES;

/** A 20 px pill that says a state in words. */
export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={clsx(
        "inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-full border px-2 font-medium text-caption",
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}

/** A 16 px count. Unread stops at 9+. */
export function CountBadge({ count, max = 9 }: { count: number; max?: number }) {
  return (
    <span className="num grid h-4 min-w-4 shrink-0 place-items-center rounded-full bg-primary px-1 font-semibold text-[0.625rem] text-on-primary leading-none">
      {count > max ? `${max}+` : count}
    </span>
  );
}
