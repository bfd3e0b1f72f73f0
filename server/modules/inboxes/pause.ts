import type { SystemActor, TenantCtx } from "../../core/ctx";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { publish } from "../tenants/publish";
import { sealMarkSql } from "./credentials";

export type PausedFor = { code: string; reason: string; fix: string };

/** An inbox that sends nothing until somebody mends it. */
export type PausedInbox = { id: string; name: string; reason: string; fix: string };

const LIST = statement<PausedInbox>(
  "inboxes_paused",
  `select id, name, paused_for->>'reason' as reason, paused_for->>'fix' as fix from inbox
   where tenant_id = $1::uuid and paused_for is not null and disabled_at is null order by lower(name), id limit 20`,
);

/** The inboxes that their providers refuse, by name. */
export function listPausedInboxes({ tenantId }: Pick<TenantCtx, "tenantId">): Promise<PausedInbox[]> {
  return runtime().db.sql(LIST, [tenantId]);
}

const PAUSE = statement<{ id: string }>(
  "inbox_pause",
  `update inbox set paused_for = $3::jsonb where tenant_id = $1::uuid and id = $2::uuid and paused_for is null
     and ($4::text is null or ${sealMarkSql("sealed_credentials")} = $4::text) returning id`,
);

/**
 * The provider refuses our credentials: nothing more is sent from this inbox, and nothing is dropped, until they are mended.
 * `mark`: of the sealed credentials it has refused, where they are known; others that were given meanwhile are not refused with
 * them.
 */
export async function pauseInbox(
  ctx: TenantCtx<SystemActor>,
  inboxId: string,
  why: PausedFor,
  mark: string | null = null,
): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    const [paused] = await tx.sql(PAUSE, [ctx.tenantId, inboxId, JSON.stringify(why), mark]);
    if (!paused) return;
    await publish(tx, ctx, { type: "inbox.updated", inboxId });
    const target = { kind: "inbox", id: inboxId };
    await audit(tx, ctx, { action: "inbox.pause", target, after: why });
  });
}
