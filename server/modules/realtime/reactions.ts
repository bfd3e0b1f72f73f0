import type { TenantId } from "../../core/ids";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { isWithin } from "../conversations/rules";
import { SUMMARY_COLUMNS, type SummaryRow } from "../conversations/summary";
import { visibilityOf } from "../conversations/visibility";
import { loadMemberById } from "../tenants/member-actor";
import type { LiveAvailability } from "../tenants/schema";
import { rooms } from "./rooms";

// The commands close rooms themselves right after their commit. These do it again for the process that died in between,
// and for a hub that was out of reach: whoever keeps their access only reconnects.

/** A role, an override or an inbox was taken: every socket of the member comes back with what it may still hear. */
export async function closeRoomsOfMember(memberId: string): Promise<void> {
  await runtime().realtime.terminateUser(memberId);
}

/** A session ended: the sockets it signed in close with it, and those of the person's other sessions come back. */
export async function closeRoomsOfUser(tenantId: TenantId, userId: string): Promise<void> {
  const { db, realtime } = runtime();
  const member = await db.prisma.member.findFirst({ where: { tenantId, userId }, select: { id: true } });
  if (member) await realtime.terminateUser(member.id);
}

/** Somebody came, went, or says something else of being there. */
export async function announceAvailability(tenantId: TenantId, told: LiveAvailability): Promise<void> {
  const data: LiveAvailability = { memberId: told.memberId, availability: told.availability };
  runtime().realtime.publish([{ rooms: [rooms.team(tenantId)], event: "availability", data }]);
}

const CONVERSATION = statement<SummaryRow>(
  "realtime_conversation",
  `select ${SUMMARY_COLUMNS} from conversation c join contact k on k.id = c.contact_id
   where c.tenant_id = $1::uuid and c.id = $2::uuid`,
);

/** A conversation was passed on: who had it may still sit in its thread room. */
export async function closeThreadOfPrevious(
  tenantId: TenantId,
  event: { conversationId: string; previousAssigneeId: string | null },
): Promise<void> {
  if (!event.previousAssigneeId) return;
  const { db } = runtime();
  const [row] = await db.sql(CONVERSATION, [tenantId, event.conversationId]);
  if (row) await closeUnlessVisible(tenantId, event.previousAssigneeId, row);
}

/** Leaves those alone who may see the conversation all the same. */
export async function closeUnlessVisible(tenantId: string, memberId: string, row: SummaryRow): Promise<void> {
  const { db, realtime } = runtime();
  const member = await loadMemberById(db.sql, tenantId, memberId);
  if (member && isWithin(visibilityOf(member), row, member)) return;
  await realtime.terminateUser(memberId);
}
