import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { publish } from "../tenants/publish";
import { closeSockets } from "../tenants/sessions";
import type { SetInboxMembers, SetMemberInboxes } from "./schema";

type Put = { found: number; changed: string[] };
const PUT_MEMBERS = statement<Put>(
  "inbox_put_members",
  `with held as materialized (select id from inbox where tenant_id = $1::uuid and id = $2::uuid for update),
   wanted as (select m.id from member m, held where m.tenant_id = $1::uuid and m.id = any($3::uuid[]) and m.deactivated_at is null),
   gone as (
     delete from inbox_member im using held where im.inbox_id = held.id and im.member_id <> all($3::uuid[])
       and exists (select 1 from member m where m.id = im.member_id and m.deactivated_at is null) returning im.member_id),
   come as (
     insert into inbox_member (tenant_id, inbox_id, member_id) select $1::uuid, $2::uuid, id from wanted on conflict do nothing returning member_id)
   select (select count(*) from wanted)::int as found,
     array(select member_id::text from gone union all select member_id::text from come) as changed from held`,
);
const PUT_INBOXES = statement<Put>(
  "member_put_inboxes",
  `with held as materialized (select id from member where tenant_id = $1::uuid and id = $2::uuid and deactivated_at is null for update),
   wanted as (select i.id from inbox i, held where i.tenant_id = $1::uuid and i.id = any($3::uuid[])),
   gone as (
     delete from inbox_member im using held where im.tenant_id = $1::uuid and im.member_id = held.id and im.inbox_id <> all($3::uuid[])
       returning im.inbox_id),
   come as (
     insert into inbox_member (tenant_id, inbox_id, member_id) select $1::uuid, id, $2::uuid from wanted on conflict do nothing returning inbox_id)
   select (select count(*) from wanted)::int as found,
     array(select inbox_id::text from gone union all select inbox_id::text from come) as changed from held`,
);

/** Who works in an inbox, which is what an agent sees. Throws AppError("not_found"). */
export async function setInboxMembers(ctx: MemberCtx, input: SetInboxMembers): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    const wanted = [...new Set(input.memberIds)];
    const [put] = await tx.sql(PUT_MEMBERS, [ctx.tenantId, input.inboxId, wanted]);
    if (!put) throw new AppError("not_found", "There is no such inbox.");
    if (put.found < wanted.length)
      throw new AppError("not_found", "One of them is not a member here any more.");
    if (put.changed.length === 0) return;
    for (const memberId of put.changed) await publish(tx, ctx, { type: "member.access_changed", memberId });
    await publish(tx, ctx, { type: "inbox.updated", inboxId: input.inboxId });
    const target = { kind: "inbox", id: input.inboxId };
    await audit(tx, ctx, { action: "inbox.set_members", target, after: { memberIds: wanted } });
    tx.afterCommit(() => closeSockets(put.changed));
  });
}

/** In which inboxes a member works. Throws AppError("not_found"). */
export async function setMemberInboxes(ctx: MemberCtx, input: SetMemberInboxes): Promise<void> {
  const { memberId } = input;
  await runtime().db.transaction(async (tx) => {
    const wanted = [...new Set(input.inboxIds)];
    const [put] = await tx.sql(PUT_INBOXES, [ctx.tenantId, memberId, wanted]);
    if (!put) throw new AppError("not_found", "There is no such member.");
    if (put.found < wanted.length)
      throw new AppError("not_found", "One of these inboxes is not here any more.");
    if (put.changed.length === 0) return;
    await publish(tx, ctx, { type: "member.access_changed", memberId });
    const target = { kind: "member", id: memberId };
    await audit(tx, ctx, { action: "member.set_inboxes", target, after: { inboxIds: wanted } });
    tx.afterCommit(() => closeSockets([memberId]));
  });
}
