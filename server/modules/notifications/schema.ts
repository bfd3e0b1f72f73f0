import { z } from "zod";
import { cursorOf } from "../../core/paging";

/** Every kind of notification, the more important later: while one is unread, a more important one takes its place. */
export const NOTIFICATION_TYPES = [
  "conversation_creation",
  "participating_conversation_new_message",
  "assigned_conversation_new_message",
  "conversation_assignment",
  "conversation_mention",
] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

export const NOTIFICATION_WAYS = ["inApp", "email", "push", "sound"] as const;
export type NotificationWay = (typeof NOTIFICATION_WAYS)[number];
export type NotificationWays = Record<NotificationWay, boolean>;

const here = { inApp: true, email: false, push: true, sound: true };
const all = { inApp: true, email: true, push: true, sound: true };
const none = { inApp: false, email: false, push: false, sound: false };
/** Push reaches nobody who has not allowed it on a device. */
export const DEFAULT_WAYS: Record<NotificationType, NotificationWays> = {
  conversation_creation: none,
  participating_conversation_new_message: here,
  assigned_conversation_new_message: here,
  conversation_assignment: all,
  conversation_mention: all,
};

/** How a member is told of a type: what they have chosen, else the default. */
export function waysOf(
  chosen: Record<string, Partial<NotificationWays>>,
  type: NotificationType,
): NotificationWays {
  const own = chosen[type] ?? {};
  return {
    ...DEFAULT_WAYS[type],
    ...Object.fromEntries(Object.entries(own).filter(([, on]) => on !== undefined)),
  };
}

export const NOTIFICATIONS_PAGE = 30;
const Cursor = cursorOf(z.tuple([z.uuid()]));
export const ListNotifications = z.object({
  only: z.enum(["all", "unread"]).default("all"),
  cursor: Cursor.nullish(),
});
export type ListNotifications = z.infer<typeof ListNotifications>;

export const NotificationId = z.object({ notificationId: z.uuid() });
export type NotificationId = z.infer<typeof NotificationId>;
export const SetNotificationRead = NotificationId.extend({ isRead: z.boolean() });
export type SetNotificationRead = z.infer<typeof SetNotificationRead>;
export const SnoozeNotification = NotificationId.extend({ until: z.iso.datetime() });
export type SnoozeNotification = z.infer<typeof SnoozeNotification>;

/** A browser's subscription as it hands it out (RFC 8030, 8291): p256dh is 65 bytes, auth 16, in base64url. */
export const SubscribePush = z.object({
  endpoint: z.url({ protocol: /^https$/, error: "This browser gave no address for push." }).max(2000),
  p256dh: z.string().regex(/^[A-Za-z0-9_-]{80,90}=?$/, "This browser gave no key for push."),
  auth: z.string().regex(/^[A-Za-z0-9_-]{20,26}={0,2}$/, "This browser gave no key for push."),
});
export type SubscribePush = z.infer<typeof SubscribePush>;
export const UnsubscribePush = z.object({ endpoint: z.string().max(2000) });
export type UnsubscribePush = z.infer<typeof UnsubscribePush>;

/** Times are ISO 8601 in UTC. `count` is how many things it stands for. */
export type NotificationDto = {
  id: string;
  type: NotificationType;
  conversationId: string;
  messageId: string | null;
  /** Of the message, to show it. */
  seq: number | null;
  contactId: string;
  contactName: string;
  displayNumber: number;
  inboxId: string;
  /** Of the message, or of the conversation's last one. */
  preview: string;
  /** The member who wrote or assigned; null for the contact, a rule or a bot. */
  byName: string | null;
  count: number;
  createdAt: string;
  readAt: string | null;
  snoozedUntil: string | null;
};
export type NotificationPage = { items: NotificationDto[]; nextCursor: string | null; unread: number };

/** The realtime event "notification", to the member's own room. */
export type LiveNotification = {
  unread: number;
  /** What is new; null when something was read or put aside. */
  notification: NotificationDto | null;
  /** It may make itself heard. */
  isRaised: boolean;
  sound: boolean;
};
