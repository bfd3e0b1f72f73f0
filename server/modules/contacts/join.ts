import type { TenantId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";
import { audit } from "../audit/audit";
import { publish } from "../tenants/publish";
import { tellContacts } from "./live";
import { chooseValues, lockPair, moveAll } from "./merge";

const LEAD = statement<never>(
  "contact_lead",
  `update contact set merged_into_id = $3::uuid, external_id = case when $4::bool then null else external_id end
   where tenant_id = $1::uuid and id = $2::uuid`,
);

/**
 * Puts a contact into another because a network, or a website that proves it, says that they are one person. Nobody takes it back: it is no guess. What the
 * winner has stays; the other fills the gaps. Nothing happens when either has been merged already.
 */
export async function joinContacts(
  tx: Tx,
  ctx: { tenantId: TenantId; traceId: string },
  { winnerId, otherId, by = "network" }: { winnerId: string; otherId: string; by?: string },
): Promise<void> {
  const pair = await lockPair(tx, ctx, winnerId, otherId);
  if (!pair) return;
  const { winner, other } = pair;
  const after = chooseValues(winner, other, []);
  const losesExternalId = after.externalId !== null && after.externalId === other.externalId;
  await tx.sql(LEAD, [ctx.tenantId, otherId, winnerId, losesExternalId]);
  await tx.prisma.contact.updateMany({
    where: { tenantId: ctx.tenantId, id: winnerId },
    data: { ...after, isBlocked: winner.isBlocked || other.isBlocked, updatedAt: new Date() },
  });
  await moveAll(tx, ctx, otherId, winnerId);
  await publish(tx, ctx, { type: "contact.merged", contactId: winnerId, otherContactId: otherId });
  await audit(
    tx,
    { ...ctx, actor: { kind: "system", name: by }, ip: "" },
    {
      action: "contact.join",
      target: { kind: "contact", id: winnerId },
      before: { other: { id: otherId, name: other.name } },
    },
  );
  tx.afterCommit(() => tellContacts({ tenantId: ctx.tenantId, ids: [winnerId, otherId], what: "merged" }));
}
