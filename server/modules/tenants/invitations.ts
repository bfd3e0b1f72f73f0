import { can, type MemberActor, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import type { SYSTEM_ROLES } from "../../core/permissions";
import { statement, type Tx } from "../../infra/db";
import { enqueueMail } from "../../infra/mail/job";
import { runtime } from "../../infra/runtime";
import { hashToken, newToken } from "../accounts/tokens";
import { audit } from "../audit/audit";
import { refuseUnlessAssignable } from "./rules";
import { type InvitationDto, type InvitationId, type Invite, RoleKey } from "./schema";
import { refuseUnlessTeam } from "./teams";

const INVITATION_DAYS = 7;
const DAY = 86_400_000;

// Two people who invite the same address at once: the second sees what the first has done.
const LOCK_TENANT = statement<{ name: string }>(
  "tenant_lock",
  "select name from tenant where id = $1::uuid for no key update",
);

/** The invitations that still wait for an answer, also those that are too old to be accepted, newest first. */
export async function listInvitations(ctx: MemberCtx): Promise<InvitationDto[]> {
  const rows = await runtime().db.prisma.invitation.findMany({
    where: { tenantId: ctx.tenantId, acceptedAt: null, revokedAt: null },
    include: { invitedBy: { select: { user: { select: { name: true } } } } },
    orderBy: { createdAt: "desc" },
    take: 500,
  });
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: RoleKey.parse(row.role),
    teamIds: row.teamIds,
    invitedBy: row.invitedBy.user.name,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    isExpired: row.expiresAt.getTime() <= Date.now(),
  }));
}

/**
 * Invites an e-mail into the tenant with a role the inviter may give; the link works for 7 days. Throws AppError:
 * "forbidden" by the rules for giving a role or without team_manage for teams, "not_found" for a team, "conflict" when they are a member or invited already, "too_many_requests".
 */
export async function invite(ctx: MemberCtx, input: Invite): Promise<{ invitationId: string }> {
  refuseUnlessAssignable(ctx.actor, input.role);
  const teamIds = [...new Set(input.teamIds ?? [])];
  if (teamIds.length > 0 && !can(ctx.actor, "team_manage")) {
    throw new AppError("forbidden", "You may invite people but not put them into teams.", {
      permission: "team_manage",
    });
  }
  const { db, limiter } = runtime();
  await limiter.enforce("invite.tenant", ctx.tenantId);
  return db.transaction(async (tx) => {
    const tenantName = await lockTenant(tx, ctx);
    await refuseKnown(tx, ctx, input.email);
    for (const teamId of teamIds) await refuseUnlessTeam(tx.sql, ctx.tenantId, teamId);
    const { token, tokenHash } = newToken();
    const invitationId = newId();
    await tx.prisma.invitation.create({
      data: {
        id: invitationId,
        tenantId: ctx.tenantId,
        email: input.email,
        role: input.role,
        teamIds,
        tokenHash,
        invitedById: ctx.actor.memberId,
        expiresAt: inSevenDays(),
      },
    });
    await send(tx, ctx, { ...input, token, tenantName });
    await audit(tx, ctx, {
      action: "invitation.create",
      target: { kind: "invitation", id: invitationId },
      after: { email: input.email, role: input.role, teamIds },
    });
    return { invitationId };
  });
}

/** Sends a new link, good for another 7 days and in the name of whoever asks; the earlier one stops working. */
export async function resendInvitation(ctx: MemberCtx, input: InvitationId): Promise<void> {
  const { db, limiter } = runtime();
  await limiter.enforce("invite.tenant", ctx.tenantId);
  await db.transaction(async (tx) => {
    const tenantName = await lockTenant(tx, ctx);
    const open = await getOpen(tx, ctx, input.invitationId);
    const role = RoleKey.parse(open.role);
    refuseUnlessAssignable(ctx.actor, role);
    const { token, tokenHash } = newToken();
    await tx.prisma.invitation.updateMany({
      where: { tenantId: ctx.tenantId, id: open.id },
      data: { tokenHash, expiresAt: inSevenDays(), invitedById: ctx.actor.memberId },
    });
    await send(tx, ctx, { email: open.email, role, token, tenantName });
    await audit(tx, ctx, { action: "invitation.resend", target: { kind: "invitation", id: open.id } });
  });
}

/** Takes an invitation back; its link stops working. Throws AppError("not_found") once it has been answered. */
export async function revokeInvitation(ctx: MemberCtx, input: InvitationId): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    await lockTenant(tx, ctx);
    const open = await getOpen(tx, ctx, input.invitationId);
    await tx.prisma.invitation.updateMany({
      where: { tenantId: ctx.tenantId, id: open.id },
      data: { revokedAt: new Date() },
    });
    await audit(tx, ctx, {
      action: "invitation.revoke",
      target: { kind: "invitation", id: open.id },
      before: { email: open.email, role: open.role },
    });
  });
}

async function lockTenant(tx: Tx, ctx: MemberCtx): Promise<string> {
  const [tenant] = await tx.sql(LOCK_TENANT, [ctx.tenantId]);
  if (!tenant) throw new AppError("not_found", "There is no such business.");
  return tenant.name;
}

async function getOpen(tx: Tx, ctx: MemberCtx, id: string) {
  const open = await tx.prisma.invitation.findFirst({
    where: { tenantId: ctx.tenantId, id, acceptedAt: null, revokedAt: null },
  });
  if (!open) throw new AppError("not_found", "This invitation has been accepted or taken back.");
  return open;
}

async function refuseKnown(tx: Tx, ctx: MemberCtx, email: string): Promise<void> {
  const member = await tx.prisma.member.findFirst({
    where: { tenantId: ctx.tenantId, deactivatedAt: null, user: { email } },
  });
  if (member) throw new AppError("conflict", "They are a member already.", { field: "email" });
  const open = await tx.prisma.invitation.findFirst({
    where: { tenantId: ctx.tenantId, email, acceptedAt: null, revokedAt: null },
  });
  if (open)
    throw new AppError("conflict", "They have an invitation already. Send it again below.", {
      field: "email",
    });
}

async function send(
  tx: Tx,
  ctx: MemberCtx & { actor: MemberActor },
  given: { email: string; role: keyof typeof SYSTEM_ROLES; token: string; tenantName: string },
): Promise<void> {
  await enqueueMail(tx.sql, {
    to: given.email,
    template: "invitation",
    data: {
      inviter: ctx.actor.name,
      tenant: given.tenantName,
      role: given.role.charAt(0).toUpperCase() + given.role.slice(1),
      link: `${runtime().appUrl}/invite/${given.token}`,
      days: INVITATION_DAYS,
    },
    tenantId: ctx.tenantId,
    idempotencyKey: `invite:${hashToken(given.token)}`,
    traceId: ctx.traceId,
  });
}

function inSevenDays(): Date {
  return new Date(Date.now() + INVITATION_DAYS * DAY);
}
