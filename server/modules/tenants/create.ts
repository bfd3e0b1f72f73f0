import { randomBytes } from "node:crypto";
import { AppError } from "../../core/errors";
import { mintTenantId, newId, type TenantId } from "../../core/ids";
import { DEFAULT_LOCALE, type Locale } from "../../core/locales";
import type { SystemRole } from "../../core/permissions";
import { statement, type Tx } from "../../infra/db";
import { publish } from "./publish";
import { slugCandidates } from "./slug";

const INSERT_TENANT = statement<{ id: string }>(
  "tenant_insert",
  `with made as (
     insert into tenant (id, slug, name, locale, updated_at) values ($1::uuid, $2, $3, $4, now())
     on conflict (slug) do nothing returning id
   ), counted as (insert into tenant_counter (tenant_id) select id from made)
   select id from made`,
);

export type NewTenant = { id: TenantId; slug: string; name: string };

/** Makes a tenant with the first free address its name gives. It has nobody yet: add its primary owner. */
export async function createTenant(
  tx: Tx,
  name: string,
  locale: Locale = DEFAULT_LOCALE,
): Promise<NewTenant> {
  const id = newId();
  for (const slug of slugCandidates(name, () => randomBytes(4).toString("hex"))) {
    const [made] = await tx.sql(INSERT_TENANT, [id, slug, name, locale]);
    if (made) return { id: mintTenantId(id), slug, name };
  }
  throw new Error(`no address is free for the business ${name}`);
}

/**
 * Puts a user into a tenant, again if they had left. Returns the member's id. The caller has checked that it may. Throws
 * AppError("conflict") when they are an active member: nobody's role changes this way.
 */
export async function addMember(
  tx: Tx,
  ctx: { tenantId: TenantId; traceId: string },
  member: { userId: string; role: SystemRole; isPrimaryOwner?: boolean },
): Promise<string> {
  const { userId, role, isPrimaryOwner = false } = member;
  const { tenantId } = ctx;
  const present = await tx.prisma.member.findFirst({ where: { tenantId, userId } });
  if (present && !present.deactivatedAt) {
    throw new AppError("conflict", "You are a member of this business already.");
  }
  const memberId = present?.id ?? newId();
  if (present) {
    const data = { role, granted: [], revoked: [], deactivatedAt: null };
    await tx.prisma.member.updateMany({ where: { tenantId, id: memberId }, data });
  } else {
    await tx.prisma.member.create({ data: { id: memberId, tenantId, userId, role, isPrimaryOwner } });
  }
  await publish(tx, ctx, { type: "member.joined", memberId });
  return memberId;
}
