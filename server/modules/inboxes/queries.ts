import { z } from "zod";
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

/** The settings of a website inbox, as stored. Unknown or broken values fall back, so that a widget always starts. */
export const WebSettings = z.object({
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .catch("#8127E8")
    .default("#8127E8"),
  greeting: z.string().catch("How can we help?").default("How can we help?"),
  /** Origins that may show the widget, e.g. https://shop.example; empty means any. */
  allowedOrigins: z.array(z.string()).catch([]).default([]),
});
export type WebSettings = z.infer<typeof WebSettings>;
