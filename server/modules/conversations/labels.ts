import type { TenantCtx } from "../../core/ctx";
import { runtime } from "../../infra/runtime";

export type LabelListed = { id: string; name: string; colour: string };

export async function listLabels(ctx: TenantCtx): Promise<LabelListed[]> {
  return runtime().db.prisma.label.findMany({
    where: { tenantId: ctx.tenantId },
    select: { id: true, name: true, colour: true },
    orderBy: { name: "asc" },
  });
}
