import { randomBytes } from "node:crypto";
import type { MemberActor, MemberCtx, SystemActor, TenantCtx } from "../../core/ctx";
import { newId, type TenantId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { publish } from "../tenants/publish";
import { closeSockets } from "../tenants/sessions";
import type { CreateInbox } from "./schema";

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

const JOIN_EVERYBODY = statement<{ member_id: string }>(
  "inbox_join_everybody",
  `insert into inbox_member (tenant_id, inbox_id, member_id)
   select tenant_id, $2::uuid, id from member where tenant_id = $1::uuid and deactivated_at is null returning member_id`,
);

/** One more website of the business. Everybody works in it until somebody says otherwise. */
export async function createInbox(ctx: MemberCtx, { name }: CreateInbox): Promise<{ inboxId: string }> {
  return runtime().db.transaction(async (tx) => {
    const { inboxId } = await createWebsiteInbox(tx, ctx, name);
    await welcomeEverybody(tx, ctx, inboxId, { name });
    return { inboxId };
  });
}

/** The whole team works in a new inbox; it stands in the audit log. */
export async function welcomeEverybody(
  tx: Tx,
  ctx: TenantCtx<MemberActor | SystemActor>,
  inboxId: string,
  after: { name: string; channel?: string },
): Promise<void> {
  const joined = (await tx.sql(JOIN_EVERYBODY, [ctx.tenantId, inboxId])).map((row) => row.member_id);
  for (const memberId of joined) await publish(tx, ctx, { type: "member.access_changed", memberId });
  await publish(tx, ctx, { type: "inbox.updated", inboxId });
  await audit(tx, ctx, { action: "inbox.create", target: { kind: "inbox", id: inboxId }, after });
  // They come back into the new inbox's rooms.
  tx.afterCommit(() => closeSockets(joined));
}

/** A new member starts in every inbox: without one they would see no work. */
export async function joinAllInboxes(tx: Tx, ctx: { tenantId: TenantId }, memberId: string): Promise<void> {
  await tx.sql(JOIN_ALL, [ctx.tenantId, memberId]);
}
