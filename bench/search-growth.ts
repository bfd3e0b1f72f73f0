import { BULK_WORDS } from "../prisma/seed/bulk";
import { indexForSearch } from "../prisma/seed/search";
import type { Bench, Measured } from "./harness/bench";
import { openReader, p95Of, type Reader } from "./harness/reader";
import { measureRatio } from "./harness/rounds";
import { say } from "./harness/say";
import type { Stack } from "./harness/testbed";

const TIMES = 60;
const MESSAGES_EACH = 10;
const SMALL = 100_000;
const QUERIES = {
  common: BULK_WORDS.common,
  rare: BULK_WORDS.rare,
  "two words": BULK_WORDS.pair.join(" "),
};

export const searchGrowth: Bench = {
  key: "searchGrowth",
  title:
    "search p95 at 10,000,000 (without --full 1,000,000) ÷ 100,000 messages: the worst of common, rare, two words",
  mark: 3,
  shall: "at most",
  async run(bed) {
    const large = bed.isFull ? 10_000_000 : 1_000_000;
    const few = await openIndexed(await bed.stack(SMALL / MESSAGES_EACH));
    const many = await openIndexed(await bed.stack(large / MESSAGES_EACH));
    const measured: Record<string, Measured> = {};
    try {
      for (const [name, query] of Object.entries(QUERIES)) {
        say(`  ${name}: ${query}`);
        const ask = (reader: Reader) => () =>
          p95Of(TIMES, async () => {
            const { items } = await reader.ask<{ items: unknown[] }>("search.messages", { query });
            if (items.length === 0) throw new Error(`nothing was found by “${query}”`);
          });
        const side = (count: number) =>
          `ms, p95 of ${name} over HTTP among ${count.toLocaleString("en-GB")} messages`;
        measured[name] = await measureRatio({
          better: "lower",
          slices: 3,
          numerator: { what: side(large), measure: ask(many) },
          denominator: { what: side(SMALL), measure: ask(few) },
        });
      }
    } finally {
      few.close();
      many.close();
    }
    const worst = Object.values(measured).reduce((a, b) => (b.value > a.value ? b : a));
    const each = Object.fromEntries(Object.entries(measured).map(([name, { value }]) => [name, value]));
    return { ...worst, more: { ...worst.more, each } };
  },
};

/** As the worker's job would have left it. */
async function openIndexed(stack: Stack): Promise<Reader> {
  const start = performance.now();
  const indexed = await indexForSearch(stack.db);
  say(
    `  took ${indexed.toLocaleString("en-GB")} messages into the search in ${Math.round((performance.now() - start) / 1000)} s`,
  );
  return openReader(stack);
}
