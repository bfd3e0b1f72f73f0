import { seedDemo } from "../../prisma/seed/index";
import { statement } from "../infra/db";
import type { Runtime } from "../infra/runtime";

const anyTenant = statement<{ demo: boolean; any: boolean }>(
  "boot_any_tenant",
  `select exists (select 1 from tenant) as any, exists (select 1 from tenant where is_demo) as demo`,
);

/**
 * The demo tenants, on a database without any tenant: the embedded one, or one of your own with PARLEY_SEED_DEMO=1. True
 * when there are demo tenants now.
 */
export async function seedIfEmpty(
  runtime: Runtime,
  isEmbedded: boolean,
  say: (line: string) => void,
): Promise<boolean> {
  const { db, env, storage } = runtime;
  const [present] = await db.sql(anyTenant, []);
  if (present?.any || !(env.PARLEY_SEED_DEMO ?? (isEmbedded && env.PARLEY_ENV !== "production")))
    return present?.demo ?? false;
  say("filling the empty database with three demo businesses");
  await seedDemo(db, storage);
  return true;
}
