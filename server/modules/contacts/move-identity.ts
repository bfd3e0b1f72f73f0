import type { TenantId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";
import { publish } from "../tenants/publish";
import { tellContacts } from "./live";

const MOVE_IDENTITY = statement<never>(
  "contact_move_identity",
  `with theirs as materialized (
     select c.id from conversation c where c.tenant_id = $1::uuid and c.identity_id = $2::uuid order by c.id for update
   ), moved as (
     update conversation c set contact_id = $3::uuid from theirs t where c.id = t.id
   ), ratings as (
     update rating r set contact_id = $3::uuid from theirs t where r.tenant_id = $1::uuid and r.conversation_id = t.id
   ) update identity set contact_id = $3::uuid where tenant_id = $1::uuid and id = $2::uuid`,
);

/** Only one identity goes to another contact, with its conversations: the rest of the old contact is somebody's work. */
export async function moveIdentity(
  tx: Tx,
  ctx: { tenantId: TenantId; traceId: string },
  given: { identityId: string; from: string; to: string },
): Promise<void> {
  const { identityId, from, to } = given;
  await tx.sql(MOVE_IDENTITY, [ctx.tenantId, identityId, to]);
  for (const contactId of [from, to]) await publish(tx, ctx, { type: "contact.updated", contactId });
  tx.afterCommit(() => tellContacts({ tenantId: ctx.tenantId, ids: [from, to], what: "updated" }));
}
