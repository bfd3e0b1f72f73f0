import type { MemberActor } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { mintTenantId, type TenantId } from "../../core/ids";
import type { SystemRole } from "../../core/permissions";
import { type Db, type Sql, statement, type Tx } from "../../infra/db";
import { hashToken } from "../accounts/tokens";
import { audit } from "../audit/audit";
import { addMember } from "./create";
import { loadMemberById } from "./member-actor";
import { refuseUnlessAssignable } from "./rules";
import { type InvitationPreview, RoleKey } from "./schema";
import { joinTeams } from "./teams";

type OpenInvitation = {
  id: string;
  tenant_id: string;
  tenant_name: string;
  tenant_slug: string;
  email: string;
  role: string;
  team_ids: string[] | null;
  invited_by_id: string;
  inviter_name: string;
  has_account: boolean;
};

const OPEN_INVITATION = `select i.id, i.tenant_id, t.name as tenant_name, t.slug as tenant_slug, i.email, i.role, i.team_ids,
       i.invited_by_id, u.name as inviter_name,
       exists (select 1 from "user" a where a.email = i.email) as has_account
  from invitation i
  join tenant t on t.id = i.tenant_id
  join member m on m.tenant_id = i.tenant_id and m.id = i.invited_by_id
  join "user" u on u.id = m.user_id
 where i.token_hash = $1 and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()`;
const FIND_INVITATION = statement<OpenInvitation>("invitation_find", OPEN_INVITATION);
const LOCK_INVITATION = statement<OpenInvitation>("invitation_lock", `${OPEN_INVITATION} for update of i`);

const gone = () =>
  new AppError(
    "not_found",
    "This invitation has been used, taken back or is older than 7 days. Ask for a new one.",
  );

/** What an invitation's link opens. Throws AppError("not_found") when it no longer does. */
export async function getInvitation(
  db: Db,
  token: string,
): Promise<InvitationPreview & { tenantSlug: string }> {
  const found = await openInvitation(db.sql, FIND_INVITATION, token);
  return {
    tenantName: found.tenant_name,
    tenantSlug: found.tenant_slug,
    inviterName: found.inviter_name,
    email: found.email,
    role: found.role,
    hasAccount: found.has_account,
  };
}

export type Joined = { tenantId: TenantId; slug: string; memberId: string };

/**
 * Makes the user a member by an invitation, which works once. It is worth what its inviter may still give: someone who
 * has left or lost the right invites nobody, and puts nobody into teams they may not manage any more. Throws AppError: "not_found", "forbidden" for somebody else's e-mail, "conflict"
 * for a member.
 */
export async function joinByInvitation(
  tx: Tx,
  token: string,
  user: { id: string; email: string; traceId: string; ip: string },
): Promise<Joined> {
  const found = await openInvitation(tx.sql, LOCK_INVITATION, token);
  if (found.email !== user.email) {
    throw new AppError(
      "forbidden",
      `This invitation is for ${found.email}. Sign in with that e-mail to accept it.`,
    );
  }
  const tenantId = mintTenantId(found.tenant_id);
  const ctx = { tenantId, traceId: user.traceId, ip: user.ip };
  await tx.prisma.invitation.updateMany({
    where: { tenantId, id: found.id },
    data: { acceptedAt: new Date() },
  });
  const memberId = await addMember(tx, ctx, { userId: user.id, role: found.role });
  const invitedInto = found.inviter.permissions.has("team_manage") ? (found.team_ids ?? []) : [];
  const teamIds = await joinTeams(tx, ctx, memberId, invitedInto);
  const actor = await loadMemberById(tx.sql, tenantId, memberId);
  if (!actor) throw gone();
  await audit(
    tx,
    { ...ctx, actor },
    {
      action: "invitation.accept",
      target: { kind: "invitation", id: found.id },
      after: { memberId, role: found.role, teamIds, invitedById: found.invited_by_id },
    },
  );
  return { tenantId, slug: found.tenant_slug, memberId };
}

async function openInvitation(
  sql: Sql,
  query: typeof FIND_INVITATION,
  token: string,
): Promise<OpenInvitation & { role: SystemRole; inviter: MemberActor }> {
  const [found] = await sql(query, [hashToken(token)]);
  if (!found) throw gone();
  const role = RoleKey.parse(found.role);
  const inviter = await loadMemberById(sql, found.tenant_id, found.invited_by_id);
  if (!inviter?.permissions.has("team_invite")) throw gone();
  try {
    refuseUnlessAssignable(inviter, role);
  } catch {
    throw gone();
  }
  return { ...found, role, inviter };
}
