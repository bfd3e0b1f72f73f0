import { runtime } from "../../infra/runtime";
import type { NotificationChange } from "../notifications/live";
import type { LiveNotification } from "../notifications/schema";
import { rooms } from "./rooms";

/** To the member's own room and nobody else's. */
export function announceNotification({ tenantId, memberId, ...data }: NotificationChange): void {
  runtime().realtime.publish([
    {
      rooms: [rooms.member(tenantId, memberId)],
      event: "notification",
      data: data satisfies LiveNotification,
    },
  ]);
}
