import { createHash } from "node:crypto";
import type { Checked } from "../../channels/contract";
import type { AccountNews } from "../../channels/inbound";
import type { TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { countFirst } from "./first-messages";
import type { AccountHealth, InboxId } from "./schema";

type Place = { tenantId: string; inboxId: string };

const KEEP = statement<never>(
  "inbox_health_keep",
  `insert into inbox_health (inbox_id, tenant_id, facts, per_second, checked_at, problem)
   values ($2::uuid, $1::uuid, $3::text::jsonb, $4::float8, now(), null)
   on conflict (inbox_id) do update set facts = excluded.facts, per_second = excluded.per_second, checked_at = now(), problem = null`,
);
const PER_DAY = statement<never>(
  "inbox_health_per_day",
  `insert into inbox_health (inbox_id, tenant_id, per_day) values ($2::uuid, $1::uuid, $3::int)
   on conflict (inbox_id) do update set per_day = excluded.per_day`,
);
const PROBLEM = statement<never>(
  "inbox_health_problem",
  `insert into inbox_health (inbox_id, tenant_id, problem) values ($2::uuid, $1::uuid, $3::text)
   on conflict (inbox_id) do update set problem = excluded.problem`,
);

/** Keeps what the provider has just said of an inbox's account; a refusal leaves what was known before it. */
export async function keepHealth(sql: Sql, { tenantId, inboxId }: Place, checked: Checked): Promise<void> {
  if (checked.type === "refused")
    return keepProblem(sql, { tenantId, inboxId }, `${checked.failure.reason} ${checked.failure.fix}`);
  await sql(KEEP, [tenantId, inboxId, JSON.stringify(checked.facts), checked.perSecond ?? null]);
  if (checked.perDay !== undefined) await keepPerDay(sql, { tenantId, inboxId }, checked.perDay);
}

/** How many people may be written to outside a window in 24 hours; null: as many as one likes. */
export async function keepPerDay(
  sql: Sql,
  { tenantId, inboxId }: Place,
  perDay: number | null,
): Promise<void> {
  await sql(PER_DAY, [tenantId, inboxId, perDay]);
}

export async function keepProblem(sql: Sql, { tenantId, inboxId }: Place, words: string): Promise<void> {
  await sql(PROBLEM, [tenantId, inboxId, words]);
}

/** So many of an inbox are kept. */
const MOST = 50;
const NOTE = statement<never>(
  "account_news_note",
  `with put as (
     insert into account_news (id, tenant_id, inbox_id, digest, tone, fact, next, at)
     values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::timestamptz)
     on conflict (inbox_id, digest) do nothing
   )
   delete from account_news where tenant_id = $2::uuid and id in (
     select id from account_news where inbox_id = $3::uuid and tenant_id = $2::uuid order by at desc, id desc offset ${MOST})`,
);

/** The same news told again is the same. */
export async function noteNews(sql: Sql, { tenantId, inboxId }: Place, news: AccountNews): Promise<void> {
  const at = news.at.toISOString();
  const digest = createHash("sha256").update(`${at} ${news.fact}`).digest("base64url").slice(0, 22);
  await sql(NOTE, [newId(), tenantId, inboxId, digest, news.tone, news.fact, news.next, at]);
}

const GET = statement<{
  facts: AccountHealth["facts"];
  checked_at: Date | null;
  problem: string | null;
  news: AccountHealth["news"];
}>(
  "inbox_health_get",
  `select coalesce(h.facts, '[]'::jsonb) as facts, h.checked_at, h.problem,
     coalesce((select json_agg(json_build_object('id', n.id, 'tone', n.tone, 'fact', n.fact, 'next', n.next, 'at', n.at) order by n.at desc, n.id desc)
       from (select * from account_news a where a.tenant_id = i.tenant_id and a.inbox_id = i.id order by a.at desc, a.id desc limit 10) n), '[]'::json) as news
   from inbox i left join inbox_health h on h.tenant_id = i.tenant_id and h.inbox_id = i.id
   where i.tenant_id = $1::uuid and i.id = $2::uuid`,
);

function firstFact({ count, perDay }: { count: number; perDay: number }): AccountHealth["facts"][number] {
  const value = `${count.toLocaleString("en-GB")} ${count === 1 ? "person" : "people"} in the last 24 hours`;
  return { label: "Written to first", value, ...(count >= perDay && { isBad: true }) };
}

/** What the provider last said of the inbox's account. Throws not_found. */
export async function getAccountHealth(
  { tenantId }: Pick<TenantCtx, "tenantId">,
  { inboxId }: InboxId,
): Promise<AccountHealth> {
  const { sql } = runtime().db;
  const [row] = await sql(GET, [tenantId, inboxId]);
  if (!row) throw new AppError("not_found", "There is no such inbox.");
  const { checked_at: at, problem, news } = row;
  const first = await countFirst(sql, { tenantId, inboxId });
  const facts = [...row.facts, ...(first ? [firstFact(first)] : [])];
  return { facts, checkedAt: at?.toISOString() ?? null, problem, news };
}
