import { createHash } from "node:crypto";
import type { Wire } from "../../channels/contract";
import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import { OUTBOX_CHANNEL } from "../../infra/outbox/enqueue";
import { wakeOutbox } from "../../infra/outbox/wake";
import { isConnectionLoss, isRace } from "../../infra/restart";
import { runtime } from "../../infra/runtime";
import { openCredentials } from "../inboxes/credentials";
import { bodyOf, sorted } from "./own";
import { PROCESS_KIND } from "./store";

type Source = { tenantId: string; deliveryId: string; inboxId: string; channel: string; traceId: string };
type Row = { id: string; tenant_id: string; sealed: Buffer };

// Nobody has so many at one address; the first come first, so that no crowd of later ones keeps them from what is theirs.
const SIBLINGS = statement<Row>(
  "inboxes_of_provider_names",
  `select id, tenant_id, sealed_credentials as sealed from inbox
   where channel = $1::text and id <> $2::uuid and disabled_at is null and sealed_credentials is not null
     and provider_names && $3::text[] order by id limit 200`,
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

// The digest stays that of what came: the same bytes again are still a repeat.
const KEEP_OWN = statement<never>(
  "delivery_keep_own",
  "update delivery set body = $3::bytea where tenant_id = $1::uuid and id = $2::uuid",
);

/**
 * A provider may deliver for several inboxes at the address of one. Each of the others gets what is for it, and nothing else, as
 * a delivery of its own; by its own credentials, and only where they would have proved the same request at its own door:
 * that the body names it proves nothing. Then the first keeps only its own. Answers to how many it went; done again, nothing
 * is passed on twice.
 */
export async function passOn(
  wire: Pick<Wire, "shared" | "credentials">,
  credentials: unknown,
  payload: unknown,
  source: Source,
): Promise<number> {
  const { shared } = wire;
  if (!shared) return 0;
  const { own, foreign, toPassOn } = sorted(wire, credentials, payload);
  if (toPassOn.length === 0) return 0;
  const { sql } = runtime().db;
  const names = [...new Set(toPassOn.map(({ name }) => name!))];
  let passed = 0;
  for (const row of await sql(SIBLINGS, [source.channel, source.inboxId, names])) {
    const theirs = await credentialsOf(sql, wire, row);
    if (theirs === null || !shared.isSameProof(credentials, theirs)) continue;
    // By its credentials as they are, not by what is written down of them.
    const theirNames = shared.namesOf(theirs);
    const forThem = toPassOn.filter(({ name }) => theirNames.includes(name!));
    if (forThem.length === 0) continue;
    const body = bodyOf(wire, forThem);
    const digest = createHash("sha256").update(body).digest();
    const to = [newId(), row.tenant_id, row.id, digest, body, source.traceId, source.deliveryId];
    await sql(PASS_ON, to);
    passed++;
  }
  if (foreign.length) await sql(KEEP_OWN, [source.tenantId, source.deliveryId, bodyOf(wire, own)]);
  if (passed) wakeOutbox();
  return passed;
}

/** Null for those that do not open any more: their own inbox says so. */
async function credentialsOf(sql: Sql, wire: Pick<Wire, "credentials">, row: Row): Promise<unknown> {
  try {
    const opened = await openCredentials(sql, { tenantId: row.tenant_id, inboxId: row.id }, row.sealed);
    return wire.credentials.parse(opened);
  } catch (error) {
    // The database being away says nothing of them.
    if (isConnectionLoss(error) || isRace(error)) throw error;
    return null;
  }
}
