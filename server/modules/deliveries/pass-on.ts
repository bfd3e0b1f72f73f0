import { createHash } from "node:crypto";
import type { Shared, Wire } from "../../channels/contract";
import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import { OUTBOX_CHANNEL } from "../../infra/outbox/enqueue";
import { wakeOutbox } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { openCredentials } from "../inboxes/credentials";
import { PROCESS_KIND } from "./store";

type Source = { deliveryId: string; inboxId: string; channel: string; traceId: string };
type Row = { id: string; tenant_id: string; sealed: Buffer; names: string[] };

// Those of which nobody has asked yet are looked into once.
const SIBLINGS = statement<Row>(
  "inboxes_of_provider_names",
  `select id, tenant_id, sealed_credentials as sealed, provider_names as names from inbox
   where channel = $1::text and id <> $2::uuid and disabled_at is null and sealed_credentials is not null
     and (provider_names && $3::text[] or provider_names = '{}')`,
);
const NAME = statement<never>(
  "inbox_provider_names",
  "update inbox set provider_names = $3::text[] where tenant_id = $1::uuid and id = $2::uuid and sealed_credentials = $4::bytea",
);
const PASS_ON = statement<{ passed: number }>(
  "delivery_pass_on",
  `with passed as (
     insert into delivery (id, tenant_id, inbox_id, digest, body, trace_id, passed_on_from)
     values ($1::uuid, $2::uuid, $3::uuid, $4::bytea, $5::bytea, $6::text, $7::uuid)
     on conflict (inbox_id, digest) do nothing returning id
   ), owed as (
     insert into outbox_entry (tenant_id, kind, lane, idempotency_key, payload, trace_id)
     select $2::uuid, '${PROCESS_KIND}', 'in:' || $3::uuid, 'delivery:' || p.id, jsonb_build_object('deliveryId', p.id), $6::text
     from passed p on conflict (idempotency_key) do nothing returning 1
   )
   select (select count(*)::int from passed) as passed, (select pg_notify('${OUTBOX_CHANNEL}', '')::text from owed) as notified`,
);

/**
 * A provider may deliver for several inboxes at the address of one. Each of the others gets what is for it, and nothing else, as
 * a delivery of its own; by its own credentials, and only where they would have proved the same request at its own door:
 * that the body names it proves nothing. Answers to how many; done again, nothing is passed on twice.
 */
export async function passOn(
  wire: Pick<Wire, "shared" | "credentials">,
  credentials: unknown,
  payload: unknown,
  source: Source,
): Promise<number> {
  const { shared } = wire;
  if (!shared) return 0;
  const own = shared.namesOf(credentials);
  // A number is one inbox's alone, an account that of all its numbers.
  const parts = shared.partsOf(payload).filter(({ name }) => name !== null && name !== own[0]);
  if (parts.length === 0) return 0;
  const { sql } = runtime().db;
  const names = [...new Set(parts.map(({ name }) => name!))];
  let passed = 0;
  for (const row of await sql(SIBLINGS, [source.channel, source.inboxId, names])) {
    const theirs = await credentialsOf(sql, wire, row);
    if (theirs === null) continue;
    const theirNames = await named(sql, shared, row, theirs);
    const forThem = parts.filter(({ name }) => theirNames.includes(name!));
    if (forThem.length === 0 || !shared.isSameProof(credentials, theirs)) continue;
    const body = Buffer.from(JSON.stringify(shared.joined(forThem.map(({ part }) => part))));
    const digest = createHash("sha256").update(body).digest();
    const to = [newId(), row.tenant_id, row.id, digest, body, source.traceId, source.deliveryId];
    await sql(PASS_ON, to);
    passed++;
  }
  if (passed) wakeOutbox();
  return passed;
}

/** Null for those that do not open any more: their own inbox says so. */
async function credentialsOf(sql: Sql, wire: Pick<Wire, "credentials">, row: Row): Promise<unknown> {
  try {
    const opened = await openCredentials(sql, { tenantId: row.tenant_id, inboxId: row.id }, row.sealed);
    return wire.credentials.parse(opened);
  } catch (err) {
    runtime().log.warn({ err, tenantId: row.tenant_id, inboxId: row.id }, "credentials do not open");
    return null;
  }
}

/** By its credentials as they are, not by what is written down of them. */
async function named(sql: Sql, shared: Shared<unknown>, row: Row, credentials: unknown): Promise<string[]> {
  const names = shared.namesOf(credentials);
  if (row.names.join() !== names.join()) await sql(NAME, [row.tenant_id, row.id, names, row.sealed]);
  return names;
}
