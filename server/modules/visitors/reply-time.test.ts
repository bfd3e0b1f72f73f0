import { expect, it } from "vitest";
import { makeContact, makeConversation, makeInbox, makeTeam } from "../../../prisma/seed/factories";
import { testRuntime } from "../../testing/runtime";
import { replyMinutes } from "./reply-time";

it("is said of a quiet website beside a busy inbox, from its own conversations alone", async () => {
  const { db } = await testRuntime();
  const { tenant, inbox: busy } = await makeTeam(db);
  const tenantId = tenant.id;
  const quiet = await makeInbox(db, { tenantId });
  const { id: contactId } = await makeContact(db, { tenantId });
  async function closed(inboxId: string, minutes: number, at: Date) {
    const { id } = await makeConversation(db, { tenantId, inboxId, contactId });
    const firstReplyAt = new Date(at.getTime() + minutes * 60_000);
    await db.prisma.conversation.update({
      where: { id },
      data: { status: "resolved", createdAt: at, firstReplyAt, lastMessageAt: firstReplyAt },
    });
  }
  for (let n = 0; n < 5; n++) await closed(quiet.id, 30, new Date("2026-11-01T09:00:00Z"));
  for (let n = 0; n < 200; n++) await closed(busy.id, 2, new Date("2026-11-20T09:00:00Z"));
  expect(await replyMinutes(db.sql, tenantId, quiet.id)).toBe(30);
  expect(await replyMinutes(db.sql, tenantId, busy.id)).toBe(2);
});
