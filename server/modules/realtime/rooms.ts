import { can, type MemberActor } from "../../core/ctx";
import { visibilityOf } from "../conversations/visibility";

/**
 * The rooms, one for each way the visibility predicate lets somebody see a conversation. Only this file builds their
 * names. Tenant rooms ask the hub for a signed-in socket, so that a member's can be closed at once.
 */
export const rooms = {
  all: (tenantId: string) => `private-t.${tenantId}.all`,
  queue: (tenantId: string, inboxId: string) => `private-t.${tenantId}.queue.${inboxId}`,
  assigned: (tenantId: string, memberId: string) => `private-t.${tenantId}.assigned.${memberId}`,
  participating: (tenantId: string, memberId: string) => `private-t.${tenantId}.participating.${memberId}`,
  /** What concerns everybody of the business: who is there. */
  team: (tenantId: string) => `private-t.${tenantId}.team`,
  /** A member's own reading and notices; nobody else's. */
  member: (tenantId: string, memberId: string) => `private-t.${tenantId}.member.${memberId}`,
  /** Who is looking at a thread and who types in it. */
  thread: (tenantId: string, conversationId: string) => `presence-t.${tenantId}.thread.${conversationId}`,
  /** That contacts have changed, for whoever may see them; which, not what. */
  contacts: (tenantId: string) => `private-t.${tenantId}.contacts`,
  visitor: (identityId: string) => `private-v.${identityId}`,
};

/** The hub lets only signed-in sockets into these. */
export function isTenantRoom(channel: string): boolean {
  return /^(private|presence)-t\./.test(channel);
}

/** The rooms of everybody who may see a conversation, from its row alone. */
export function roomsOf(row: {
  tenant_id: string;
  inbox_id: string;
  assignee_id: string | null;
  participant_ids: readonly string[];
}): string[] {
  return [
    rooms.all(row.tenant_id),
    row.assignee_id === null
      ? rooms.queue(row.tenant_id, row.inbox_id)
      : rooms.assigned(row.tenant_id, row.assignee_id),
    ...row.participant_ids.map((memberId) => rooms.participating(row.tenant_id, memberId)),
  ];
}

/** The rooms a member may enter, beside the threads it may see. */
export function roomsFor(tenantId: string, actor: MemberActor): string[] {
  const v = visibilityOf(actor);
  const own = [
    rooms.member(tenantId, actor.memberId),
    rooms.team(tenantId),
    ...(can(actor, "contact_view") ? [rooms.contacts(tenantId)] : []),
  ];
  if (v.all) return [...own, rooms.all(tenantId)];
  return [
    ...own,
    ...(v.assigned ? [rooms.assigned(tenantId, actor.memberId)] : []),
    ...(v.queue ? actor.inboxIds.map((inboxId) => rooms.queue(tenantId, inboxId)) : []),
    ...(v.participating ? [rooms.participating(tenantId, actor.memberId)] : []),
  ];
}

/** The conversation a thread room belongs to, or null for any other channel name or tenant. */
export function threadOf(tenantId: string, channel: string): string | null {
  const prefix = rooms.thread(tenantId, "");
  return channel.startsWith(prefix) ? channel.slice(prefix.length) : null;
}
