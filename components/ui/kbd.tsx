import { clsx } from "clsx";

/** A key cap. `onSolid` sits on a filled button. */
export function Kbd({ children, onSolid }: { children: string; onSolid?: boolean }) {
  return (
    <kbd
      className={clsx(
        "inline-grid h-4.5 min-w-4.5 place-items-center rounded-4 border px-1 font-medium font-sans text-head leading-none",
        onSolid ? "border-current/40" : "border-border bg-surface text-text-2",
      )}
    >
      {children}
    </kbd>
  );
}

/** Several keys: "G U" is G, then U. */
export function Keys({ keys, onSolid }: { keys: string; onSolid?: boolean }) {
  return (
    <span className="inline-flex gap-1">
      {keys.split(" ").map((key) => (
        <Kbd key={key} onSolid={onSolid}>
          {key}
        </Kbd>
      ))}
    </span>
  );
}
