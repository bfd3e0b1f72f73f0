import { type ReactNode, useId } from "react";

/** One part of a settings page: what it is, one line about it, and a card with the controls. `anchor` ends an address that leads to it. */
export function Section(props: { title: string; lead?: string; anchor?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section id={props.anchor} aria-labelledby={id} className="mt-8 scroll-mt-20 first:mt-0">
      <h2 id={id} className="font-semibold text-list text-text">
        {props.title}
      </h2>
      {props.lead ? <p className="mt-0.5 text-body text-text-2">{props.lead}</p> : null}
      <div className="mt-3 rounded-12 border border-border bg-surface px-4 py-4 shadow-e1 sm:px-5">
        {props.children}
      </div>
    </section>
  );
}

/** The body of a settings page below its head: a column of sections. */
export function SettingsColumn({ children }: { children: ReactNode }) {
  return <div className="w-full max-w-[720px] px-6 py-5 max-sm:px-4">{children}</div>;
}

/** A list of rows inside a card, with a line between them. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="-my-4 divide-y divide-border empty:hidden">
      {children}
    </ul>
  );
}
