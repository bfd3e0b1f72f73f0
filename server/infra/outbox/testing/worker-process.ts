// A worker in a process of its own, for tests that kill it: argv holds the database and the lease in seconds. Each entry's
// effect is a row of `effect` under the entry's idempotency key; `attempt` counts the runs.
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { createDb } from "../../db";
import { createLogger } from "../../log";
import { startDrain } from "../drain";
import { handler } from "../entry";

const [url, leaseSeconds] = process.argv.slice(2);
const db = createDb(url!);

const work = handler({
  payload: z.object({ n: z.number(), lane: z.string() }),
  async run(_ctx, { n, lane }, { idempotencyKey }) {
    await db.pool.query("insert into effect (key, lane, n) values ($1, $2, $3) on conflict do nothing", [
      idempotencyKey,
      lane,
      n,
    ]);
    // Long enough that a kill finds some with their effect done and not yet written down.
    await pause(Math.random() * 60);
  },
});

startDrain({
  db,
  log: createLogger("silent"),
  handlers: new Map([["work", work]]),
  options: { leaseSeconds: Number(leaseSeconds), slots: 20 },
});
process.stdout.write("started\n");
