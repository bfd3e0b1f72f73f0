import { makeDataKey, openDataKey } from "../../infra/crypto";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";

const GET = statement<{ wrapped: Buffer }>(
  "tenant_key",
  "select wrapped from tenant_key where tenant_id = $1::uuid",
);
const PUT = statement<{ wrapped: Buffer }>(
  "tenant_key_put",
  `insert into tenant_key (tenant_id, wrapped) values ($1::uuid, $2::bytea)
   on conflict (tenant_id) do update set wrapped = tenant_key.wrapped returning wrapped`,
);

/** The key that seals this tenant's credentials; made when first asked for. Two that ask at once get the same one. */
export async function getDataKey(sql: Sql, tenantId: string): Promise<Buffer> {
  const { masterKey } = runtime().secrets;
  const [known] = await sql(GET, [tenantId]);
  const [kept] = known ? [known] : await sql(PUT, [tenantId, makeDataKey(masterKey, tenantId)]);
  return openDataKey(masterKey, Buffer.from(kept!.wrapped), tenantId);
}
