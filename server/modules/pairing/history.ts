import { z } from "zod";
import { ProviderSilent } from "../../channels/outbound";
import type { SystemActor, TenantCtx } from "../../core/ctx";
import type { Tx } from "../../infra/db";
import { enqueue } from "../../infra/outbox/enqueue";
import { type Handler, handler, RetryAfter } from "../../infra/outbox/entry";
import { wakeOutbox } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { ingest } from "../deliveries/ingest";
import { cleaned } from "../deliveries/process";
import { type Ctx, openPairing } from "./open";

export const HISTORY_KIND = "pairing.history";
/** A phone that has just joined tells its gateway of the past for a while. */
const FIRST_WAIT_MS = 20_000;

/** Owes the fetching of what was written before; `at` tells one asking from another. */
export async function oweHistory(
  tx: Tx,
  ctx: Ctx,
  inboxId: string,
  at: Date,
  waitMs = FIRST_WAIT_MS,
): Promise<void> {
  const { tenantId, traceId } = ctx;
  const idempotencyKey = `${HISTORY_KIND}:${inboxId}:${at.getTime()}`;
  const runAt = new Date(Date.now() + waitMs);
  const entry = { tenantId, traceId, kind: HISTORY_KIND, lane: `history:${inboxId}`, idempotencyKey };
  await enqueue(tx.sql, [{ ...entry, payload: { inboxId }, maxAttempts: 5, ...(waitMs && { runAt }) }]);
  tx.afterCommit(wakeOutbox);
}

/** Fetches the past. What is here already stays as it is; of what is new nobody is told. Answers how many messages it saw. */
export async function fetchHistory(
  ctx: TenantCtx<SystemActor>,
  inboxId: string,
  signal: AbortSignal,
): Promise<number> {
  const { connection, pairing, given } = await openPairing(ctx, inboxId, signal);
  const arrival = {
    tenantId: ctx.tenantId,
    inboxId,
    channel: connection.channel,
    deliveryId: null,
    isHistory: true,
  };
  let seen = 0;
  for await (const item of pairing.history({ ...given, receivedAt: new Date() })) {
    signal.throwIfAborted();
    await ingest(ctx, arrival, cleaned(item));
    seen++;
  }
  return seen;
}

/** The outbox's way to fetchHistory. */
export const historyHandler: Handler = handler({
  payload: z.object({ inboxId: z.uuid() }),
  timeoutSeconds: 600,
  async run(ctx, { inboxId }, { signal }) {
    try {
      const seen = await fetchHistory(ctx, inboxId, signal);
      runtime().log.info({ tenantId: ctx.tenantId, inboxId, seen }, "the past of an inbox was fetched");
    } catch (error) {
      if (error instanceof ProviderSilent) throw new RetryAfter(60, error.message);
      throw error;
    }
  },
});
