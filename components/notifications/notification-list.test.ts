import { beforeEach, describe, expect, it } from "vitest";
import type { NotificationDto, NotificationPage } from "../../server/modules/notifications/schema";
import type { Api } from "../trpc/client";
import { createNotificationList } from "./notification-list";
import { bell } from "./store";

function notificationOf(id: string, more: Partial<NotificationDto> = {}): NotificationDto {
  return {
    id,
    type: "conversation_assignment",
    conversationId: "parcel",
    messageId: null,
    seq: null,
    contactId: "contact",
    contactName: "Grace Whitfield",
    displayNumber: 1,
    inboxId: "inbox",
    preview: "Where is my parcel?",
    byName: null,
    count: 1,
    createdAt: "2026-11-20T09:00:00.000Z",
    readAt: null,
    snoozedUntil: null,
    ...more,
  };
}
const given = notificationOf("1");
const written = notificationOf("2", { count: 2 });
const mentioned = notificationOf("3", { count: 3, type: "conversation_mention" });
const elsewhere = notificationOf("4", { conversationId: "refund" });

/** A server that answers when it is told to, in any order. */
function scene() {
  const pages: ((page: NotificationPage) => void)[] = [];
  const counts: ((count: { unread: number }) => void)[] = [];
  const asked = <T>(waiting: ((answer: T) => void)[]) => ({
    query: () => new Promise<T>((answer) => waiting.push(answer)),
  });
  const api = { notifications: { list: asked(pages), unread: asked(counts) } } as unknown as Api;
  const list = createNotificationList(api);
  const told = (notification: NotificationDto | null, unread = 1) =>
    list.take({ unread, notification, isRaised: false, sound: false });
  const answered = async (items: NotificationDto[], unread = 1, nextCursor: string | null = null) => {
    pages.shift()!({ items, unread, nextCursor });
    await new Promise((later) => setTimeout(later));
  };
  const counted = async (unread: number) => {
    counts.shift()!({ unread });
    await new Promise((later) => setTimeout(later));
  };
  return { list, told, answered, counted, pages, counts };
}
beforeEach(() => bell.set({ unread: 0, isOpen: false }));

describe("what is told while an answer is on its way", () => {
  it("is not overwritten by the answer, which was read before it", async () => {
    const { list, told, answered } = scene();
    void list.load();
    await answered([given]);
    void list.load();
    told(mentioned);
    told(elsewhere, 2);
    await answered([written]);
    expect(list.get().items).toEqual([elsewhere, mentioned]);
    expect(list.get().phase).toBe("ready");
    expect(bell.get().unread).toBe(2);
  });

  it("gives way to an answer that knows it already, and what became of it", async () => {
    const { list, told, answered } = scene();
    void list.load();
    told(written, 1);
    const read = { ...mentioned, readAt: "2026-11-20T09:01:00.000Z" };
    await answered([elsewhere, read], 5);
    expect(list.get().items).toEqual([elsewhere, read]);
    expect(bell.get().unread).toBe(5);
  });

  it("stays in front when an older page comes", async () => {
    const { list, told, answered } = scene();
    void list.load();
    await answered([given], 1, "cursor");
    void list.load(true);
    told(elsewhere, 2);
    const old = notificationOf("0", { conversationId: "old", readAt: "2026-11-19T09:00:00.000Z" });
    await answered([old], 1);
    expect(list.get().items).toEqual([elsewhere, given, old]);
    expect(bell.get().unread).toBe(2);
  });

  it("makes the count be asked for again", async () => {
    const { list, told, counted, counts } = scene();
    void list.count();
    told(given, 1);
    await counted(0);
    expect(bell.get().unread).toBe(1);
    await counted(2);
    expect(bell.get().unread).toBe(2);
    expect(counts).toHaveLength(0);
  });
});

describe("what is told in another order than it happened", () => {
  it("does not take the place of what came on top of it", async () => {
    const { list, told, answered, pages } = scene();
    void list.load();
    await answered([given]);
    told(mentioned);
    told(written);
    expect(list.get().items).toEqual([mentioned]);
    // The id of two at the same time may be the same: the count tells.
    const later = { ...mentioned, count: 4, preview: "And again" };
    told(later);
    told(mentioned);
    expect(list.get().items).toEqual([later]);
    expect(pages).toHaveLength(0);
  });

  it("a new one stands beside what was read before it", async () => {
    const { list, told, answered } = scene();
    const read = { ...written, readAt: "2026-11-20T09:01:00.000Z" };
    void list.load();
    await answered([read], 0);
    const fresh = notificationOf("5");
    told(fresh);
    expect(list.get().items).toEqual([fresh, read]);
  });
});
