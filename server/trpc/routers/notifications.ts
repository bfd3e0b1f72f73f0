import { runtime } from "../../infra/runtime";
import {
  readAllNotifications,
  setNotificationRead,
  snoozeNotification,
} from "../../modules/notifications/commands";
import { countUnread, listNotifications, listUnreadElsewhere } from "../../modules/notifications/queries";
import {
  ListNotifications,
  SetNotificationRead,
  SnoozeNotification,
  SubscribePush,
  UnsubscribePush,
} from "../../modules/notifications/schema";
import { subscribePush, unsubscribePush } from "../../modules/notifications/subscriptions";
import { memberProcedure, router } from "../init";

/** One's own notifications: they need no permission; what they are about must be visible to the member. */
export const notifications = router({
  list: memberProcedure
    .input(ListNotifications)
    .query(({ ctx, input }) => listNotifications(runtime().db.sql, ctx, input)),
  unread: memberProcedure.query(async ({ ctx }) => ({
    unread: await countUnread(runtime().db.sql, ctx.tenantId, ctx.actor),
  })),
  /** The slugs of one's other businesses in which something is unread. */
  elsewhere: memberProcedure.query(({ ctx }) => listUnreadElsewhere(runtime().db.sql, ctx)),
  setRead: memberProcedure
    .input(SetNotificationRead)
    .mutation(({ ctx, input }) => setNotificationRead(ctx, input)),
  readAll: memberProcedure.mutation(({ ctx }) => readAllNotifications(ctx)),
  snooze: memberProcedure
    .input(SnoozeNotification)
    .mutation(({ ctx, input }) => snoozeNotification(ctx, input)),
  /** The key that a browser subscribes with. */
  pushKey: memberProcedure.query(() => ({ publicKey: runtime().secrets.vapid.publicKey })),
  subscribePush: memberProcedure.input(SubscribePush).mutation(({ ctx, input }) => subscribePush(ctx, input)),
  unsubscribePush: memberProcedure
    .input(UnsubscribePush)
    .mutation(({ ctx, input }) => unsubscribePush(ctx, input)),
});
