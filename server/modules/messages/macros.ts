import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import type { Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { tellReference } from "../tenants/live";
import { type CreateMacro, type MacroDto, type MacroId, MacroStep, type UpdateMacro } from "./macros-schema";

/** Shared macros belong to the business: whoever keeps its labels and canned responses keeps them (rbac.md 4.15). */
const mayShare = (ctx: MemberCtx) => can(ctx.actor, "settings_account");

/** The member's own macros and the shared ones, by name. */
export async function listMacros(ctx: MemberCtx): Promise<MacroDto[]> {
  const { memberId } = ctx.actor;
  const rows = await runtime().db.prisma.macro.findMany({
    where: { tenantId: ctx.tenantId, OR: [{ isShared: true }, { ownerId: memberId }] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 500,
  });
  return rows.map(({ id, name, isShared, ownerId, actions }) => ({
    id,
    name,
    isShared,
    ownerId,
    actions: MacroStep.array().parse(actions),
    mayChange: isShared ? mayShare(ctx) : ownerId === memberId,
  }));
}

/** Throws not_found for a macro that is neither the member's own nor shared. */
export async function getMacro(ctx: MemberCtx, macroId: string): Promise<MacroDto> {
  const macro = (await listMacros(ctx)).find(({ id }) => id === macroId);
  if (!macro) throw new AppError("not_found", "That macro is not here any more.");
  return macro;
}

/** Throws forbidden for a shared one without settings_account. */
export async function createMacro(ctx: MemberCtx, input: CreateMacro): Promise<{ macroId: string }> {
  refuseUnlessSharing(ctx, input.isShared);
  const id = newId();
  await runtime().db.transaction(async (tx) => {
    await tx.prisma.macro.create({
      data: { id, tenantId: ctx.tenantId, ownerId: ctx.actor.memberId, ...input },
    });
    tellMacros(tx, ctx, input.isShared);
    await audit(tx, ctx, { action: "macro.create", target: { kind: "macro", id }, after: input });
  });
  return { macroId: id };
}

/** Throws not_found, and forbidden for a shared one without settings_account. */
export async function updateMacro(ctx: MemberCtx, { macroId, ...input }: UpdateMacro): Promise<void> {
  const before = await getMacro(ctx, macroId);
  refuseUnlessSharing(ctx, before.isShared || input.isShared === true);
  await runtime().db.transaction(async (tx) => {
    await tx.prisma.macro.updateMany({ where: { tenantId: ctx.tenantId, id: macroId }, data: input });
    const { name, isShared, actions } = before;
    tellMacros(tx, ctx, isShared || input.isShared === true);
    await audit(tx, ctx, {
      action: "macro.update",
      target: { kind: "macro", id: macroId },
      before: { name, isShared, actions },
      after: input,
    });
  });
}

/** Throws not_found, and forbidden for a shared one without settings_account. */
export async function deleteMacro(ctx: MemberCtx, { macroId }: MacroId): Promise<void> {
  const { isShared, name } = await getMacro(ctx, macroId);
  refuseUnlessSharing(ctx, isShared);
  await runtime().db.transaction(async (tx) => {
    await tx.prisma.macro.deleteMany({ where: { tenantId: ctx.tenantId, id: macroId } });
    tellMacros(tx, ctx, isShared);
    await audit(tx, ctx, {
      action: "macro.delete",
      target: { kind: "macro", id: macroId },
      before: { name, isShared },
    });
  });
}

/** Shared ones to everybody, one's own to one's own devices. */
function tellMacros(tx: Tx, ctx: MemberCtx, isShared: boolean): void {
  tellReference(tx, ctx, "macros", isShared ? undefined : ctx.actor.memberId);
}

function refuseUnlessSharing(ctx: MemberCtx, isShared: boolean): void {
  if (!isShared || mayShare(ctx)) return;
  throw new AppError(
    "forbidden",
    "Shared macros are kept by administrators. Keep this one for yourself, or ask for “Account settings”.",
    { permission: "settings_account" },
  );
}
