import { type Bench, isPassed, type Measured } from "./bench";

/** One line a bench: what came out, the mark, and whether it is met. */
export function tableLine(bench: Bench, measured: Measured | undefined, error: string | undefined): string {
  const sign = bench.shall === "at least" ? "≥" : "≤";
  const mark = `${sign} ${bench.mark.toLocaleString("en-GB")}`;
  if (!measured) return row(bench.key, "error", mark, "ERROR", error?.split("\n")[0] ?? "");
  const verdict = isPassed(bench, measured.value) ? "pass" : "MISS";
  const sides =
    measured.numerator && measured.denominator
      ? `${measured.numerator.median} ÷ ${measured.denominator.median}, best ${measured.best}`
      : "";
  const noise = measured.isVoid
    ? `  VOID: denominator varied by ${Math.round((measured.spread ?? 0) * 100)} %`
    : "";
  return row(bench.key, measured.value.toLocaleString("en-GB"), mark, verdict, sides + noise);
}

function row(key: string, value: string, mark: string, verdict: string, note: string): string {
  return `${key.padEnd(14)}${value.padStart(10)}  ${mark.padEnd(12)}${verdict.padEnd(7)}${note}`.trimEnd();
}
