import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import type { Aside, Change, Observation } from "./rules";

type Row = {
  is_paired: boolean;
  is_connected: boolean;
  number: string | null;
  paired_at: Date | null;
  connected_at: Date | null;
  checked_at: Date | null;
  failures: number;
  locked_until: Date | null;
  aside: Aside[] | null;
  watch_until: Date | null;
};
export type Stored = Observation & { watchUntil: Date | null };

const COLUMNS = `p.is_paired, p.is_connected, p.number, p.paired_at, p.connected_at, p.checked_at, p.failures, p.locked_until,
  p.aside, p.watch_until`;
const GET = statement<Row>(
  "pairing_get",
  `select ${COLUMNS} from inbox_pairing p where p.tenant_id = $1::uuid and p.inbox_id = $2::uuid`,
);
const MAKE = statement<never>(
  "pairing_make",
  "insert into inbox_pairing (tenant_id, inbox_id) values ($1::uuid, $2::uuid) on conflict do nothing",
);
const LOCK = statement<Row>(
  "pairing_lock",
  `select ${COLUMNS} from inbox_pairing p where p.tenant_id = $1::uuid and p.inbox_id = $2::uuid for update`,
);
const PUT = statement<never>(
  "pairing_put",
  `update inbox_pairing set is_paired = $3::bool, is_connected = $4::bool, number = $5::text, paired_at = $6::timestamptz,
     connected_at = $7::timestamptz, checked_at = $8::timestamptz, failures = $9::int, locked_until = $10::timestamptz,
     aside = $11::jsonb
   where tenant_id = $1::uuid and inbox_id = $2::uuid`,
);

type Place = { tenantId: string; inboxId: string };
const UNSEEN: Stored = {
  ...{
    isPaired: false,
    isConnected: false,
    number: null,
    pairedAt: null,
    connectedAt: null,
    checkedAt: null,
  },
  ...{ failures: 0, lockedUntil: null, aside: [], watchUntil: null },
};

/** As it was last seen. */
export async function getPairing(sql: Sql, { tenantId, inboxId }: Place): Promise<Stored> {
  const [row] = await sql(GET, [tenantId, inboxId]);
  return row ? toStored(row) : UNSEEN;
}

/** Nobody else sees or changes it until the transaction ends. */
export async function lockPairing(sql: Sql, { tenantId, inboxId }: Place): Promise<Stored> {
  await sql(MAKE, [tenantId, inboxId]);
  const [row] = await sql(LOCK, [tenantId, inboxId]);
  return toStored(row!);
}

export async function putPairing(sql: Sql, { tenantId, inboxId }: Place, next: Observation): Promise<void> {
  const { isPaired, isConnected, number, pairedAt, connectedAt, checkedAt } = next;
  const { failures, lockedUntil, aside } = next;
  const times = [pairedAt, connectedAt, checkedAt];
  const account = [failures, lockedUntil, JSON.stringify(aside)];
  await sql(PUT, [tenantId, inboxId, isPaired, isConnected, number, ...times, ...account]);
}

function toStored(row: Row): Stored {
  return {
    ...{
      isPaired: row.is_paired,
      isConnected: row.is_connected,
      number: row.number,
      pairedAt: row.paired_at,
    },
    ...{ connectedAt: row.connected_at, checkedAt: row.checked_at, failures: row.failures },
    ...{ lockedUntil: row.locked_until, aside: row.aside ?? [], watchUntil: row.watch_until },
  };
}

const BEGIN = statement<never>(
  "pairing_attempt_begin",
  `insert into pairing_attempt (id, tenant_id, inbox_id, number, started_at)
   values ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::timestamptz)`,
);
const END = statement<never>(
  "pairing_attempt_end",
  `update pairing_attempt set ended_at = $3::timestamptz, outcome = $4::text, held_seconds = $5::int
   where id = (select a.id from pairing_attempt a where a.tenant_id = $1::uuid and a.inbox_id = $2::uuid and a.outcome is null
     order by a.id desc limit 1)`,
);

export async function putAttempt(sql: Sql, { tenantId, inboxId }: Place, change: Change): Promise<void> {
  const { began, ended, next } = change;
  if (began) await sql(BEGIN, [newId(), tenantId, inboxId, next.number, next.checkedAt]);
  if (ended) await sql(END, [tenantId, inboxId, next.checkedAt, ended.outcome, ended.heldSeconds]);
}

/** Somebody here has ended the pairing that was under way, if one was. */
export async function endAttempt(
  sql: Sql,
  { tenantId, inboxId }: Place,
  { pairedAt }: Pick<Observation, "pairedAt">,
  at: Date,
): Promise<void> {
  if (!pairedAt) return;
  const heldSeconds = Math.max(0, Math.round((at.getTime() - pairedAt.getTime()) / 1000));
  await sql(END, [tenantId, inboxId, at, "ended", heldSeconds]);
}

export type AttemptRow = {
  id: string;
  number: string | null;
  started_at: Date;
  ended_at: Date | null;
  outcome: string | null;
  held_seconds: number | null;
};
const ATTEMPTS = statement<AttemptRow>(
  "pairing_attempts",
  `select a.id, a.number, a.started_at, a.ended_at, a.outcome, a.held_seconds from pairing_attempt a
   where a.tenant_id = $1::uuid and a.inbox_id = $2::uuid order by a.id desc limit 10`,
);

export function listAttempts(sql: Sql, { tenantId, inboxId }: Place): Promise<AttemptRow[]> {
  return sql(ATTEMPTS, [tenantId, inboxId]);
}

const WATCH = statement<never>(
  "pairing_watch",
  `insert into inbox_pairing as p (tenant_id, inbox_id, watch_until) values ($1::uuid, $2::uuid, $3::timestamptz)
   on conflict (inbox_id) do update set watch_until = greatest(p.watch_until, excluded.watch_until)`,
);

export async function putWatch(sql: Sql, { tenantId, inboxId }: Place, until: Date): Promise<void> {
  await sql(WATCH, [tenantId, inboxId, until]);
}
