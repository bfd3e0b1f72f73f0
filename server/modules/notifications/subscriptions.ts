import type { MemberCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import type { SubscribePush, UnsubscribePush } from "./schema";

/** So many browsers of one member; the oldest makes room. */
const MAX_DEVICES = 20;

const PUT = statement<never>(
  "push_subscribe",
  `insert into push_subscription (id, tenant_id, member_id, endpoint, p256dh, auth)
   values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6)
   on conflict (member_id, endpoint) do update set p256dh = excluded.p256dh, auth = excluded.auth`,
);
const TRIM = statement<never>(
  "push_trim",
  `delete from push_subscription where tenant_id = $1::uuid and member_id = $2::uuid and id not in (
     select id from push_subscription where tenant_id = $1::uuid and member_id = $2::uuid order by id desc limit ${MAX_DEVICES})`,
);
const REMOVE = statement<never>(
  "push_unsubscribe",
  "delete from push_subscription where tenant_id = $1::uuid and member_id = $2::uuid and endpoint = $3",
);

/** This browser takes pushes for the member from now on. */
export async function subscribePush(ctx: MemberCtx, input: SubscribePush): Promise<void> {
  const { sql } = runtime().db;
  const { memberId } = ctx.actor;
  await sql(PUT, [newId(), ctx.tenantId, memberId, input.endpoint, input.p256dh, input.auth]);
  await sql(TRIM, [ctx.tenantId, memberId]);
}

/** This browser takes none any more; saying so twice changes nothing. */
export async function unsubscribePush(ctx: MemberCtx, input: UnsubscribePush): Promise<void> {
  await runtime().db.sql(REMOVE, [ctx.tenantId, ctx.actor.memberId, input.endpoint]);
}
