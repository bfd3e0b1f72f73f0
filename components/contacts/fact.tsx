import type { ReactNode } from "react";

/** One line of a panel: what it is, and its value. Stands inside a `dl`. */
export function Fact({ name, hint, children }: { name: string; hint?: string; children: ReactNode }) {
  return (
    <div className="flex items-start py-[3px] max-sm:items-center">
      <dt className="w-[98px] shrink-0 truncate pr-2 text-meta text-text-2 leading-5" title={hint || name}>
        {name}
      </dt>
      <dd className="num min-w-0 grow">{children}</dd>
    </div>
  );
}
