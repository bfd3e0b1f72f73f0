import { createHash } from "node:crypto";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { type Sql, sqlState, statement } from "../../infra/db";
import { OUTBOX_CHANNEL } from "../../infra/outbox/enqueue";
import { wakeOutbox } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { isConnectionLoss } from "../conversations/batcher";

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

type Waiting = { given: RawDelivery; digest: Buffer; done: () => void; fail: (error: unknown) => void };

const MAX_BATCH = 100;
const MAX_BATCH_BYTES = 4 * 1024 * 1024;
const MAX_RUNNING = 2;
/** How long a delivery is held through a database restart before its provider is told to come again. */
const PATIENCE_MS = 8_000;
/** Digests of what was stored lately: a repeat of it needs no statement. */
const MAX_REMEMBERED = 20_000;

/** Shares commits: deliveries that arrive while a statement runs go together into the next one. */
export class DeliveryStore {
  private waiting: Waiting[] = [];
  private running = 0;
  private isScheduled = false;
  private readonly remembered = new Set<string>();

  constructor(private readonly sql: Sql) {}

  /** Settles once the delivery is committed, or known to be a repeat of one that is. Throws unavailable. */
  store(given: RawDelivery): Promise<void> {
    const digest = createHash("sha256").update(given.body).digest();
    if (this.remembered.has(keyOf(given, digest))) return Promise.resolve();
    return new Promise((done, fail) => {
      this.waiting.push({ given, digest, done, fail });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.isScheduled || this.running >= MAX_RUNNING) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      while (this.running < MAX_RUNNING && this.waiting.length) this.start();
    });
  }

  private start(): void {
    let bytes = 0;
    const fits = ({ given }: Waiting, at: number) => {
      bytes += given.body.byteLength;
      return at === 0 || (at < MAX_BATCH && bytes <= MAX_BATCH_BYTES);
    };
    const end = this.waiting.findIndex((one, at) => !fits(one, at));
    const batch = this.waiting.splice(0, end < 0 ? this.waiting.length : end);
    this.running++;
    void this.run(batch).finally(() => {
      this.running--;
      if (this.waiting.length) this.schedule();
    });
  }

  private async run(batch: Waiting[]): Promise<void> {
    try {
      await this.attempt(batch);
      for (const { given, digest, done } of batch) {
        this.remember(keyOf(given, digest));
        done();
      }
      wakeOutbox();
    } catch (error) {
      if (batch.length === 1 || error instanceof AppError) {
        for (const { fail } of batch) fail(error);
        return;
      }
      // One bad delivery must not take the others down with it.
      for (const one of batch) await this.run([one]);
    }
  }

  private async attempt(batch: readonly Waiting[]): Promise<void> {
    const start = Date.now();
    const of = <T>(read: (one: Waiting) => T) => batch.map(read);
    const values = [
      of(() => newId()),
      of(({ given }) => given.tenantId),
      of(({ given }) => given.inboxId),
      of(({ digest }) => digest),
      of(({ given }) => Buffer.from(given.body.buffer, given.body.byteOffset, given.body.byteLength)),
      of(({ given }) => given.traceId),
    ];
    for (let tries = 1; ; tries++) {
      try {
        await this.sql(STORE, values);
        return;
      } catch (error) {
        const isRace = ["40001", "40P01"].includes(sqlState(error) ?? "");
        if (isRace && tries < 5) continue;
        if (!isConnectionLoss(error)) throw error;
        if (Date.now() - start > PATIENCE_MS)
          throw new AppError("unavailable", "This could not be stored just now. Send it again.");
        await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 200));
      }
    }
  }

  private remember(key: string): void {
    this.remembered.add(key);
    if (this.remembered.size > MAX_REMEMBERED) this.remembered.delete(this.remembered.keys().next().value!);
  }
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
