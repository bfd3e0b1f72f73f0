import { clsx } from "clsx";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

const TILES = {
  primary: "border-primary-line bg-primary-soft text-primary-text",
  success: "border-success-line bg-success-soft text-success-text",
} as const;

/** A fact, what happens next, and at most one act with its key. */
export function Empty(props: {
  icon: LucideIcon;
  tone?: keyof typeof TILES;
  fact: string;
  next?: string;
  children?: ReactNode;
}) {
  return (
    <div className="appear flex flex-col items-center px-6 py-10 text-center">
      <span
        className={clsx("grid size-10 place-items-center rounded-12 border", TILES[props.tone ?? "primary"])}
        aria-hidden="true"
      >
        <props.icon size={18} strokeWidth={1.75} />
      </span>
      <p className="mt-4 font-semibold text-message text-text">{props.fact}</p>
      {props.next ? <p className="mt-1 max-w-72 text-balance text-text-2">{props.next}</p> : null}
      {props.children ? <div className="mt-4 flex items-center gap-2">{props.children}</div> : null}
    </div>
  );
}
