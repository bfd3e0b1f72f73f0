import type { Db } from "../../infra/db";

/** The tenants a user is an active member of, by name. */
export async function listOwnTenants(db: Db, userId: string): Promise<{ slug: string; name: string }[]> {
  return db.prisma.tenant.findMany({
    where: { members: { some: { userId, deactivatedAt: null } } },
    select: { slug: true, name: true },
    orderBy: { name: "asc" },
    take: 100,
  });
}
