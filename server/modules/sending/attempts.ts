import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";

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
const END = statement<never>(
  "send_attempt_end",
  `update send_attempt set ended_at = now(), outcome = $3::text, external_id = $4::text, code = $5::text, reason = $6::text
   where tenant_id = $1::uuid and id = $2::uuid and ended_at is null`,
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

export async function endAttempt(sql: Sql, tenantId: string, id: string, end: AttemptEnd): Promise<void> {
  const { outcome, externalId = null, code = null, reason = null } = end;
  await sql(END, [tenantId, id, outcome, externalId, code, reason]);
}

const END_SENT = statement<never>(
  "send_attempts_sent",
  `update send_attempt a set ended_at = now(), outcome = 'sent', external_id = t.external_id
   from unnest($1::uuid[], $2::uuid[], $3::text[]) as t(tenant_id, id, external_id)
   where a.tenant_id = t.tenant_id and a.id = t.id and a.ended_at is null`,
);

/** The providers of several have taken theirs. */
export async function endSent(
  sql: Sql,
  all: readonly { tenantId: string; id: string; externalId: string }[],
): Promise<void> {
  const of = (key: "tenantId" | "id" | "externalId") => all.map((one) => one[key]);
  await sql(END_SENT, [of("tenantId"), of("id"), of("externalId")]);
}
