import type { Bench } from "./harness/bench";
import { treePss } from "./harness/processes";
import { openReader, type Page } from "./harness/reader";
import { pourMessages } from "./ingest";

const MB = 1_000_000;

export const memory: Bench = {
  key: "memory",
  title: "MB (PSS) of the whole running stack with Postgres, after the load",
  mark: 700,
  shall: "at most",
  async run(bed) {
    const stack = await bed.stack(10_000);
    await pourMessages(stack);
    const reader = await openReader(stack);
    for (let i = 0; i < 300; i++)
      await reader.ask<Page>("conversations.list", { view: "all", status: "open", limit: 25 });
    const page = await fetch(`${stack.url}/sign-in`);
    await page.arrayBuffer();
    reader.close();
    // Our own connections' backends are none of the product's.
    await bed.releaseConnections();
    await new Promise((done) => setTimeout(done, 500));
    const { total, processes } = treePss([stack.child.pid, await bed.postmasterPid()]);
    const named = processes
      .map(({ name, bytes }) => ({ name, mb: Math.round((bytes / MB) * 10) / 10 }))
      .sort((a, b) => b.mb - a.mb);
    const value = Math.round((total / MB) * 10) / 10;
    return { value, best: value, more: { processes: named } };
  },
};
