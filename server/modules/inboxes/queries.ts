import type { TenantCtx } from "../../core/ctx";
import { runtime } from "../../infra/runtime";

export type InboxListed = { id: string; name: string; channel: string; publicId: string };

/** The tenant's inboxes that are switched on, by name. */
export async function listInboxes(ctx: TenantCtx): Promise<InboxListed[]> {
  return runtime().db.prisma.inbox.findMany({
    where: { tenantId: ctx.tenantId, disabledAt: null },
    select: { id: true, name: true, channel: true, publicId: true },
    orderBy: { name: "asc" },
  });
}
