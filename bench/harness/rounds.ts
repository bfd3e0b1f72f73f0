import type { Measured, Round } from "./bench";
import { say } from "./say";
import { median, rounded } from "./statistics";

type Side = { what: string; measure: () => Promise<number> };

/** A denominator that varies by more than this says that the machine was not quiet (performance.md, section 4). */
const QUIET = 0.15;

/** More rounds than wanted are taken only within this time, so that a busy machine does not hold up the whole run. */
const PATIENCE_MS = 35_000;

/**
 * Measures both sides in turn, in slices, so that what else the machine does falls on both: first one round that does
 * not count (caches, JIT, query plans), then `rounds` that do. While the denominators vary too much, up to as many more
 * are taken, and those count whose denominators lie closest together: chosen by the denominator alone.
 */
export async function measureRatio(given: {
  numerator: Side;
  denominator: Side;
  /** Which of two ratios is the better one. */
  better: "higher" | "lower";
  rounds?: number;
  /** How often a round goes from one side to the other; each side of a round is the median of its slices. */
  slices?: number;
  warmUp?: boolean;
}): Promise<Measured> {
  const { numerator, denominator, better, rounds: wanted = 3, slices = 1, warmUp = true } = given;
  const taken: Round[] = [];
  const began = performance.now();
  const isWorthMore = () =>
    taken.length < wanted * 2 &&
    performance.now() - began < PATIENCE_MS &&
    spreadOf(quietest(taken, wanted)) > QUIET;
  if (warmUp) show("warm-up", await measureRound(numerator, denominator, 1));
  while (taken.length < wanted || isWorthMore()) {
    const round = await measureRound(numerator, denominator, slices);
    taken.push(round);
    show(`round ${taken.length}`, round);
  }
  const counted = quietest(taken, wanted);
  const measured = summarise(counted, { numerator: numerator.what, denominator: denominator.what, better });
  return taken.length > wanted ? { ...measured, more: { roundsTaken: taken.length } } : measured;
}

async function measureRound(numerator: Side, denominator: Side, slices: number): Promise<Round> {
  const above: number[] = [];
  const below: number[] = [];
  for (let i = 0; i < slices; i++) {
    above.push(await numerator.measure());
    below.push(await denominator.measure());
  }
  return { numerator: median(above), denominator: median(below) };
}

function show(name: string, { numerator, denominator }: Round): void {
  say(`  ${name}: ${rounded(numerator)} ÷ ${rounded(denominator)} = ${rounded(numerator / denominator)}`);
}

function quietest(rounds: readonly Round[], count: number): Round[] {
  const sorted = [...rounds].sort((a, b) => a.denominator - b.denominator);
  let best = sorted.slice(0, count);
  for (let from = 1; from + count <= sorted.length; from++) {
    const some = sorted.slice(from, from + count);
    if (spreadOf(some) < spreadOf(best)) best = some;
  }
  return best;
}

function spreadOf(rounds: readonly Round[]): number {
  const below = rounds.map((round) => round.denominator);
  return (Math.max(...below) - Math.min(...below)) / median(below);
}

function summarise(
  rounds: Round[],
  given: { numerator: string; denominator: string; better: "higher" | "lower" },
): Measured {
  const ratios = rounds.map((round) => round.numerator / round.denominator);
  const spread = spreadOf(rounds);
  return {
    value: rounded(median(ratios)),
    best: rounded(given.better === "higher" ? Math.max(...ratios) : Math.min(...ratios)),
    numerator: { what: given.numerator, median: rounded(median(rounds.map((round) => round.numerator))) },
    denominator: {
      what: given.denominator,
      median: rounded(median(rounds.map((round) => round.denominator))),
    },
    rounds: rounds.map((round) => ({
      numerator: rounded(round.numerator),
      denominator: rounded(round.denominator),
    })),
    spread: rounded(spread),
    isVoid: spread > QUIET,
  };
}
