import type { MemberActor } from "../../core/ctx";
import { effectivePermissions, roleLevel } from "../../core/permissions";

/** The columns that make a member's powers; every statement that loads a member selects MEMBER_COLUMNS. */
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

/** For a query in which u is "user", m is member and t is tenant. */
export const MEMBER_COLUMNS = `m.id as member_id, u.id as user_id, u.name as user_name,
  m.role, m.granted, m.revoked, m.is_primary_owner, t.agents_see_queue,
  array(select i.inbox_id::text from inbox_member i where i.tenant_id = m.tenant_id and i.member_id = m.id) as inbox_ids`;

/** `sessionId` is empty where the member is looked up without being at work. */
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
