import { createHash } from "node:crypto";
import { newId } from "../../core/ids";
import { coalesce } from "../../infra/coalesce";
import { type Sql, statement } from "../../infra/db";
import { OUTBOX_CHANNEL } from "../../infra/outbox/enqueue";
import { wakeOutbox } from "../../infra/outbox/wake";
import { throughRestart } from "../../infra/restart";
import { runtime } from "../../infra/runtime";

export const PROCESS_KIND = "delivery.process";

/** Raw, as it came. */
export type RawDelivery = { tenantId: string; inboxId: string; body: Uint8Array; traceId: string };

/**
 * Stores deliveries and owes their processing, in one commit. The lane is the inbox: what came first is processed first. The
 * same bytes are stored once, however often they come.
 */
const STORE = statement<{ stored: number }>(
  "deliveries_store",
  `with given as materialized (
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bytea[], $5::bytea[], $6::text[]) with ordinality
       as g(id, tenant_id, inbox_id, digest, body, trace_id, ord)
   ), stored as (
     insert into delivery (id, tenant_id, inbox_id, digest, body, trace_id)
     select id, tenant_id, inbox_id, digest, body, trace_id from given order by inbox_id, digest
     on conflict (inbox_id, digest) do nothing returning id
   ), owed as (
     insert into outbox_entry (tenant_id, kind, lane, idempotency_key, payload, trace_id)
     select g.tenant_id, '${PROCESS_KIND}', 'in:' || g.inbox_id, 'delivery:' || g.id,
       jsonb_build_object('deliveryId', g.id), g.trace_id
     from given g join stored s on s.id = g.id order by g.ord
     on conflict (idempotency_key) do nothing returning 1
   )
   select (select count(*)::int from stored) as stored,
     (select pg_notify('${OUTBOX_CHANNEL}', '')::text from owed limit 1) as notified`,
);

type Hashed = RawDelivery & { digest: Buffer };

const MAX_BATCH = 100;
const MAX_BATCH_BYTES = 4 * 1024 * 1024;
/** Digests of what was stored lately: a repeat of it needs no statement. */
const MAX_REMEMBERED = 20_000;

/** Shares commits: deliveries that arrive while a statement runs go together into the next one. */
export class DeliveryStore {
  private readonly remembered = new Set<string>();
  private readonly put: (given: Hashed) => Promise<null>;

  constructor(sql: Sql) {
    this.put = coalesce((batch: readonly Hashed[]) => storeAll(sql, batch), {
      ...{ most: MAX_BATCH, runs: 2 },
      weight: { of: ({ body }) => body.byteLength, most: MAX_BATCH_BYTES },
    });
  }

  /** Settles once the delivery is committed, or known to be a repeat of one that is. Throws unavailable. */
  async store(given: RawDelivery): Promise<void> {
    const digest = createHash("sha256").update(given.body).digest();
    const key = keyOf(given, digest);
    if (this.remembered.has(key)) return;
    await this.put({ ...given, digest });
    this.remembered.add(key);
    if (this.remembered.size > MAX_REMEMBERED) this.remembered.delete(this.remembered.keys().next().value!);
  }
}

async function storeAll(sql: Sql, batch: readonly Hashed[]): Promise<null[]> {
  const of = <T>(read: (one: Hashed) => T) => batch.map(read);
  const values = [
    of(() => newId()),
    of(({ tenantId }) => tenantId),
    of(({ inboxId }) => inboxId),
    of(({ digest }) => digest),
    of(({ body }) => Buffer.from(body.buffer, body.byteOffset, body.byteLength)),
    of(({ traceId }) => traceId),
  ];
  await throughRestart(() => sql(STORE, values), {
    words: "This could not be stored just now. Send it again.",
  });
  wakeOutbox();
  return of(() => null);
}

function keyOf({ inboxId }: RawDelivery, digest: Buffer): string {
  return inboxId + digest.toString("latin1");
}

const KEY = Symbol.for("parley.deliveries");
type Holder = { [KEY]?: { store: DeliveryStore; sql: Sql } };

/** The process's store. */
export function deliveryStore(): DeliveryStore {
  const { sql } = runtime().db;
  const holder = globalThis as Holder;
  if (holder[KEY]?.sql !== sql) holder[KEY] = { store: new DeliveryStore(sql), sql };
  return holder[KEY].store;
}
