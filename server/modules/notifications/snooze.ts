import { z } from "zod";
import type { TenantCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import { statement } from "../../infra/db";
import { handler, type OwedEntry } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { loadMemberById } from "../tenants/member-actor";
import { tellMember } from "./tell";

export const WAKE_KIND = "notifications.wake";

export function owedWaking(ctx: TenantCtx, memberId: string, key: string, until: Date): OwedEntry {
  return {
    tenantId: ctx.tenantId,
    kind: WAKE_KIND,
    idempotencyKey: `${WAKE_KIND}:${key}`,
    payload: { memberId },
    runAt: until,
    traceId: ctx.traceId,
  };
}

const DUE = statement<{ id: string }>(
  "notifications_due",
  `select id from notification where tenant_id = $1::uuid and member_id = $2::uuid and read_at is null
     and snoozed_until <= now()`,
);
const WAKE = statement<{ conversation_id: string }>(
  "notification_wake",
  `update notification set id = $4::uuid, snoozed_until = null, created_at = now(), raised_at = now()
   where tenant_id = $1::uuid and member_id = $2::uuid and id = $3::uuid and snoozed_until <= now() returning conversation_id`,
);

/** What was put aside stands in front again, unread, and may make itself heard. */
export const wakeHandler = handler({
  payload: z.object({ memberId: z.uuid() }),
  async run(ctx, { memberId }) {
    const { sql } = runtime().db;
    const member = await loadMemberById(sql, ctx.tenantId, memberId);
    if (!member) return;
    for (const { id } of await sql(DUE, [ctx.tenantId, memberId])) {
      const [woken] = await sql(WAKE, [ctx.tenantId, memberId, id, newId()]);
      if (!woken) continue;
      const put = { conversationId: woken.conversation_id, isRaised: true, sound: true };
      await tellMember(ctx.tenantId, member, put);
    }
  },
});
