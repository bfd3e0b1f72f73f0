import type { Bench } from "./harness/bench";
import { openReader, type Page, p95Of, type Reader } from "./harness/reader";
import { measureRatio } from "./harness/rounds";

const TIMES = 120;
const SMALL = 10_000;

export const listGrowth: Bench = {
  key: "listGrowth",
  title:
    "inbox list p95 at 1,000,000 (without --full 100,000) ÷ 10,000 conversations: newest, deep pages, own, counts",
  mark: 1.5,
  shall: "at most",
  async run(bed) {
    const large = bed.isFull ? 1_000_000 : 100_000;
    const [few, many] = [await openReader(await bed.stack(SMALL)), await openReader(await bed.stack(large))];
    try {
      const [fewCursors, manyCursors] = [await deepCursors(few), await deepCursors(many)];
      return await measureRatio({
        better: "lower",
        slices: 3,
        numerator: {
          what: `ms, p95 over HTTP among ${large.toLocaleString("en-GB")} conversations`,
          measure: () => readAround(many, manyCursors),
        },
        denominator: {
          what: `ms, p95 over HTTP among ${SMALL.toLocaleString("en-GB")}`,
          measure: () => readAround(few, fewCursors),
        },
      });
    } finally {
      few.close();
      many.close();
      await bed.stopStack(large);
    }
  },
};

/** What an agent's inbox asks for, in turn. */
function readAround(reader: Reader, cursors: readonly string[]): Promise<number> {
  const page = (input: Record<string, unknown>) =>
    reader.ask<Page>("conversations.list", { status: "open", limit: 25, ...input });
  return p95Of(TIMES, async (i) => {
    if (i % 4 === 0) return page({ view: "all" });
    if (i % 4 === 1) return page({ view: "all", cursor: cursors[i % cursors.length] });
    if (i % 4 === 2) return page({ view: "unassigned", cursor: cursors[(i * 7) % cursors.length] });
    return reader.ask("conversations.counts", undefined);
  });
}

/** Markers of places all over the list, made as the list itself makes them: from the time and id of a row. */
async function deepCursors(reader: Reader): Promise<string[]> {
  const cursors: string[] = [];
  for (let day = 1; day < 90; day += 3) {
    const key = [
      0,
      new Date(Date.now() - day * 86_400_000).toISOString(),
      "ffffffff-ffff-4fff-bfff-ffffffffffff",
    ];
    cursors.push(Buffer.from(JSON.stringify(key)).toString("base64url"));
  }
  const probe = await reader.ask<Page>("conversations.list", {
    view: "all",
    status: "open",
    limit: 25,
    cursor: cursors[10],
  });
  if (probe.items.length === 0) throw new Error("the deep page is empty");
  return cursors;
}
