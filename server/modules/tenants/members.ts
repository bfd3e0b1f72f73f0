import type { MemberActor, MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { effectivePermissions, isSystemRole, type Permission, roleLevel } from "../../core/permissions";
import { statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { pictureLink } from "../accounts/pictures";
import { audit } from "../audit/audit";
import { AVAILABILITY } from "./availability";
import { loadMemberById } from "./member-actor";
import { publish } from "./publish";
import { refuseUnlessAssignable, refuseUnlessHeld, refuseUnlessManageable, type Subject } from "./rules";
import {
  type MemberDto,
  type MemberId,
  type MemberPlaces,
  RoleKey,
  type SetCapacity,
  type SetRole,
} from "./schema";
import { closeSockets } from "./sessions";

// In the order of their ids: two members who act on each other at once wait, and do not block each other.
const LOCK_MEMBERS = statement<{ id: string }>(
  "member_lock_pair",
  `select id from member where tenant_id = $1::uuid and id = any(array[$2::uuid, $3::uuid]) order by id for update`,
);

/** `permissions` are what the member holds while active. */
type LockedMember = Subject & { isActive: boolean; permissions: ReadonlySet<Permission> };

const MEMBERS = statement<
  Omit<MemberDto, "role" | "pictureUrl"> & { role: string; pictureKey: string | null }
>(
  "members_list",
  `select m.id, u.name, u.email, m.role, m.deactivated_at is null as "isActive", m.is_primary_owner as "isPrimaryOwner",
            u.picture_key as "pictureKey", ${AVAILABILITY} as availability
     from member m join "user" u on u.id = m.user_id
    where m.tenant_id = $1::uuid order by u.name, m.id limit 1000`,
);

/** Everybody of the tenant, also who has left, by name. */
export async function listMembers(ctx: MemberCtx): Promise<MemberDto[]> {
  const rows = await runtime().db.sql(MEMBERS, [ctx.tenantId]);
  return rows.map(({ pictureKey, ...row }) => ({
    ...row,
    role: RoleKey.parse(row.role),
    pictureUrl: pictureLink(pictureKey),
  }));
}

/** Gives a member another role. Throws AppError: "forbidden" by the rules of rules.ts, "not_found", "conflict". */
export async function setRole(ctx: MemberCtx, input: SetRole): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    const { actor, target } = await lockPair(tx, ctx, input.memberId);
    refuseUnlessManageable(actor, target);
    refuseUnlessAssignable(actor, input.role);
    refuseUnlessActive(target);
    if (target.role === input.role) return;
    await update(tx, ctx, target, { role: input.role });
    await recordAccess(tx, ctx, "member.set_role", target, { role: target.role }, { role: input.role });
  });
}

/** Ends a member's access to this tenant at once; what they wrote stays. Throws as setRole. */
export async function deactivateMember(ctx: MemberCtx, input: MemberId): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    const { actor, target } = await lockPair(tx, ctx, input.memberId);
    refuseUnlessManageable(actor, target);
    if (!target.isActive) return;
    await update(tx, ctx, target, { deactivatedAt: new Date() });
    await recordAccess(tx, ctx, "member.deactivate", target, { isActive: true }, { isActive: false });
  });
}

/** Takes a deactivation back. It gives a role and what was granted beside it, so the rules for giving hold. Throws as setRole. */
export async function reactivateMember(ctx: MemberCtx, input: MemberId): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    const { actor, target } = await lockPair(tx, ctx, input.memberId);
    refuseUnlessManageable(actor, target);
    if (target.isActive) return;
    if (isSystemRole(target.role)) refuseUnlessAssignable(actor, target.role);
    refuseUnlessHeld(actor, target.permissions);
    await update(tx, ctx, target, { deactivatedAt: null });
    await recordAccess(tx, ctx, "member.reactivate", target, { isActive: false }, { isActive: true });
  });
}

/** How many open conversations auto-assignment may give a member. Throws as setRole. */
export async function setCapacity(ctx: MemberCtx, { memberId, capacity }: SetCapacity): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    const where = { tenantId: ctx.tenantId, id: memberId };
    const before = await tx.prisma.member.findFirst({ where, select: { capacity: true } });
    if (!before) throw new AppError("not_found", "There is no such member.");
    await tx.prisma.member.updateMany({ where, data: { capacity } });
    const target = { kind: "member", id: memberId };
    await audit(tx, ctx, { action: "member.set_capacity", target, before, after: { capacity } });
    // More room may be work for them at once.
    await publish(tx, ctx, { type: "member.places_changed", memberId });
  });
}

const PLACES = statement<MemberPlaces>(
  "members_places",
  `select m.id, m.capacity,
     array(select tm.team_id::text from team_member tm where tm.tenant_id = m.tenant_id and tm.member_id = m.id) as "teamIds",
     array(select im.inbox_id::text from inbox_member im where im.tenant_id = m.tenant_id and im.member_id = m.id) as "inboxIds"
   from member m where m.tenant_id = $1::uuid and m.deactivated_at is null limit 1000`,
);

/** Where everybody works, and how much they take. */
export async function listPlaces(ctx: MemberCtx): Promise<MemberPlaces[]> {
  return runtime().db.sql(PLACES, [ctx.tenantId]);
}

/** Both members as they stand under the lock: what the actor could do when the request came may be gone. */
async function lockPair(
  tx: Tx,
  ctx: MemberCtx,
  targetId: string,
): Promise<{ actor: MemberActor; target: LockedMember }> {
  await tx.sql(LOCK_MEMBERS, [ctx.tenantId, ctx.actor.memberId, targetId]);
  const actor = await loadMemberById(tx.sql, ctx.tenantId, ctx.actor.memberId);
  if (!actor) throw new AppError("forbidden", "Your own access to this business has ended.");
  const row = await tx.prisma.member.findFirst({ where: { tenantId: ctx.tenantId, id: targetId } });
  if (!row) throw new AppError("not_found", "There is no such member.");
  const target = {
    memberId: row.id,
    role: row.role,
    level: roleLevel(row.role),
    isPrimaryOwner: row.isPrimaryOwner,
    isActive: row.deactivatedAt === null,
    permissions: effectivePermissions(row),
  };
  return { actor, target };
}

function refuseUnlessActive(target: LockedMember): void {
  if (!target.isActive) throw new AppError("conflict", "This member has left. Invite them again first.");
}

async function update(
  tx: Tx,
  ctx: MemberCtx,
  target: Subject,
  data: { role?: string; deactivatedAt?: Date | null },
): Promise<void> {
  await tx.prisma.member.updateMany({ where: { tenantId: ctx.tenantId, id: target.memberId }, data });
}

async function recordAccess(
  tx: Tx,
  ctx: MemberCtx,
  action: string,
  target: Subject,
  before: { role?: string; isActive?: boolean },
  after: { role?: string; isActive?: boolean },
): Promise<void> {
  const { memberId } = target;
  await publish(tx, ctx, { type: "member.access_changed", memberId });
  await audit(tx, ctx, { action, target: { kind: "member", id: memberId }, before, after });
  tx.afterCommit(() => closeSockets([memberId]));
}
