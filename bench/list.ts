import { createRawList } from "./floors/list";
import type { Bench } from "./harness/bench";
import { openReader, type Page, p95Of } from "./harness/reader";
import { measureRatio } from "./harness/rounds";

const TIMES = 160;

export const list: Bench = {
  key: "list",
  title: "inbox list of 25 over HTTP, authorised, p95 ÷ raw SQL p95, one connection",
  mark: 6,
  shall: "at most",
  async run(bed) {
    const stack = await bed.stack(10_000);
    const reader = await openReader(stack);
    const raw = await createRawList(stack.databaseUrl, stack.bulk.hot);
    try {
      return await measureRatio({
        better: "lower",
        slices: 3,
        numerator: {
          what: "ms, p95 of conversations.list over HTTP with a session's cookie",
          measure: () =>
            p95Of(TIMES, async () => {
              const page = await reader.ask<Page>("conversations.list", {
                view: "all",
                status: "open",
                limit: 25,
              });
              if (page.items.length !== 25)
                throw new Error(`the list holds ${page.items.length} conversations`);
            }),
        },
        denominator: {
          what: "ms, p95 of the same rows by raw SQL",
          measure: () => p95Of(TIMES, () => raw.list()),
        },
      });
    } finally {
      reader.close();
      await raw.close();
    }
  },
};
