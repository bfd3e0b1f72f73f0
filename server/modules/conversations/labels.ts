import type { TenantCtx } from "../../core/ctx";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";

export type LabelListed = { id: string; name: string; colour: string };

const LABELS = statement<LabelListed>(
  "labels_list",
  "select id, name, colour from label where tenant_id = $1::uuid order by name",
);

export async function listLabels(ctx: TenantCtx): Promise<LabelListed[]> {
  return runtime().db.sql(LABELS, [ctx.tenantId]);
}
