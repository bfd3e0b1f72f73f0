import type { Wire } from "../../channels/contract";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { openCredentials } from "./credentials";

type Row = { id: string; name: string; sealed: Buffer };
const OTHERS = statement<Row>(
  "inboxes_of_channel",
  `select id, name, sealed_credentials as sealed from inbox
   where tenant_id = $1::uuid and channel = $2::text and id <> $3::uuid and disabled_at is null and sealed_credentials is not null
   order by created_at, id limit 200`,
);

/**
 * What is to be said to whoever has connected an inbox to an account that another one of the business has; null where there is
 * none, or none that can be opened. Throws nothing: the inbox is connected whatever this says.
 */
export async function twinWords(
  place: { tenantId: string; inboxId: string; channel: string },
  given: { wire: Wire; credentials: unknown },
): Promise<string | null> {
  const { db, log } = runtime();
  const name = await findTwin(db.sql, place, given).catch((err: unknown) => {
    log.warn({ err, inboxId: place.inboxId }, "other inboxes of the same account could not be looked for");
    return null;
  });
  return name === null
    ? null
    : `“${name}” is connected to the same account. Only one of the two receives what customers write, so keep only one.`;
}

/** The name of the business's oldest other inbox at the same account. */
export async function findTwin(
  sql: Sql,
  { tenantId, inboxId, channel }: { tenantId: string; inboxId: string; channel: string },
  { wire, credentials }: { wire: Wire; credentials: unknown },
): Promise<string | null> {
  const account = wire.accountOf?.(credentials);
  if (account === undefined) return null;
  for (const { id, name, sealed } of await sql(OTHERS, [tenantId, channel, inboxId])) {
    const kept = await openCredentials(sql, { tenantId, inboxId: id }, sealed).catch(() => null);
    const theirs = wire.credentials.safeParse(kept);
    if (theirs.success && wire.accountOf?.(theirs.data) === account) return name;
  }
  return null;
}
