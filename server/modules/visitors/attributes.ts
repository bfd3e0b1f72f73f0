import { z } from "zod";
import { WebSettings } from "../../channels/web/settings";
import { AppError } from "../../core/errors";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { withAttributes } from "../contacts/commands";
import { tellContacts } from "../contacts/live";
import type { AttributeValue } from "../contacts/schema";
import { publish } from "../tenants/publish";
import { chatEnded } from "./commands";
import type { VisitorClaims } from "./token";

/** POST /api/widget/attributes. Null takes a value away. */
export const SetVisitorAttributes = z.object({
  attributes: z
    .record(z.string().max(60), z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]))
    .refine((given) => Object.keys(given).length <= 50, "Up to 50 attributes at once."),
});
export type SetVisitorAttributes = z.infer<typeof SetVisitorAttributes>;

const LOCK_CONTACT = statement<{ id: string; attributes: Record<string, AttributeValue> }>(
  "visitor_lock_contact",
  `select k.id, k.attributes from identity i join contact k on k.id = i.contact_id
   where i.tenant_id = $1::uuid and i.id = $2::uuid and i.revoked_at is null for update of k`,
);

/**
 * What a page says of its visitor beyond name and address. Anybody can say anything in the browser's console, so that only the
 * contact attributes count which the inbox opens to its website. Throws bad_request, forbidden.
 */
export async function setVisitorAttributes(
  claims: VisitorClaims & { identityId: string },
  { attributes: given }: SetVisitorAttributes,
  traceId: string,
): Promise<void> {
  const { tenantId, inboxId, identityId } = claims;
  await runtime().db.transaction(async (tx) => {
    const inbox = await tx.prisma.inbox.findFirst({
      where: { tenantId, id: inboxId },
      select: { settings: true },
    });
    const { openAttributes } = WebSettings.parse(inbox?.settings ?? {});
    const closed = Object.keys(given).find((key) => !openAttributes.includes(key));
    if (closed !== undefined) {
      const message = `The attribute “${closed}” is not open to websites. The inbox's settings say which are.`;
      throw new AppError("forbidden", message, { field: `attributes.${closed}` });
    }
    // A merge may have moved the identity to another contact since the token was made.
    const [contact] = await tx.sql(LOCK_CONTACT, [tenantId, identityId]);
    if (!contact) throw chatEnded();
    const { id: contactId, attributes: standing } = contact;
    const merged = await withAttributes(tx.sql, { tenantId }, standing, given);
    if (JSON.stringify(merged) === JSON.stringify(standing)) return;
    await tx.prisma.contact.updateMany({
      where: { tenantId, id: contactId },
      data: { attributes: merged, updatedAt: new Date() },
    });
    await publish(tx, { tenantId, traceId }, { type: "contact.updated", contactId });
    tx.afterCommit(() => tellContacts({ tenantId, ids: [contactId], what: "updated" }));
  });
}
