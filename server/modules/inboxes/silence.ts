import { clock } from "../../core/clock";
import type { SystemActor, TenantCtx } from "../../core/ctx";
import { statement, type Tx } from "../../infra/db";
import { enqueueMail } from "../../infra/mail/job";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { MEMBER_COLUMNS, type MemberRow, toMemberActor } from "../tenants/member-actor";
import { publish } from "../tenants/publish";

/** An inbox that used to hear of its provider at such hours, and does not. `since`: ISO 8601, when it was last heard. */
export type SilentInbox = { id: string; name: string; since: string };

const LIST = statement<{ id: string; name: string; since: Date }>(
  "inboxes_silent",
  `select id, name, silent_since as since from inbox
   where tenant_id = $1::uuid and silent_since is not null and paused_for is null and disabled_at is null
   order by lower(name), id limit 20`,
);

/** The inboxes that are silent and should not be, by name; a paused one has its reason already. */
export async function listSilentInboxes({ tenantId }: Pick<TenantCtx, "tenantId">): Promise<SilentInbox[]> {
  const rows = await runtime().db.sql(LIST, [tenantId]);
  return rows.map(({ since, ...inbox }) => ({ ...inbox, since: since.toISOString() }));
}

// What came while the alarm was being thought about counts.
const BEGIN = statement<{ name: string }>(
  "inbox_silence_begin",
  `update inbox i set silent_since = $3::timestamptz
   where i.tenant_id = $1::uuid and i.id = $2::uuid and i.silent_since is null and i.paused_for is null
     and i.disabled_at is null and $3::timestamptz = (select d.received_at from delivery d
       where d.tenant_id = $1::uuid and d.inbox_id = $2::uuid order by d.id desc limit 1)
   returning i.name`,
);
const END = statement<{ since: Date }>(
  "inbox_silence_end",
  `update inbox i set silent_since = null from inbox was
   where i.tenant_id = $1::uuid and i.id = $2::uuid and i.silent_since is not null and was.id = i.id
   returning was.silent_since as since`,
);

type Ctx = TenantCtx<SystemActor>;

/** Raises the alarm and tells those who can mend it by mail, once for a silence however many find it. Answers whether this call did. */
export function beginSilence(ctx: Ctx, inboxId: string, since: Date): Promise<boolean> {
  return runtime().db.transaction(async (tx) => {
    const [begun] = await tx.sql(BEGIN, [ctx.tenantId, inboxId, since]);
    if (!begun) return false;
    await tellMenders(tx, ctx, { inboxId, inbox: begun.name, since });
    await publish(tx, ctx, { type: "inbox.updated", inboxId });
    const target = { kind: "inbox", id: inboxId };
    await audit(tx, ctx, { action: "inbox.silent", target, after: { since: since.toISOString() } });
    return true;
  });
}

/** The provider is heard again, or nobody listens any more. */
export async function endSilence(ctx: Ctx, inboxId: string): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    const [ended] = await tx.sql(END, [ctx.tenantId, inboxId]);
    if (!ended) return;
    await publish(tx, ctx, { type: "inbox.updated", inboxId });
    const before = { since: ended.since.toISOString() };
    await audit(tx, ctx, { action: "inbox.silence_ended", target: { kind: "inbox", id: inboxId }, before });
  });
}

const MEMBERS = statement<MemberRow & { email: string; tenant: string; slug: string }>(
  "inbox_silence_members",
  `select ${MEMBER_COLUMNS}, u.email, t.name as tenant, t.slug
   from member m join tenant t on t.id = m.tenant_id join "user" u on u.id = m.user_id
   where m.tenant_id = $1::uuid and m.deactivated_at is null order by m.id`,
);

async function tellMenders(
  tx: Tx,
  { tenantId, traceId }: Ctx,
  { inboxId, inbox, since }: { inboxId: string; inbox: string; since: Date },
): Promise<void> {
  for (const row of await tx.sql(MEMBERS, [tenantId])) {
    const { name, permissions } = toMemberActor(row, "");
    if (!permissions.has("channel_configure")) continue;
    const { email, tenant, slug } = row;
    const link = `${runtime().appUrl}/t/${slug}/settings/inboxes/${inboxId}`;
    const hours = Math.max(1, Math.floor((clock.now() - since.getTime()) / 3_600_000));
    await enqueueMail(tx.sql, {
      ...{ tenantId, traceId, to: email, template: "inbox-silent" },
      data: { name, tenant, inbox, hours, link },
      idempotencyKey: `inbox-silent:${inboxId}:${since.toISOString()}:${email}`,
    });
  }
}
