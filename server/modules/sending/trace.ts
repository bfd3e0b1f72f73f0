import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement } from "../../infra/db";
import { stateOf } from "../../infra/outbox/park";
import { runtime } from "../../infra/runtime";
import { getConversationRow } from "../conversations/queries";
import type { MessageId } from "../messages/schema";
import { OWED_KEYS, TRIES_SQL } from "../messages/tries";
import type { MessageTrace } from "./schema";

type Row = {
  created_at: Date;
  kind: string;
  status: string;
  external_id: string | null;
  error: MessageTrace["error"];
  times: MessageTrace["times"] | null;
  attempts: MessageTrace["attempts"];
  owed: MessageTrace["owed"];
  delivery: MessageTrace["delivery"];
};
const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const at = (column: string) => `to_char(${column} at time zone 'utc', ${ISO})`;

const GET = statement<Row>(
  "message_trace",
  `select m.created_at, m.kind::text as kind, m.status::text as status, m.external_id, m.error, m.meta->'times' as times,
     coalesce((select json_agg(json_build_object('number', t.number, 'startedAt', ${at("t.started_at")},
        'endedAt', ${at("t.ended_at")}, 'outcome', t.outcome, 'externalId', t.external_id, 'code', t.code,
        'reason', t.reason, 'isOver', t.superseded_at is not null) order by t.number)
        from ${TRIES_SQL} t), '[]'::json) as attempts,
     (select json_build_object('state', ${stateOf("e")}, 'runAt', ${at("e.run_at")}, 'lastError', e.last_error)
        from outbox_entry e where e.tenant_id = m.tenant_id and e.finished_at is null and e.idempotency_key in (
          ${OWED_KEYS},
          'media_' || m.id, 'media_' || m.id || ':' || (m.meta->>'retries')) order by e.id desc limit 1) as owed,
     (select json_build_object('id', d.id, 'state', d.state, 'receivedAt', ${at("d.received_at")},
        'processedAt', ${at("d.processed_at")})
        from delivery d where d.tenant_id = m.tenant_id and d.id = (m.meta->>'deliveryId')::uuid) as delivery
   from message m where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and m.id = $3::uuid`,
);

/**
 * The life of a message: when it was written, each try to hand it over, what the provider said of it. The delivery it came in
 * only for those who may look into deliveries. Throws not_found.
 */
export async function getTrace(ctx: MemberCtx, input: MessageId): Promise<MessageTrace> {
  const { sql } = runtime().db;
  await getConversationRow(sql, ctx, input.conversationId);
  const [row] = await sql(GET, [ctx.tenantId, input.conversationId, input.messageId]);
  if (!row) throw new AppError("not_found", "This message is not here any more.", { field: "messageId" });
  const { created_at: createdAt, external_id: externalId, times, delivery, kind, ...rest } = row;
  return {
    ...rest,
    ...{ createdAt: createdAt.toISOString(), externalId, times: times ?? {}, isOurs: kind === "outgoing" },
    delivery: can(ctx.actor, "channel_configure") ? delivery : null,
  };
}
