import { useEffect, useState } from "react";

/** Whole seconds until then, counted down; 0 once it is over. Null until the browser counts. */
export function useSecondsTo(iso: string | null): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    if (!iso) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [iso]);
  if (!iso || now === null) return null;
  return Math.max(0, Math.ceil((Date.parse(iso) - now) / 1000));
}

/** "21:46:38", or "1:05" below an hour. */
export function inClock(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${two(hours)}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
