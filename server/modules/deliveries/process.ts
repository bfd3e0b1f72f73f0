import { z } from "zod";
import type { Channel, Wire } from "../../channels/contract";
import type { InboundItem } from "../../channels/inbound";
import { findChannel } from "../../channels/registry";
import { AppError } from "../../core/errors";
import { cleanText } from "../../core/text";
import { statement } from "../../infra/db";
import { enqueue } from "../../infra/outbox/enqueue";
import { type Handler, handler, NotYet } from "../../infra/outbox/entry";
import { wakeOutbox } from "../../infra/outbox/wake";
import { isConnectionLoss, isRace } from "../../infra/restart";
import { runtime } from "../../infra/runtime";
import { openCredentials } from "../inboxes/credentials";
import { endSilence } from "../inboxes/silence";
import { aboutOf } from "./about";
import { ingest, type Outcome } from "./ingest";
import { passOn } from "./pass-on";
import type { Ctx } from "./people";
import { reasonOf } from "./reason";

type Row = {
  tenant_id: string;
  inbox_id: string;
  state: string;
  body: Buffer;
  received_at: Date;
  passed_on_from: string | null;
  channel: string;
  sealed: Buffer | null;
  silent_since: Date | null;
};

const GET = statement<Row>(
  "delivery_to_process",
  `select d.tenant_id, d.inbox_id, d.state::text as state, d.body, d.received_at, d.passed_on_from, i.channel, i.sealed_credentials as sealed, i.silent_since
   from delivery d join inbox i on i.tenant_id = d.tenant_id and i.id = d.inbox_id
   where d.tenant_id = $1::uuid and d.id = $2::uuid`,
);
const SETTLED = statement<never>(
  "delivery_settled",
  `update delivery set state = $3::text::delivery_state, reason = $4::text, keys = $5::text[], processed_at = now(),
     attempts = attempts + 1, about = coalesce($6::text::jsonb, about)
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
  let items: InboundItem[] | null = null;
  const settle = (state: string, reason: string, keys: readonly string[] = []) => {
    const about = items && JSON.stringify(aboutOf(items));
    return db.sql(SETTLED, [ctx.tenantId, deliveryId, state, reason.slice(0, 1000), keys, about]);
  };
  if (row.silent_since && row.silent_since < row.received_at) await endSilence(ctx, row.inbox_id);
  try {
    const read = await readIn(row);
    items = read.items;
    const { outcomes, errors } = await bringIn(ctx, deliveryId, row, read);
    for (const err of errors) log.error({ err, deliveryId, tenantId: ctx.tenantId }, NOT_BROUGHT_IN);
    const isDone = outcomes.some((one) => one.isDone);
    const told = errors.length ? errors.map(reasonOf) : outcomes.map(({ reason }) => reason);
    const reasons = [...new Set(told.filter(Boolean))].join("; ");
    const keys = [...new Set(outcomes.flatMap(({ key }) => key ?? []))].slice(0, 100);
    if (errors.length) await settle("failed", reasons, keys);
    else await settle(isDone ? "processed" : "ignored", reasons || (isDone ? "" : "nothing in it"), keys);
  } catch (error) {
    if (isForAnotherTime(error)) throw error;
    log.error({ err: error, deliveryId, tenantId: ctx.tenantId }, NOT_BROUGHT_IN);
    await settle("failed", reasonOf(error));
  }
}
const NOT_BROUGHT_IN = "a delivery could not be processed";

/** Says neither to whom nor to how many: they may be another business's. */
const PASSED_ON: Outcome = {
  ...{ isDone: true, key: null },
  reason: "Passed on to another inbox of the same app.",
};

type Read = { channel: Channel; wire: Wire; credentials: unknown; payload: unknown; items: InboundItem[] };

async function readIn(row: Row): Promise<Read> {
  const channel = findChannel(row.channel);
  const wire = channel?.wire;
  if (!wire || !row.sealed) throw new Error("The inbox is not connected to a provider.");
  const place = { tenantId: row.tenant_id, inboxId: row.inbox_id };
  const credentials = wire.credentials.parse(await openCredentials(runtime().db.sql, place, row.sealed));
  const payload: unknown = JSON.parse(row.body.toString("utf8"));
  const items = wire.parse(payload, { credentials, receivedAt: row.received_at }).map(cleaned);
  return { channel, wire, credentials, payload, items };
}

/** Each item by itself: one that cannot be brought in takes none of the others with it. */
async function bringIn(
  ctx: Ctx,
  deliveryId: string,
  row: Row,
  { channel, wire, credentials, payload, items }: Read,
): Promise<{ outcomes: Outcome[]; errors: unknown[] }> {
  const { tenant_id: tenantId, inbox_id: inboxId } = row;
  const place = { tenantId, inboxId };
  const outcomes: Outcome[] = [];
  const forOthers: Outcome[] = [];
  const errors: unknown[] = [];
  for (const item of items) {
    try {
      const outcome = await ingest(ctx, { ...place, channel, deliveryId }, item);
      (item.type === "ignored" && item.isForOthers ? forOthers : outcomes).push(outcome);
      if (item.type === "message" && item.acknowledge)
        await oweAcknowledgement(ctx, inboxId, item.acknowledge);
    } catch (error) {
      if (isForAnotherTime(error)) throw error;
      errors.push(error);
    }
  }
  // What was passed on to this inbox, others have had as well.
  const source = { ...place, deliveryId, channel: row.channel, traceId: ctx.traceId };
  const isFirst = row.passed_on_from === null;
  const count = isFirst ? await passOn(wire, credentials, payload, source) : 0;
  outcomes.push(...(count > 0 ? [PASSED_ON] : forOthers));
  return { outcomes, errors };
}

export const ACKNOWLEDGE_KIND = "delivery.acknowledge";

/** Once for each: told again, a provider says that it knows. */
async function oweAcknowledgement({ tenantId, traceId }: Ctx, inboxId: string, ref: string): Promise<void> {
  const owed = { kind: ACKNOWLEDGE_KIND, idempotencyKey: `ack:${inboxId}:${ref}`, maxAttempts: 3 };
  await enqueue(runtime().db.sql, [{ ...owed, tenantId, traceId, payload: { inboxId, ref } }]);
  wakeOutbox();
}

/** What Postgres cannot hold, and what would make one text read as another, stays outside. */
export function cleaned<T>(given: T): T {
  if (typeof given === "string") return cleanText(given) as T;
  if (Array.isArray(given)) return given.map(cleaned) as T;
  if (given === null || typeof given !== "object" || given instanceof Date) return given;
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [cleanText(key), cleaned(value)]),
  ) as T;
}

function isForAnotherTime(error: unknown): boolean {
  if (error instanceof NotYet) return true;
  if (error instanceof AppError) return error.code === "unavailable";
  return isConnectionLoss(error) || isRace(error);
}

/** The outbox's way to processDelivery. */
export const processHandler: Handler = handler({
  payload: z.object({ deliveryId: z.uuid() }),
  run: (ctx, { deliveryId }) => processDelivery(ctx, deliveryId),
});
