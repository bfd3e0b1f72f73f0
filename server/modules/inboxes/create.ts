import { randomBytes } from "node:crypto";
import { newId, type TenantId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";

const JOIN_ALL = statement<never>(
  "inbox_join_all",
  `insert into inbox_member (tenant_id, inbox_id, member_id)
   select tenant_id, id, $2::uuid from inbox where tenant_id = $1::uuid and disabled_at is null
   on conflict do nothing`,
);

/** A website inbox with the default look. Its public id says nothing about the tenant. */
export async function createWebsiteInbox(
  tx: Tx,
  ctx: { tenantId: TenantId },
  name: string,
): Promise<{ inboxId: string; publicId: string }> {
  const inboxId = newId();
  const publicId = randomBytes(9).toString("base64url");
  await tx.prisma.inbox.create({
    data: { id: inboxId, tenantId: ctx.tenantId, channel: "web", name, publicId },
  });
  return { inboxId, publicId };
}

/** A new member starts in every inbox: without one they would see no work. */
export async function joinAllInboxes(tx: Tx, ctx: { tenantId: TenantId }, memberId: string): Promise<void> {
  await tx.sql(JOIN_ALL, [ctx.tenantId, memberId]);
}
