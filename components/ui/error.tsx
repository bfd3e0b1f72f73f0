import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** An error in the place where it happened: what it was, what to do, the reference to quote. */
export function ErrorCard(props: {
  fact: string;
  next: string;
  /** "Reference 7f3a-91c2" */
  reference?: string | null;
  action?: ReactNode;
}) {
  return (
    <div role="alert" className="flex gap-3 rounded-12 border border-border bg-surface p-4 shadow-e1">
      <CircleAlert
        aria-hidden="true"
        size={16}
        strokeWidth={1.75}
        className="mt-0.5 shrink-0 text-danger-text"
      />
      <div className="min-w-0 grow">
        <p className="font-semibold text-text">{props.fact}</p>
        <p className="text-text-2">{props.next}</p>
        {props.reference ? <p className="mt-1 font-mono text-meta text-text-3">{props.reference}</p> : null}
      </div>
      {props.action}
    </div>
  );
}
