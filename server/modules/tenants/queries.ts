import { type Db, statement } from "../../infra/db";

type TenantListed = { slug: string; name: string };

const OWN_TENANTS = statement<TenantListed>(
  "tenants_own",
  `select t.slug, t.name from member m join tenant t on t.id = m.tenant_id
    where m.user_id = $1::uuid and m.deactivated_at is null order by t.name limit 100`,
);

/** The tenants a user is an active member of, by name. */
export async function listOwnTenants(db: Pick<Db, "sql">, userId: string): Promise<TenantListed[]> {
  return db.sql(OWN_TENANTS, [userId]);
}

const DEMO_TENANTS = statement<TenantListed>(
  "tenants_demo",
  "select slug, name from tenant where is_demo order by created_at limit 6",
);

/** The businesses made up for trying the product, in the order they were made. */
export async function listDemoTenants(db: Pick<Db, "sql">): Promise<TenantListed[]> {
  return db.sql(DEMO_TENANTS, []);
}
