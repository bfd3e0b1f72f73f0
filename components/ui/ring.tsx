import type { ReactNode } from "react";

/** A ring that turns, shown only after 300 ms so that quick answers do not flicker. Until then `fallback` stays. */
export function Ring({ size = 14, fallback }: { size?: number; fallback?: ReactNode }) {
  return (
    <span
      aria-hidden="true"
      className="relative grid place-items-center"
      style={{ width: size, height: size }}
    >
      {fallback ? <span className="absolute animate-[leave_1ms_300ms_both]">{fallback}</span> : null}
      <span className="absolute inset-0 animate-[appear_80ms_300ms_both]">
        <span className="block size-full animate-[ring_700ms_linear_infinite] rounded-full border-2 border-current border-t-transparent" />
      </span>
    </span>
  );
}
