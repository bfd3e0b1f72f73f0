import type { MemberCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";
import { enqueueMail } from "../../infra/mail/job";
import { runtime } from "../../infra/runtime";

const OWNERS = statement<{ name: string; email: string; tenant: string; slug: string; inbox: string }>(
  "inbox_owners",
  `select u.name, u.email, t.name as tenant, t.slug, i.name as inbox from inbox i
   join tenant t on t.id = i.tenant_id
   join member m on m.tenant_id = i.tenant_id and m.role = 'owner' and m.deactivated_at is null
   join "user" u on u.id = m.user_id
   where i.tenant_id = $1::uuid and i.id = $2::uuid`,
);

/**
 * Tells every owner by mail that an inbox has another provider, in the transaction that gives it one. `isOfficial`: it has
 * moved to a connection that its network allows.
 */
export async function tellOwnersOfMove(
  tx: Tx,
  ctx: MemberCtx,
  { inboxId, ...move }: { inboxId: string; from: string; to: string; isOfficial: boolean },
): Promise<void> {
  const { tenantId, traceId, actor } = ctx;
  const change = newId();
  for (const { name, email, tenant, slug, inbox } of await tx.sql(OWNERS, [tenantId, inboxId])) {
    const link = `${runtime().appUrl}/t/${slug}/settings/inboxes/${inboxId}`;
    await enqueueMail(tx.sql, {
      ...{
        tenantId,
        traceId,
        to: email,
        template: "inbox-moved",
        idempotencyKey: `inbox-moved:${change}:${email}`,
      },
      data: { name, tenant, inbox, by: actor.name, link, ...move },
    });
  }
}
