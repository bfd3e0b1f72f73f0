import { clsx } from "clsx";
import { Skeleton } from "../ui/skeleton";

const BUBBLES = ["h-14 w-64", "h-9 w-44 self-end", "h-9 w-72", "h-14 w-80 self-end"] as const;

/** A thread to come, in the geometry of one. */
export function ThreadSkeleton() {
  return (
    <div aria-hidden="true" className="appear-late flex h-full flex-col">
      <div className="flex h-14 items-center gap-3 border-border border-b px-4">
        <Skeleton className="size-8 rounded-full!" />
        <Skeleton className="h-4 w-40" />
      </div>
      <div className="flex grow flex-col justify-end gap-3 p-4">
        {BUBBLES.map((shape) => (
          <Skeleton key={shape} className={clsx("rounded-14! max-w-[82%]", shape)} />
        ))}
      </div>
      <Skeleton className="mx-3 mb-3 h-32 rounded-12!" />
    </div>
  );
}
