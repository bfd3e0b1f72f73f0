import { z } from "zod";
import { findChannel } from "../../channels/registry";
import { AppError } from "../../core/errors";
import { sqlState, statement } from "../../infra/db";
import { type Handler, handler } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { isConnectionLoss } from "../conversations/batcher";
import { openCredentials } from "../inboxes/credentials";
import { ingest, type Outcome } from "./ingest";
import type { Ctx } from "./people";

type Row = {
  tenant_id: string;
  inbox_id: string;
  state: string;
  body: Buffer;
  received_at: Date;
  channel: string;
  sealed: Buffer | null;
};

const GET = statement<Row>(
  "delivery_to_process",
  `select d.tenant_id, d.inbox_id, d.state::text as state, d.body, d.received_at, i.channel, i.sealed_credentials as sealed
   from delivery d join inbox i on i.tenant_id = d.tenant_id and i.id = d.inbox_id
   where d.tenant_id = $1::uuid and d.id = $2::uuid`,
);
const SETTLED = statement<never>(
  "delivery_settled",
  `update delivery set state = $3::text::delivery_state, reason = $4::text, keys = $5::text[], processed_at = now(),
     attempts = attempts + 1
   where tenant_id = $1::uuid and id = $2::uuid`,
);

/**
 * Understands one stored delivery and brings it into conversations. A fault of the delivery or of ours is written down with it
 * and does not hold up those behind it: it is played again by hand. Only a database that is away makes it wait. Doing it
 * again changes nothing.
 */
export async function processDelivery(ctx: Ctx, deliveryId: string): Promise<void> {
  const { db, log } = runtime();
  const [row] = await db.sql(GET, [ctx.tenantId, deliveryId]);
  if (!row || row.state === "processed" || row.state === "ignored") return;
  const settle = (state: string, reason: string, keys: readonly string[] = []) =>
    db.sql(SETTLED, [ctx.tenantId, deliveryId, state, reason.slice(0, 1000), keys]);
  try {
    const outcomes = await bringIn(ctx, deliveryId, row);
    const isDone = outcomes.some((one) => one.isDone);
    const reasons = [...new Set(outcomes.map(({ reason }) => reason).filter(Boolean))];
    const keys = [...new Set(outcomes.flatMap(({ key }) => key ?? []))].slice(0, 100);
    await settle(
      isDone ? "processed" : "ignored",
      reasons.join("; ") || (isDone ? "" : "nothing in it"),
      keys,
    );
  } catch (error) {
    if (isForAnotherTime(error)) throw error;
    log.error({ err: error, deliveryId, tenantId: ctx.tenantId }, "a delivery could not be processed");
    await settle("failed", reasonOf(error));
  }
}

async function bringIn(ctx: Ctx, deliveryId: string, row: Row): Promise<Outcome[]> {
  const { tenant_id: tenantId, inbox_id: inboxId, received_at: receivedAt } = row;
  const channel = findChannel(row.channel);
  if (!channel?.wire || !row.sealed) throw new Error("The inbox is not connected to a provider.");
  const place = { tenantId, inboxId };
  const credentials = channel.wire.credentials.parse(
    await openCredentials(runtime().db.sql, place, row.sealed),
  );
  const items = channel.wire.parse(JSON.parse(row.body.toString("utf8")), { credentials, receivedAt });
  const outcomes: Outcome[] = [];
  for (const item of items) outcomes.push(await ingest(ctx, { ...place, channel, deliveryId }, item));
  return outcomes;
}

function isForAnotherTime(error: unknown): boolean {
  if (error instanceof AppError) return error.code === "unavailable";
  return isConnectionLoss(error) || ["40001", "40P01"].includes(sqlState(error) ?? "");
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError)
    return `not of the shape that the provider documents: ${z.prettifyError(error)}`;
  if (error instanceof SyntaxError) return "not JSON";
  return error instanceof Error ? error.message : String(error);
}

/** The outbox's way to processDelivery. */
export const processHandler: Handler = handler({
  payload: z.object({ deliveryId: z.uuid() }),
  run: (ctx, { deliveryId }) => processDelivery(ctx, deliveryId),
});
