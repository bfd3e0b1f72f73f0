import type { Testbed } from "./testbed";

/** One pair of measurements taken one right after the other. */
export type Round = { numerator: number; denominator: number };

export type Measured = {
  /** What is held against the mark: the median of the rounds' ratios, or a plain number where the mark is one. */
  value: number;
  /** The best round. */
  best: number;
  /** What the two sides are, with their medians. Absent where the mark is a plain number. */
  numerator?: { what: string; median: number };
  denominator?: { what: string; median: number };
  rounds?: Round[];
  /** (highest − lowest) ÷ median of the denominator over the rounds. */
  spread?: number;
  /** The denominator varied by more than 15 %: the machine was not quiet, the value says little. */
  isVoid?: boolean;
  /** Anything else worth seeing. */
  more?: Record<string, unknown>;
};

export type Bench = {
  key: string;
  /** What is measured, in one line for the table. */
  title: string;
  mark: number;
  /** Whether the value shall be at least or at most the mark. */
  shall: "at least" | "at most";
  run: (bed: Testbed) => Promise<Measured>;
};

export function isPassed(bench: Pick<Bench, "mark" | "shall">, value: number): boolean {
  return bench.shall === "at least" ? value >= bench.mark : value <= bench.mark;
}
