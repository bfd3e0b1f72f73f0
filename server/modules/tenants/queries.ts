import type { TenantId } from "../../core/ids";
import { chooseLocale, type Locale } from "../../core/locales";
import { type Db, type Sql, statement } from "../../infra/db";

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

const TENANT_FACTS = statement<{ timeZone: string; isNew: boolean }>(
  "tenant_facts",
  `select t.time_zone as "timeZone", coalesce(k.last_display_number, 0) = 0 as "isNew"
   from tenant t left join tenant_counter k on k.tenant_id = t.id where t.id = $1::uuid`,
);

/** `isNew`: nobody has ever written to it. */
export async function getTenantFacts(db: Pick<Db, "sql">, tenantId: TenantId) {
  const [row] = await db.sql(TENANT_FACTS, [tenantId]);
  return row!;
}

const TENANT_LOCALE = statement<{ locale: string }>(
  "tenant_locale",
  "select locale from tenant where id = $1::uuid",
);

/** The language of what the server writes for a business. */
export async function getTenantLocale(sql: Sql, tenantId: TenantId): Promise<Locale> {
  const [row] = await sql(TENANT_LOCALE, [tenantId]);
  return chooseLocale(row?.locale);
}

const DEMO_TENANTS = statement<TenantListed>(
  "tenants_demo",
  "select slug, name from tenant where is_demo order by created_at limit 6",
);

/** The businesses made up for trying the product, in the order they were made. */
export async function listDemoTenants(db: Pick<Db, "sql">): Promise<TenantListed[]> {
  return db.sql(DEMO_TENANTS, []);
}
