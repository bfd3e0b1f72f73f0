import type { MemberActor, SystemActor, TenantCtx } from "../../core/ctx";
import type { Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { publish } from "../tenants/publish";
import { lockContact } from "./commands";
import { tellContacts } from "./live";
import type { BlockContact } from "./schema";

type Ctx = TenantCtx<MemberActor | SystemActor>;

/**
 * Blocks or unblocks a contact inside a transaction of the caller: the one place that sets it, with its event and its audit
 * row; the viewers are told after the commit. Answers false when it was so already. Throws not_found.
 */
export async function setContactBlockedIn(tx: Tx, ctx: Ctx, input: BlockContact): Promise<boolean> {
  const { contactId, isBlocked } = input;
  const before = await lockContact(tx, ctx, contactId);
  if (before.isBlocked === isBlocked) return false;
  await tx.prisma.contact.updateMany({
    where: { tenantId: ctx.tenantId, id: contactId },
    data: { isBlocked, updatedAt: new Date() },
  });
  await publish(tx, ctx, { type: "contact.updated", contactId });
  await audit(tx, ctx, {
    action: isBlocked ? "contact.block" : "contact.unblock",
    target: { kind: "contact", id: contactId },
    after: { name: before.name },
  });
  tx.afterCommit(() => tellContacts({ tenantId: ctx.tenantId, ids: [contactId], what: "updated" }));
  return true;
}

/** As setContactBlockedIn, on its own. Throws not_found. */
export async function setContactBlocked(ctx: Ctx, input: BlockContact): Promise<void> {
  await runtime().db.transaction((tx) => setContactBlockedIn(tx, ctx, input));
}
