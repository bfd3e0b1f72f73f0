import type { Bench } from "./harness/bench";
import { openReader, p95Of } from "./harness/reader";
import { measureRatio } from "./harness/rounds";

const TIMES = 120;
const SMALL = 10_000;

export const counts: Bench = {
  key: "counts",
  title: "view counts p95 at 1,000,000 (without --full 100,000) ÷ 10,000 conversations",
  mark: 1.3,
  shall: "at most",
  async run(bed) {
    const large = bed.isFull ? 1_000_000 : 100_000;
    const [few, many] = [await openReader(await bed.stack(SMALL)), await openReader(await bed.stack(large))];
    const ask = (reader: typeof few) => () =>
      p95Of(TIMES, async () => {
        const { all } = await reader.ask<{ all: number }>("conversations.counts", undefined);
        if (all === 0) throw new Error("the counts are empty");
      });
    try {
      return await measureRatio({
        better: "lower",
        slices: 5,
        numerator: {
          what: `ms, p95 over HTTP among ${large.toLocaleString("en-GB")} conversations`,
          measure: ask(many),
        },
        denominator: {
          what: `ms, p95 over HTTP among ${SMALL.toLocaleString("en-GB")}`,
          measure: ask(few),
        },
      });
    } finally {
      few.close();
      many.close();
    }
  },
};
