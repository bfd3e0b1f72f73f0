import type { Measured, Round } from "./bench";
import { say } from "./say";
import { median, rounded } from "./statistics";

type Side = { what: string; measure: () => Promise<number> };

/**
 * Measures both sides in turn, so that what else the machine does falls on both: first one round that does not count
 * (caches, JIT, query plans), then three that do. The order within a round alternates.
 */
export async function measureRatio(given: {
  numerator: Side;
  denominator: Side;
  /** Which of two ratios is the better one. */
  better: "higher" | "lower";
  rounds?: number;
  warmUp?: boolean;
}): Promise<Measured> {
  const { numerator, denominator, better, rounds: count = 3, warmUp = true } = given;
  const rounds: Round[] = [];
  for (let i = warmUp ? -1 : 0; i < count; i++) {
    const isSwapped = i % 2 !== 0;
    const first = await (isSwapped ? denominator : numerator).measure();
    const second = await (isSwapped ? numerator : denominator).measure();
    const round = isSwapped
      ? { numerator: second, denominator: first }
      : { numerator: first, denominator: second };
    say(
      `  ${i < 0 ? "warm-up" : `round ${i + 1}`}: ${rounded(round.numerator)} ÷ ${rounded(round.denominator)} = ${rounded(round.numerator / round.denominator)}`,
    );
    if (i >= 0) rounds.push(round);
  }
  return summarise(rounds, { numerator: numerator.what, denominator: denominator.what, better });
}

export function summarise(
  rounds: Round[],
  given: { numerator: string; denominator: string; better: "higher" | "lower" },
): Measured {
  const ratios = rounds.map((round) => round.numerator / round.denominator);
  const below = rounds.map((round) => round.denominator);
  const spread = (Math.max(...below) - Math.min(...below)) / median(below);
  return {
    value: rounded(median(ratios)),
    best: rounded(given.better === "higher" ? Math.max(...ratios) : Math.min(...ratios)),
    numerator: { what: given.numerator, median: rounded(median(rounds.map((round) => round.numerator))) },
    denominator: { what: given.denominator, median: rounded(median(below)) },
    rounds: rounds.map((round) => ({
      numerator: rounded(round.numerator),
      denominator: rounded(round.denominator),
    })),
    spread: rounded(spread),
    isVoid: spread > 0.15,
  };
}
