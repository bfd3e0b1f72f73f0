import { clsx } from "clsx";
import type { ReactNode } from "react";

const TINTS = [
  "bg-tint-purple text-on-tint-purple",
  "bg-tint-blue text-on-tint-blue",
  "bg-tint-green text-on-tint-green",
  "bg-tint-amber text-on-tint-amber",
  "bg-tint-orange text-on-tint-orange",
  "bg-tint-red text-on-tint-red",
  "bg-tint-teal text-on-tint-teal",
  "bg-tint-pink text-on-tint-pink",
] as const;

/** Size in px → classes: rem, so that an avatar grows with the text. */
const SIZES = {
  16: "size-4 text-[0.4375rem]",
  18: "size-4.5 text-[0.5rem]",
  22: "size-5.5 text-[0.5625rem]",
  28: "size-7 text-[0.625rem]",
  32: "size-8 text-[0.75rem]",
  40: "size-10 text-[0.875rem]",
} as const;

/** The colour of each state; its word stands beside it or in a label. */
export const DOTS = { online: "bg-success", busy: "bg-warning", offline: "bg-border-strong" } as const;

function tintOf(id: string): string {
  let hash = 0;
  for (let i = 0; i < id.length; i++) hash = (hash * 31 + id.charCodeAt(i)) >>> 0;
  return TINTS[hash % TINTS.length]!;
}

/** "Grace Whitfield" → "GW", "Priya" → "P". */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? "?")][0] ?? "?";
  const last = words.length > 1 ? ([...words[words.length - 1]!][0] ?? "") : "";
  return (first + last).toUpperCase();
}

/** Decorative: the name stands beside it. The tint follows the id, so a person keeps theirs. */
export function Avatar(props: {
  id: string;
  name: string;
  /** Stands over the initials once it is there. */
  picture?: string | null;
  size?: keyof typeof SIZES;
  presence?: keyof typeof DOTS;
  /** A 15 px channel tile, cut out of the avatar at the bottom right. */
  glyph?: ReactNode;
  /** The colour of what lies behind, for the cut-out. */
  ring?: string;
  className?: string;
}) {
  const size = props.size ?? 32;
  return (
    <span aria-hidden="true" className={clsx("relative inline-block shrink-0", SIZES[size], props.className)}>
      <span
        className={clsx(
          "grid size-full select-none place-items-center rounded-full font-semibold leading-none",
          tintOf(props.id),
        )}
      >
        {initialsOf(props.name)}
      </span>
      {props.picture ? (
        // biome-ignore lint/performance/noImgElement: a signed link of our own, small and cached by the browser.
        <img
          src={props.picture}
          alt=""
          className="absolute inset-0 size-full rounded-full bg-surface object-cover"
        />
      ) : null}
      {props.glyph ? (
        <span
          className={clsx(
            "absolute -right-1.5 -bottom-1.5 rounded-6 border-2",
            props.ring ?? "border-surface",
          )}
        >
          {props.glyph}
        </span>
      ) : null}
      {props.presence ? (
        <span
          className={clsx(
            "absolute -right-px -bottom-px size-[9px] rounded-full border-2",
            props.ring ?? "border-surface",
            DOTS[props.presence],
          )}
        />
      ) : null}
    </span>
  );
}
