import { resolve } from "node:path";
import { makeDataKey, openDataKey, rewrapDataKey } from "../../infra/crypto";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { readMasterKeys, type Secrets } from "../../infra/secrets";

const GET = statement<{ wrapped: Buffer }>(
  "tenant_key",
  "select wrapped from tenant_key where tenant_id = $1::uuid",
);
const PUT = statement<{ wrapped: Buffer }>(
  "tenant_key_put",
  `insert into tenant_key (tenant_id, wrapped) values ($1::uuid, $2::bytea)
   on conflict (tenant_id) do update set wrapped = tenant_key.wrapped returning wrapped`,
);

/** It never changes; only what it is wrapped under does. Per installation, as tests have several in one process. */
const opened = new WeakMap<Secrets, Map<string, Buffer>>();
const MAX_OPENED = 10_000;

/** The key that seals this tenant's credentials; made when first asked for. Two that ask at once get the same one. */
export async function getDataKey(sql: Sql, tenantId: string): Promise<Buffer> {
  const { secrets } = runtime();
  const known = opened.get(secrets) ?? new Map<string, Buffer>();
  opened.set(secrets, known);
  const key = known.get(tenantId) ?? (await findDataKey(sql, tenantId));
  if (known.size >= MAX_OPENED) known.clear();
  known.set(tenantId, key);
  return key;
}

async function findDataKey(sql: Sql, tenantId: string): Promise<Buffer> {
  const [known] = await sql(GET, [tenantId]);
  // A rare moment; never under a key that another process has put out of force.
  const [kept] = known ? [known] : await sql(PUT, [tenantId, makeDataKey(currentKeys()[0]!, tenantId)]);
  const wrapped = Buffer.from(kept!.wrapped);
  const from = keyOf(wrapped, tenantId) ?? keyOf(wrapped, tenantId, currentKeys());
  // Tells by its own words when no key opens it.
  return openDataKey(from ?? runtime().secrets.masterKeys[0]!, wrapped, tenantId);
}

/** Which master key it is wrapped under; null for none of them. */
function keyOf(wrapped: Buffer, tenantId: string, keys = runtime().secrets.masterKeys): Buffer | null {
  for (const key of keys) {
    try {
      openDataKey(key, wrapped, tenantId);
      return key;
    } catch {}
  }
  return null;
}

/** As they are now, for this process from now on. */
function currentKeys(): Buffer[] {
  const { env, secrets } = runtime();
  secrets.masterKeys = readMasterKeys(env, resolve(env.PARLEY_DATA_DIR));
  return secrets.masterKeys;
}

const PAGE = 200;
const ALL = statement<{ tenant_id: string; wrapped: Buffer }>(
  "tenant_keys_page",
  `select tenant_id, wrapped from tenant_key where $1::uuid is null or tenant_id > $1::uuid order by tenant_id limit ${PAGE}`,
);
const REWRAP = statement<{ tenant_id: string }>(
  "tenant_key_rewrap",
  `update tenant_key set wrapped = $3::bytea where tenant_id = $1::uuid and wrapped = $2::bytea returning tenant_id`,
);

/**
 * Wraps every tenant's data key under the first master key, while others read and make them; may be run again at any time.
 * `lost`: opened by none of the keys.
 */
export async function rewrapDataKeys(sql: Sql): Promise<{ total: number; rewrapped: number; lost: number }> {
  const count = { total: 0, rewrapped: 0, lost: 0 };
  const { masterKeys } = runtime().secrets;
  const [to] = masterKeys;
  for (let after: string | null = null; ; ) {
    const page: { tenant_id: string; wrapped: Buffer }[] = await sql(ALL, [after]);
    for (const { tenant_id: tenantId, wrapped: bytes } of page) {
      const wrapped = Buffer.from(bytes);
      const from = keyOf(wrapped, tenantId);
      count.total++;
      if (!from) count.lost++;
      else if (from !== to) {
        await sql(REWRAP, [tenantId, wrapped, rewrapDataKey(from, to!, wrapped, tenantId)]);
        count.rewrapped++;
      }
    }
    after = page.at(-1)?.tenant_id ?? null;
    if (page.length < PAGE) return count;
  }
}
