import type { Availability } from "../../core/availability";
import type { MemberCtx } from "../../core/ctx";
import { mintTenantId, newId, type TenantId } from "../../core/ids";
import { type Db, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { publish } from "./publish";
import type { SetAvailability } from "./schema";

/** Written at most once a minute, and two of them may get lost. A device that says goodbye is noticed after 20 s (peers.md §1). */
const HEARD_WITHIN = "interval '150 seconds'";
const TOUCH_EVERY_MS = 60_000;

/** What others see of a member m: what they chose, or offline while none of their devices is connected. */
export const AVAILABILITY = `case when m.is_auto_offline and coalesce(m.last_active_at < now() - ${HEARD_WITHIN}, true)
  then 'offline' else m.availability end`;

/** Whether work may be given to a member m. */
export const IS_ONLINE = `(${AVAILABILITY}) = 'online'`;

const CHOOSE = statement<{ availability: Availability; shown: Availability; is_auto_offline: boolean }>(
  "member_choose_availability",
  `with chosen as (
     update member set availability = coalesce($3::text, availability), is_auto_offline = coalesce($4::bool, is_auto_offline),
       last_active_at = now(), updated_at = now()
     where tenant_id = $1::uuid and id = $2::uuid returning *
   ) select m.availability, m.is_auto_offline, ${AVAILABILITY} as shown from chosen m`,
);

/** What a member says of being there, on all their devices and for everybody. */
export async function setAvailability(
  ctx: MemberCtx,
  input: SetAvailability,
): Promise<{ availability: Availability; isAutoOffline: boolean }> {
  const { memberId } = ctx.actor;
  return runtime().db.transaction(async (tx) => {
    const values = [ctx.tenantId, memberId, input.availability ?? null, input.isAutoOffline ?? null];
    const [row] = await tx.sql(CHOOSE, values);
    await publish(tx, ctx, { type: "member.availability_changed", memberId, availability: row!.shown });
    return { availability: row!.availability, isAutoOffline: row!.is_auto_offline };
  });
}

const TOUCH = statement<{ came: boolean }>(
  "member_touch",
  `with m as materialized (
     select id, tenant_id, availability, is_auto_offline and coalesce(last_active_at < now() - ${HEARD_WITHIN}, true) as came
     from member where tenant_id = $1::uuid and id = $2::uuid and coalesce(last_active_at < now() - interval '1 minute', true)
     for update
   ), put as (
     update member set last_active_at = now() from m where member.id = m.id
   ), told as (
     insert into event (tenant_id, id, type, data, trace_id)
     select tenant_id, $3::uuid, 'member.availability_changed',
       jsonb_build_object('memberId', id, 'availability', availability), $4::text from m where came
   ) select came from m`,
);

const touched = new Map<string, number>();

/**
 * Notes that a device of the member is connected, at most once a minute, without keeping the request waiting. `isBack`: it
 * has just come, and another process may have noted that it went.
 */
export function noteActive(ctx: MemberCtx, { isBack = false } = {}): void {
  const { memberId } = ctx.actor;
  const now = Date.now();
  if (!isBack && now - (touched.get(memberId) ?? 0) < TOUCH_EVERY_MS) return;
  touched.set(memberId, now);
  const { db, log } = runtime();
  db.sql(TOUCH, [ctx.tenantId, memberId, newId(), ctx.traceId]).catch((error) => {
    touched.delete(memberId);
    log.warn({ err: error }, "that a member is here could not be stored");
  });
}

const GONE = statement<{ id: string }>(
  "member_gone",
  `with gone as (
     update member m set last_active_at = now() - ${HEARD_WITHIN} - interval '1 second'
     where m.id = $1::uuid and m.last_active_at > now() - ${HEARD_WITHIN} returning m.*
   ), told as (
     insert into event (tenant_id, id, type, data, trace_id)
     select m.tenant_id, $2::uuid, 'member.availability_changed',
       jsonb_build_object('memberId', m.id, 'availability', ${AVAILABILITY}), $2::text from gone m where m.is_auto_offline
   ) select id from gone`,
);

/** The last device of a member has been away for so long that it will not be back at once. Says nothing the second time. */
export async function noteGone(db: Db, memberId: string): Promise<void> {
  touched.delete(memberId);
  await db.sql(GONE, [memberId, newId()]);
}

const SHOWN = statement<{ id: string; availability: Availability }>(
  "members_availability",
  `select m.id, ${AVAILABILITY} as availability from member m where m.tenant_id = $1::uuid and m.deactivated_at is null`,
);

/** What everybody shows just now. */
export async function listAvailabilities(ctx: {
  tenantId: TenantId;
}): Promise<{ id: string; availability: Availability }[]> {
  return runtime().db.sql(SHOWN, [ctx.tenantId]);
}

const FADED = statement<{ tenant_id: string; id: string }>(
  "members_faded",
  `select tenant_id, id from member where is_auto_offline and availability <> 'offline' and deactivated_at is null
   and last_active_at between now() - ${HEARD_WITHIN} - interval '130 seconds' and now() - ${HEARD_WITHIN}`,
);

/** Tells of those whose devices stopped without a goodbye, where nobody watches the sockets. Telling twice does no harm. */
export async function tellFaded(db: Db): Promise<void> {
  for (const { tenant_id, id } of await db.sql(FADED, [])) {
    const ctx = { tenantId: mintTenantId(tenant_id), traceId: newId() };
    await db.transaction((tx) =>
      publish(tx, ctx, { type: "member.availability_changed", memberId: id, availability: "offline" }),
    );
  }
}
