import type { TenantId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";

/** As of the conversations closed last; fewer than a handful say nothing. */
const MEDIAN = statement<{ minutes: number | null }>(
  "inbox_reply_time",
  `select case when count(*) >= 5 then (percentile_cont(0.5) within group (order by x.minutes))::int end as minutes from (
     select extract(epoch from c.first_reply_at - c.created_at) / 60 as minutes from conversation c
     where c.tenant_id = $1::uuid and c.inbox_id = $2::uuid and c.status = 'resolved' and c.first_reply_at is not null
     order by c.last_message_at desc, c.id desc limit 200
   ) x`,
);

const KEPT_MS = 10 * 60_000;
const MAX_KEPT = 5_000;
const kept = new Map<string, { minutes: Promise<number | null>; until: number }>();

/** How long a first reply mostly takes on this inbox, in minutes; null when nobody can say yet. Up to 10 minutes old. */
export function replyMinutes(sql: Sql, tenantId: TenantId, inboxId: string): Promise<number | null> {
  const known = kept.get(inboxId);
  if (known && known.until > Date.now()) return known.minutes;
  if (kept.size >= MAX_KEPT) kept.clear();
  const minutes = sql(MEDIAN, [tenantId, inboxId]).then(([row]) => row?.minutes ?? null);
  kept.set(inboxId, { minutes, until: Date.now() + KEPT_MS });
  minutes.catch(() => kept.delete(inboxId));
  return minutes;
}
