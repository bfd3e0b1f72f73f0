import type { MemberActor } from "../../core/ctx";
import type { TenantId } from "../../core/ids";
import { runtime } from "../../infra/runtime";
import { loadMemberById } from "../tenants/member-actor";
import { tellNotification } from "./live";
import { countUnread, findUnread } from "./queries";

/**
 * To the member's devices: there is something new, or it came on top of something unread. What has come on top of it since is
 * told with it, and that it may make itself heard is not lost by it.
 */
export async function tellMember(
  tenantId: TenantId,
  member: MemberActor,
  put: { conversationId: string; isRaised: boolean; sound: boolean },
): Promise<void> {
  const { sql } = runtime().db;
  const notification = await findUnread(sql, tenantId, member, put.conversationId);
  if (!notification) return;
  const isAside = notification.snoozedUntil !== null && Date.parse(notification.snoozedUntil) > Date.now();
  tellNotification({
    tenantId,
    memberId: member.memberId,
    unread: await countUnread(sql, tenantId, member),
    notification: isAside ? null : notification,
    isRaised: put.isRaised && !isAside,
    sound: put.sound,
  });
}

/** To the member's devices: fewer are unread now. */
export async function tellRead(tenantId: TenantId, memberId: string): Promise<void> {
  const { sql } = runtime().db;
  const member = await loadMemberById(sql, tenantId, memberId);
  if (!member) return;
  const unread = await countUnread(sql, tenantId, member);
  tellNotification({ tenantId, memberId, unread, notification: null, isRaised: false, sound: false });
}
