import type { SystemActor, TenantCtx } from "../../core/ctx";
import { mintTenantId, newId } from "../../core/ids";
import { type Db, statement, type Tx } from "../../infra/db";
import { setLabels } from "../conversations/act-fields";
import { appendAll } from "../conversations/append";
import { changeIn, putStatus } from "../conversations/change";
import { type CommittedChange, tellLive } from "../conversations/live";
import type { SummaryRow } from "../conversations/summary";
import { TenantSettings } from "../tenants/schema";
import { botMessage } from "./bot-message";

const PAGE = 200;
type Rule = TenantSettings["autoResolve"];

const TENANTS = statement<{ id: string; settings: unknown }>(
  "auto_resolve_tenants",
  `select id, settings from tenant where settings->'autoResolve'->>'isOn' = 'true'`,
);

const IDLE = statement<{ id: string }>(
  "auto_resolve_idle",
  `select c.id from conversation c
   where c.tenant_id = $1::uuid and c.status = 'open' and c.last_message_at < now() - $2::int * interval '1 minute'
     and (not $3::bool or c.waiting_since is null) and c.id > $4::uuid order by c.id limit $5::int`,
);

/** Resolves whatever has lain still for as long as its business says. Stops early when the signal asks; the rest is a minute later. */
export async function resolveIdle(db: Db, signal: AbortSignal): Promise<number> {
  let resolved = 0;
  for (const { id, settings } of await db.sql(TENANTS, [])) {
    const tenantId = mintTenantId(id);
    const actor = { kind: "system", name: "auto-resolve" } as const;
    const ctx = { tenantId, actor, traceId: newId(), ip: "" };
    resolved += await resolveIdleOf(db, ctx, TenantSettings.parse(settings).autoResolve, signal);
  }
  return resolved;
}

async function resolveIdleOf(
  db: Db,
  ctx: TenantCtx<SystemActor>,
  rule: Rule,
  signal: AbortSignal,
): Promise<number> {
  let resolved = 0;
  let from = "00000000-0000-0000-0000-000000000000";
  while (!signal.aborted) {
    const page = await db.sql(IDLE, [ctx.tenantId, rule.afterMinutes, rule.notWhileWaiting, from, PAGE]);
    for (const { id } of page) {
      if (signal.aborted) return resolved;
      const told = await db.transaction((tx) => resolveOne(tx, ctx, rule, id));
      tellLive(told);
      if (told.length) resolved++;
    }
    if (page.length < PAGE) return resolved;
    from = page.at(-1)!.id;
  }
  return resolved;
}

async function resolveOne(
  tx: Tx,
  ctx: TenantCtx<SystemActor>,
  rule: Rule,
  conversationId: string,
): Promise<CommittedChange[]> {
  const changes: CommittedChange[] = [];
  await changeIn(tx, ctx, conversationId, async (inner, row) => {
    if (!isIdle(row, rule)) return null;
    const content = rule.message.trim();
    if (content) {
      // Its end is named by its place, so that the next time says it again.
      const said = botMessage(ctx, row.id, { key: `resolve:${row.last_seq}`, content });
      const [appended] = await appendAll(inner.sql, [said]);
      if (appended) changes.push(appended.change);
    }
    if (rule.labelId) {
      const labelled = await addLabel(inner, ctx, row, rule.labelId);
      if (labelled) changes.push(labelled);
    }
    const told = await putStatus(inner, ctx, row, "resolved");
    changes.push(told);
    return told;
  });
  return changes;
}

/** As it stands under the lock: somebody may have written in the meantime. */
function isIdle(row: SummaryRow, rule: Rule): boolean {
  const since = Date.now() - rule.afterMinutes * 60_000;
  const isStill = row.last_message_at.getTime() < since;
  return row.status === "open" && isStill && !(rule.notWhileWaiting && row.waiting_since);
}

const LABEL = statement<{ id: string }>(
  "auto_resolve_label",
  "select id from label where tenant_id = $1::uuid and id = $2::uuid",
);

/** A label that has been deleted since it was chosen is left out. */
async function addLabel(
  tx: Tx,
  ctx: TenantCtx<SystemActor>,
  row: SummaryRow,
  labelId: string,
): Promise<CommittedChange | null> {
  const [label] = await tx.sql(LABEL, [ctx.tenantId, labelId]);
  return label ? ((await setLabels(tx, ctx, row, { add: [labelId], remove: [] }))?.told ?? null) : null;
}
