import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import { TRIES_SQL, TRY_COLUMNS, timeOf } from "../messages/tries";

export type AttemptEnd = {
  outcome: "sent" | "retry" | "failed" | "unconfirmed";
  externalId?: string;
  code?: string;
  reason?: string;
};

const BEGIN = statement<{ number: number }>(
  "send_attempt_begin",
  `insert into send_attempt (id, tenant_id, message_id, number)
   select $1::uuid, $2::uuid, $3::uuid, coalesce(max(number), 0) + 1 from send_attempt where message_id = $3::uuid
   returning number`,
);
/** A try without a row is the plain first one of its message; it gets none where the message itself has its end already. */
const endSql = (given: string) => `insert into send_attempt as a
     (id, tenant_id, message_id, number, started_at, ended_at, outcome, external_id, code, reason)
   select g.id, m.tenant_id, m.id, 1, ${timeOf("g.id")}, now(), g.outcome, g.external_id, g.code, g.reason
   from (${given}) g join message m on m.tenant_id = g.tenant_id and m.id = g.message_id and m.try_id is distinct from g.id
   on conflict (id) do update set ended_at = excluded.ended_at, outcome = excluded.outcome,
     external_id = excluded.external_id, code = excluded.code, reason = excluded.reason
   where a.ended_at is null`;
const END = statement<never>(
  "send_attempt_end",
  endSql(`select $1::uuid as tenant_id, $2::uuid as message_id, $3::uuid as id, $4::text as outcome, $5::text as external_id,
     $6::text as code, $7::text as reason`),
);

/**
 * Writes down that the provider is about to be asked, before it is: a worker that dies then leaves an attempt without an end,
 * and the next one knows that nobody knows. Answers its id.
 */
export async function beginAttempt(sql: Sql, tenantId: string, messageId: string): Promise<string> {
  const id = newId();
  await sql(BEGIN, [id, tenantId, messageId]);
  return id;
}

type Tried = { tenantId: string; messageId: string };

export async function endAttempt(
  sql: Sql,
  { tenantId, messageId }: Tried,
  id: string,
  end: AttemptEnd,
): Promise<void> {
  const { outcome, externalId = null, code = null, reason = null } = end;
  await sql(END, [tenantId, messageId, id, outcome, externalId, code, reason]);
}

const END_SENT = statement<never>(
  "send_attempts_sent",
  endSql(`select tenant_id, message_id, id, 'sent' as outcome, external_id, null as code, null as reason
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) as t(tenant_id, message_id, id, external_id)`),
);

/** The providers of several have taken theirs. */
export async function endSent(
  sql: Sql,
  all: readonly (Tried & { attempt: string; externalId: string })[],
): Promise<void> {
  const of = (key: keyof (typeof all)[number]) => all.map((one) => one[key]);
  await sql(END_SENT, [of("tenantId"), of("messageId"), of("attempt"), of("externalId")]);
}

const KEEP = statement<never>(
  "send_attempt_keep",
  `with kept as (
     insert into send_attempt (tenant_id, message_id, ${TRY_COLUMNS})
     select m.tenant_id, m.id, t.* from message m cross join lateral ${TRIES_SQL} t
     where m.tenant_id = $1::uuid and m.id = $2::uuid
     on conflict (id) do nothing
   )
   update message set try_id = null, try_ended_at = null
   where tenant_id = $1::uuid and id = $2::uuid and try_id is not null`,
);

/** Gives a try that has no row one of its own, as others are to follow it. */
export async function keepTry(sql: Sql, { tenantId, messageId }: Tried): Promise<void> {
  await sql(KEEP, [tenantId, messageId]);
}
