import { clsx } from "clsx";

/** A grey shape in the exact place of what is coming. Give it the size of the real thing. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={clsx("block rounded-4 bg-press", className)} />;
}
