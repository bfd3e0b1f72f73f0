import { getChannel } from "../../channels/registry";
import type { TenantCtx } from "../../core/ctx";
import { runtime } from "../../infra/runtime";

/** An inbox and what its channel can carry, so that nobody has to ask which channel it is. */
export type InboxListed = {
  id: string;
  name: string;
  channel: string;
  publicId: string;
  glyph: { icon: string; tint: string };
  maxTextLength: number;
  hasInstallLine: boolean;
};

/** The tenant's inboxes that are switched on, by name. */
export async function listInboxes(ctx: TenantCtx): Promise<InboxListed[]> {
  const rows = await runtime().db.prisma.inbox.findMany({
    where: { tenantId: ctx.tenantId, disabledAt: null },
    select: { id: true, name: true, channel: true, publicId: true },
    orderBy: { name: "asc" },
  });
  return rows.map((row) => {
    const { glyph, capabilities } = getChannel(row.channel);
    return {
      ...row,
      glyph,
      maxTextLength: capabilities.maxTextLength,
      hasInstallLine: capabilities.hasInstallLine,
    };
  });
}
