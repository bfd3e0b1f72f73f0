import { runtime } from "../../infra/runtime";
import type { ReferenceChange } from "../tenants/live";
import type { LiveReference } from "../tenants/schema";
import { rooms } from "./rooms";

/** Which list of names has changed, not how: whoever shows it asks for what it may see of it. */
export function announceReference({ tenantId, memberId, what }: ReferenceChange): void {
  const room = memberId ? rooms.member(tenantId, memberId) : rooms.team(tenantId);
  const data: LiveReference = { what };
  runtime().realtime.publish([{ rooms: [room], event: "reference", data }]);
}
