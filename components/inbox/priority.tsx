import { clsx } from "clsx";
import type { Priority } from "../../server/modules/conversations/schema";

const LIT = { low: 1, medium: 2, high: 3 } as const;

/** Three rising bars; urgent is a red square with "!". Decorative: its name is said where it stands. */
export function PriorityMark({ priority }: { priority: Priority | null }) {
  if (!priority) return null;
  if (priority === "urgent") {
    return (
      <span
        aria-hidden="true"
        className="grid size-3.5 shrink-0 place-items-center rounded-4 bg-danger font-bold text-[0.625rem] text-on-danger leading-none"
      >
        !
      </span>
    );
  }
  const colour = priority === "high" ? "bg-accent-mark" : "bg-border-strong";
  return (
    <span aria-hidden="true" className="flex h-3 shrink-0 items-end gap-0.5">
      {[5, 8, 11].map((height, bar) => (
        <span
          key={height}
          className={clsx("w-[3px] rounded-[1px]", colour, bar >= LIT[priority] && "opacity-30")}
          style={{ height }}
        />
      ))}
    </span>
  );
}
