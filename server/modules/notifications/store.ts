import type { TenantId } from "../../core/ids";
import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import { NOTIFICATION_TYPES, type NotificationType, type NotificationWays } from "./schema";

/** What happened, to be told to some members. `seq`: whoever has read so far has seen it. */
export type Fact = {
  type: NotificationType;
  eventId: string;
  conversationId: string;
  messageId: string | null;
  seq: number;
  byMemberId: string | null;
};

const RANK = (type: string) => `array_position('{${NOTIFICATION_TYPES.join(",")}}'::text[], ${type})`;
const IS_HIGHER = `${RANK("excluded.type")} > ${RANK("n.type")}`;
const IS_AS_HIGH = `${RANK("excluded.type")} >= ${RANK("n.type")}`;

/**
 * One unread notification a member and conversation: what comes on top moves it to the front and is counted, and takes its
 * place when it is as important. Two at the same time may come here in another order than their ids were made in: the id
 * never goes back, so that with the count it says which state is the newer. The event's id makes a second run of the same
 * event change nothing.
 */
const PUT = statement<{ is_raised: boolean }>(
  "notification_put",
  `insert into notification as n (id, tenant_id, member_id, type, conversation_id, message_id, seq, event_id,
       is_in_app, is_by_mail, data, created_at, raised_at)
     select $1::uuid, $2::uuid, $3::uuid, $4::text, $5::uuid, $6::uuid, $7::int, $8::uuid, $9::bool, $10::bool,
            jsonb_strip_nulls(jsonb_build_object('byMemberId', $11::uuid)), now(), now()
     where not exists (select 1 from notification o where o.tenant_id = $2::uuid and o.member_id = $3::uuid
       and o.conversation_id = $5::uuid and o.event_id = $8::uuid)
   on conflict (member_id, conversation_id) where read_at is null do update set
     id = greatest(n.id, excluded.id), created_at = now(), count = n.count + 1, event_id = excluded.event_id,
     seq = greatest(n.seq, excluded.seq),
     type = case when ${IS_AS_HIGH} then excluded.type else n.type end,
     message_id = case when ${IS_AS_HIGH} then excluded.message_id else n.message_id end,
     data = case when ${IS_AS_HIGH} then excluded.data else n.data end,
     is_in_app = n.is_in_app or excluded.is_in_app, is_by_mail = n.is_by_mail or excluded.is_by_mail,
     snoozed_until = case when ${IS_HIGHER} then null else n.snoozed_until end,
     mailed_at = case when ${IS_HIGHER} then null else n.mailed_at end,
     raised_at = case when ${IS_HIGHER} then now() else n.raised_at end
     where n.event_id is distinct from excluded.event_id
   returning n.raised_at = now() as is_raised`,
);

/** Answers null when this event has been told already. `isRaised`: it may make itself heard. */
export async function putNotification(
  sql: Sql,
  tenantId: TenantId,
  memberId: string,
  fact: Fact,
  ways: NotificationWays,
): Promise<{ isRaised: boolean } | null> {
  const [row] = await sql(PUT, [
    newId(),
    tenantId,
    memberId,
    fact.type,
    fact.conversationId,
    fact.messageId,
    fact.seq,
    fact.eventId,
    ways.inApp,
    ways.email,
    fact.byMemberId,
  ]);
  return row ? { isRaised: row.is_raised } : null;
}
