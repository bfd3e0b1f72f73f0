import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { encodeCursor } from "../../core/paging";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { maskBody } from "./mask";
import { readableBody } from "./own";
import type {
  DeliveriesOf,
  DeliveryAbout,
  DeliveryDetail,
  DeliveryHealth,
  DeliveryId,
  DeliveryListed,
  DeliveryState,
  ListDeliveries,
} from "./schema";

type Ctx = Pick<MemberCtx, "tenantId">;
type Row = {
  id: string;
  inbox_id: string;
  state: DeliveryState;
  reason: string;
  about: DeliveryAbout | null;
  attempts: number;
  size: number;
  received_at: Date;
  processed_at: Date | null;
};
const COLUMNS = `d.id, d.inbox_id, d.state::text as state, d.reason, d.about, d.attempts, length(d.body) as size, d.received_at, d.processed_at`;

const LIST = statement<Row>(
  "deliveries_list",
  `select ${COLUMNS} from delivery d
   where d.tenant_id = $1::uuid and d.inbox_id = $2::uuid and ($3::uuid is null or d.id < $3::uuid)
     and ($4::text is null or d.state::text = $4::text)
     and ($5::text is null or $5::text = any(d.keys) or position(lower($5::text) in lower(d.reason)) > 0)
   order by d.id desc limit $6::int`,
);

const INBOX = statement<{ id: string }>(
  "deliveries_inbox",
  "select id from inbox where tenant_id = $1::uuid and id = $2::uuid",
);

/** An inbox's deliveries, newest first. Throws not_found. */
export async function listDeliveries(
  ctx: Ctx,
  { inboxId, state, search, cursor, limit }: ListDeliveries,
): Promise<{ items: DeliveryListed[]; nextCursor: string | null }> {
  const values = [ctx.tenantId, inboxId, cursor?.[0] ?? null, state ?? null, search || null, limit + 1];
  const { sql } = runtime().db;
  const [inbox] = await sql(INBOX, [ctx.tenantId, inboxId]);
  if (!inbox) throw new AppError("not_found", "There is no such inbox.");
  const rows = await sql(LIST, values);
  const items = rows.slice(0, limit).map(toListed);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null };
}

function toListed(row: Row): DeliveryListed {
  return {
    id: row.id,
    inboxId: row.inbox_id,
    state: row.state,
    reason: row.reason,
    about: row.about,
    attempts: row.attempts,
    size: row.size,
    receivedAt: row.received_at.toISOString(),
    processedAt: row.processed_at?.toISOString() ?? null,
  };
}

const GET = statement<Row & { body: Buffer; channel: string; sealed: Buffer | null }>(
  "delivery_get",
  `select ${COLUMNS}, d.body, i.channel, i.sealed_credentials as sealed
   from delivery d join inbox i on i.tenant_id = d.tenant_id and i.id = d.inbox_id
   where d.tenant_id = $1::uuid and d.id = $2::uuid`,
);
const NOT_SHOWN =
  "This is not shown: it may be for other inboxes of the same app as well, and cannot be told apart.";

/** One delivery with what it said to this inbox. Throws not_found. */
export async function getDelivery(ctx: Ctx, { deliveryId }: DeliveryId): Promise<DeliveryDetail> {
  const { sql } = runtime().db;
  const [row] = await sql(GET, [ctx.tenantId, deliveryId]);
  if (!row) throw deliveryMissing();
  const body = await readableBody(sql, { ...row, tenantId: ctx.tenantId, inboxId: row.inbox_id });
  return { ...toListed(row), raw: body ? maskBody(body) : NOT_SHOWN };
}

export function deliveryMissing(): AppError {
  return new AppError("not_found", "This delivery is not here any more. Deliveries are kept for 30 days.");
}

const HEALTH = statement<{
  last: Date | null;
  received: number;
  failed: number;
  refused: number;
}>(
  "deliveries_health",
  `with recent as (
     select count(*)::int as received, count(*) filter (where d.state = 'failed')::int as failed
     from delivery d where d.tenant_id = $1::uuid and d.inbox_id = $2::uuid and d.received_at > now() - interval '7 days'
   )
   select r.received, r.failed,
     (select d.received_at from delivery d where d.tenant_id = $1::uuid and d.inbox_id = $2::uuid order by d.id desc limit 1) as last,
     coalesce((select sum(w.count)::int from webhook_refusal w where w.tenant_id = $1::uuid and w.inbox_id = $2::uuid
       and w.day > (now() at time zone 'utc')::date - 7), 0) as refused
   from recent r join inbox i on i.tenant_id = $1::uuid and i.id = $2::uuid`,
);

/** Whether the inbox's provider is heard. Throws not_found. */
export async function getDeliveryHealth(ctx: Ctx, { inboxId }: DeliveriesOf): Promise<DeliveryHealth> {
  const [row] = await runtime().db.sql(HEALTH, [ctx.tenantId, inboxId]);
  if (!row) throw new AppError("not_found", "There is no such inbox.");
  const { last, received, failed, refused } = row;
  return { lastHeardAt: last?.toISOString() ?? null, received, failed, refused };
}
