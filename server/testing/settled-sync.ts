import type { MemberCtx } from "../core/ctx";
import { type Sql, statement } from "../infra/db";
import { syncSince } from "../modules/realtime/feed";
import { until } from "./until";

const BEGUN = statement<{ xid: string }>(
  "transactions_begun",
  "select pg_snapshot_xmax(pg_current_snapshot())::text as xid",
);
const RUNNING = statement<{ xid: string }>(
  "oldest_transaction_running",
  "select pg_snapshot_xmin(pg_current_snapshot())::text as xid",
);

/**
 * The feed as `syncSince` gives it, once every transaction that had begun is over. The horizon of the feed is the whole
 * cluster's, so a transaction in another test's database holds back what this one has just committed.
 */
export async function settledSync(sql: Sql, ctx: MemberCtx, cursor: string | null) {
  const [begun] = await sql(BEGUN, []);
  await until("the transactions begun before are over", async () => {
    const [running] = await sql(RUNNING, []);
    return BigInt(running!.xid) >= BigInt(begun!.xid);
  });
  return syncSince(sql, ctx, cursor);
}
