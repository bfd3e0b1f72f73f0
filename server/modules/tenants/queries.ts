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

/** The businesses made up for trying the product, in the order they were made. */
export async function listDemoTenants(db: Db): Promise<{ slug: string; name: string }[]> {
  return db.prisma.tenant.findMany({
    where: { isDemo: true },
    select: { slug: true, name: true },
    orderBy: { createdAt: "asc" },
    take: 6,
  });
}
