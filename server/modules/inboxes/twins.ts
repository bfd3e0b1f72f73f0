import type { Wire } from "../../channels/contract";
import { type Sql, statement } from "../../infra/db";
import { openParsed } from "./credentials";

type Row = { id: string; name: string; sealed: Buffer };
const OTHERS = statement<Row>(
  "inboxes_of_channel",
  `select id, name, sealed_credentials as sealed from inbox
   where tenant_id = $1::uuid and channel = $2::text and id <> $3::uuid and disabled_at is null and sealed_credentials is not null
   order by created_at, id limit 200`,
);

/** Names of the business's other inboxes that are connected to the same account of this channel, as far as theirs can be opened. */
export async function findTwins(
  sql: Sql,
  { tenantId, inboxId, channel }: { tenantId: string; inboxId: string; channel: string },
  { wire, credentials }: { wire: Wire; credentials: unknown },
): Promise<string[]> {
  const account = wire.accountOf?.(credentials);
  if (account === undefined) return [];
  const names: string[] = [];
  for (const { id, name, sealed } of await sql(OTHERS, [tenantId, channel, inboxId])) {
    const theirs = await openParsed(sql, { tenantId, inboxId: id }, sealed, wire).catch(() => null);
    if (theirs !== null && wire.accountOf?.(theirs) === account) names.push(name);
  }
  return names;
}
