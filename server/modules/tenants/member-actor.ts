import type { MemberActor } from "../../core/ctx";
import { effectivePermissions, roleLevel } from "../../core/permissions";
import { type Sql, statement } from "../../infra/db";

/** The columns that make a member's powers. */
export type MemberRow = {
  member_id: string;
  user_id: string;
  user_name: string;
  role: string;
  granted: string[];
  revoked: string[];
  is_primary_owner: boolean;
  agents_see_queue: boolean;
  inbox_ids: string[];
};

/** MemberRow for a query in which u is "user", m is member and t is tenant. */
export const MEMBER_COLUMNS = `m.id as member_id, u.id as user_id, u.name as user_name,
  m.role, m.granted, m.revoked, m.is_primary_owner, t.agents_see_queue,
  array(select i.inbox_id::text from inbox_member i where i.tenant_id = m.tenant_id and i.member_id = m.id) as inbox_ids`;

const MEMBER_BY_ID = statement<MemberRow>(
  "member_by_id",
  `select ${MEMBER_COLUMNS}
     from member m join tenant t on t.id = m.tenant_id join "user" u on u.id = m.user_id
    where m.tenant_id = $1::uuid and m.id = $2::uuid and m.deactivated_at is null`,
);

export function toMemberActor(row: MemberRow, sessionId: string): MemberActor {
  const permissions = effectivePermissions({
    role: row.role,
    granted: row.granted,
    revoked: row.revoked,
    isPrimaryOwner: row.is_primary_owner,
  });
  return {
    kind: "member",
    memberId: row.member_id,
    userId: row.user_id,
    sessionId,
    name: row.user_name,
    role: row.role,
    level: roleLevel(row.role),
    isPrimaryOwner: row.is_primary_owner,
    permissions,
    inboxIds: row.inbox_ids,
    seesQueue: row.agents_see_queue && permissions.has("conversation_view_assigned"),
  };
}

/**
 * A member as an actor, without a session: to ask what somebody else may see, or to do what they say by another way than
 * ours. Null when the member is not of this tenant or has been deactivated.
 */
export async function loadMemberById(
  sql: Sql,
  tenantId: string,
  memberId: string,
): Promise<MemberActor | null> {
  const [row] = await sql(MEMBER_BY_ID, [tenantId, memberId]);
  return row ? toMemberActor(row, "") : null;
}
