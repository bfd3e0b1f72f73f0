import { Skeleton } from "../ui/skeleton";

const WIDTHS = ["w-32", "w-24", "w-40", "w-28", "w-36"] as const;

/** Rows to come, in the geometry of rows. */
export function RowSkeletons({ count = 8 }: { count?: number }) {
  return (
    <div aria-hidden="true" className="appear-late overflow-hidden">
      {Array.from({ length: count }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike.
        <div key={row} className="flex h-[76px] gap-3 py-2.5 pr-3.5 pl-4 max-sm:h-[84px]">
          <Skeleton className="size-8 shrink-0 rounded-full!" />
          <div className="grow">
            <Skeleton className={`mt-1 h-3 ${WIDTHS[row % WIDTHS.length]}`} />
            <Skeleton className="mt-2 h-3 w-full" />
            <Skeleton className="mt-2 h-2.5 w-24" />
          </div>
        </div>
      ))}
    </div>
  );
}
