import { z } from "zod";
import { createDb, type Db } from "../server/infra/db";
import { createLogger } from "../server/infra/log";
import { startDrain } from "../server/infra/outbox/drain";
import { handler } from "../server/infra/outbox/entry";
import { createRawQueue } from "./floors/queue";
import type { Bench, Measured } from "./harness/bench";
import { measureRatio } from "./harness/rounds";

const ENTRIES = 20_000;
const LANES = 2_000;
const TENANTS = 20;
/** Connections that claim, on both sides. */
const CLIENTS = 2;

export const outbox: Bench = {
  key: "outbox",
  title: "outbox entries/s in lanes with a no-op effect ÷ raw SKIP LOCKED in batches of 50",
  mark: 0.3,
  shall: "at least",
  async run(bed) {
    const cluster = await bed.postgres();
    const { url } = await cluster.create("outbox");
    return benchOutbox(url);
  },
};

/** Drains a backlog of 20,000 entries in 2,000 lanes of 20 tenants, and as many rows of a raw queue, in turn. */
export async function benchOutbox(databaseUrl: string): Promise<Measured> {
  const db = createDb(databaseUrl);
  const raw = await createRawQueue(databaseUrl, CLIENTS);
  try {
    return await measureRatio({
      better: "higher",
      slices: 3,
      numerator: {
        what: `outbox entries a second, ${CLIENTS} connections, ${LANES} lanes, ${TENANTS} tenants, no-op handler`,
        measure: () => drainOutbox(db),
      },
      denominator: {
        what: `raw SKIP LOCKED, claim 50 and record 50, a second, ${CLIENTS} connections`,
        measure: () => raw.measure(ENTRIES),
      },
    });
  } finally {
    await raw.close();
    await db.close();
  }
}

async function drainOutbox(db: Db): Promise<number> {
  await db.pool.query("truncate outbox_entry");
  await db.pool.query(
    `insert into outbox_entry (tenant_id, kind, lane, payload)
     select ('00000000-0000-7000-8000-' || lpad((n % ${TENANTS})::text, 12, '0'))::uuid, 'bench', 'lane:' || n % ${LANES},
            jsonb_build_object('n', n)
     from generate_series(1, ${ENTRIES}) n`,
  );
  await db.pool.query("vacuum analyze outbox_entry");
  await db.pool.query("checkpoint");
  const ran = new Map<number, number>();
  const noOp = handler({
    payload: z.object({ n: z.number() }),
    async run(_ctx, { n }) {
      const lane = n % LANES;
      if (n <= (ran.get(lane) ?? 0)) throw new Error(`lane ${lane} ran ${n} after ${ran.get(lane)}`);
      ran.set(lane, n);
    },
  });
  const start = performance.now();
  const drain = startDrain({
    db,
    log: createLogger("warn"),
    handlers: new Map([["bench", noOp]]),
    options: { loops: CLIENTS },
  });
  await drain.idle();
  const perSecond = ENTRIES / ((performance.now() - start) / 1000);
  await drain.stop();
  const { rows } = await db.pool.query(
    "select count(*)::int as done from outbox_entry where state = 'done' and attempts = 1",
  );
  if (rows[0].done !== ENTRIES)
    throw new Error(`of ${ENTRIES} entries ${rows[0].done} are done at the first attempt`);
  return perSecond;
}
