import type { MemberCtx, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { isUniqueViolation, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { tellReference } from "../tenants/live";
import type { CreateLabel, LabelId, UpdateLabel } from "./labels-schema";

export type LabelListed = { id: string; name: string; colour: string; isInViews: boolean };
/** For the settings page: with how often it is used. */
export type LabelUsed = LabelListed & { description: string; conversations: number };

const LABELS = statement<LabelListed>(
  "labels_list",
  'select id, name, colour, is_in_views as "isInViews" from label where tenant_id = $1::uuid order by lower(name), id',
);

export async function listLabels(ctx: TenantCtx): Promise<LabelListed[]> {
  return runtime().db.sql(LABELS, [ctx.tenantId]);
}

const USED = statement<LabelUsed>(
  "labels_used",
  `select l.id, l.name, l.colour, l.description, l.is_in_views as "isInViews",
     (select count(*)::int from conversation_label x where x.tenant_id = l.tenant_id and x.label_id = l.id) as conversations
   from label l where l.tenant_id = $1::uuid order by lower(l.name), l.id`,
);

export async function listLabelsUsed(ctx: TenantCtx): Promise<LabelUsed[]> {
  return runtime().db.sql(USED, [ctx.tenantId]);
}

/** Throws conflict (field "name") for a name that another label has. */
export async function createLabel(ctx: MemberCtx, input: CreateLabel): Promise<LabelListed> {
  const label = { id: newId(), ...input };
  await runtime().db.transaction(async (tx) => {
    await refuseTaken(() => tx.prisma.label.create({ data: { ...label, tenantId: ctx.tenantId } }));
    tellReference(tx, ctx, "labels");
    await audit(tx, ctx, { action: "label.create", target: { kind: "label", id: label.id }, after: input });
  });
  return { id: label.id, name: label.name, colour: label.colour, isInViews: label.isInViews };
}

/** Throws not_found, and conflict (field "name") for a name that another label has. */
export async function updateLabel(ctx: MemberCtx, { labelId, ...input }: UpdateLabel): Promise<void> {
  const where = { tenantId: ctx.tenantId, id: labelId };
  await runtime().db.transaction(async (tx) => {
    const before = await tx.prisma.label.findFirst({ where });
    if (!before) throw gone();
    await refuseTaken(() => tx.prisma.label.updateMany({ where, data: input }));
    const { name, colour } = before;
    tellReference(tx, ctx, "labels");
    await audit(tx, ctx, {
      action: "label.update",
      target: { kind: "label", id: labelId },
      before: { name, colour },
      after: input,
    });
  });
}

/** It leaves every conversation and contact that carries it. Throws not_found. */
export async function deleteLabel(ctx: MemberCtx, { labelId }: LabelId): Promise<void> {
  const where = { tenantId: ctx.tenantId, id: labelId };
  await runtime().db.transaction(async (tx) => {
    const label = await tx.prisma.label.findFirst({ where });
    if (!label) throw gone();
    await tx.prisma.label.deleteMany({ where });
    const { name, colour } = label;
    tellReference(tx, ctx, "labels");
    await audit(tx, ctx, {
      action: "label.delete",
      target: { kind: "label", id: labelId },
      before: { name, colour },
    });
  });
}

function gone(): AppError {
  return new AppError("not_found", "That label is not here any more.");
}

async function refuseTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error, "name")) throw error;
    throw new AppError("conflict", "Another label has this name. Choose another one.", { field: "name" });
  }
}
