import type { SystemActor, TenantCtx } from "../core/ctx";
import { AppError } from "../core/errors";
import { mintTenantId, newId } from "../core/ids";
import type { Runtime } from "../infra/runtime";
import type { Options } from "./options";
import { UsageError } from "./output";

/** The business that a command is about, with the operator as who does it. Throws UsageError, not_found. */
export async function operatorCtx(
  runtime: Runtime,
  { tenant: slug }: Options,
): Promise<TenantCtx<SystemActor>> {
  if (!slug) throw new UsageError("Say whose: --tenant <slug>. See: npm run parley -- tenants list");
  const tenant = await runtime.db.prisma.tenant.findUnique({ where: { slug } });
  if (!tenant)
    throw new AppError("not_found", `There is no business at “${slug}”. See: npm run parley -- tenants list`);
  return {
    tenantId: mintTenantId(tenant.id),
    actor: { kind: "system", name: "operator" },
    traceId: newId(),
    ip: "",
  };
}

/** How many to list: 50 unless told, 500 at most. */
export function limitOf({ limit }: Options): number {
  const given = Number(limit ?? 50);
  if (!Number.isInteger(given) || given < 1 || given > 500)
    throw new UsageError("--limit is a number from 1 to 500.");
  return given;
}
