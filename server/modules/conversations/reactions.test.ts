import { beforeAll, describe, expect, it } from "vitest";
import {
  type MadeMember,
  makeContact,
  makeConversation,
  makeInbox,
  makeMember,
  makeTenant,
  memberCtx,
} from "../../../prisma/seed/factories";
import { newId, type TenantId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { listMessages } from "../messages/queries";
import { deactivateMember } from "../tenants/members";
import { appendAll } from "./append";
import { setConversationStatus } from "./commands";
import { listConversations } from "./lists";
import { getConversation } from "./queries";
import { recordReopening, releaseWorkOfLeaver } from "./reactions";

let rt: Runtime;
let tenantId: TenantId;
let inboxId: string;
let owner: MadeMember;
let agent: MadeMember;

beforeAll(async () => {
  rt = await testRuntime();
  tenantId = (await makeTenant(rt.db)).id;
  inboxId = (await makeInbox(rt.db, { tenantId })).id;
  owner = await makeMember(rt.db, { tenantId, role: "owner", isPrimaryOwner: true });
  agent = await makeMember(rt.db, { tenantId, inboxIds: [inboxId] });
});

async function conversation(given: { assigneeId?: string } = {}): Promise<string> {
  const contact = await makeContact(rt.db, { tenantId });
  return (await makeConversation(rt.db, { tenantId, inboxId, contactId: contact.id, ...given })).id;
}

describe("a contact who writes again", () => {
  it("reopens the conversation with a line that says so, once", async () => {
    const id = await conversation({ assigneeId: agent.id });
    await setConversationStatus(memberCtx(agent), { conversationId: id, status: "resolved" });
    const message = {
      tenantId,
      conversationId: id,
      identityId: null,
      attachments: [],
      traceId: "t",
    } as const;
    await appendAll(rt.db.sql, [
      {
        ...message,
        kind: "incoming",
        author: { kind: "contact", id: null },
        clientId: newId(),
        content: "One more thing",
        status: "sent",
      },
    ]);
    const { rows } = await rt.db.pool.query(
      "select id, data from event where conversation_id = $1 and type = 'conversation.status_changed' order by position desc limit 1",
      [id],
    );
    const event = { eventId: rows[0].id, conversationId: id, ...rows[0].data };
    const ctx = { ...memberCtx(owner), actor: { kind: "system", name: "test" } as const };
    await recordReopening(ctx, event);
    await recordReopening(ctx, event);
    const { items } = await listMessages(rt.db.sql, memberCtx(owner), { conversationId: id, limit: 10 });
    expect(items.slice(-2)).toMatchObject([
      { kind: "incoming" },
      {
        kind: "activity",
        author: { kind: "contact" },
        data: { type: "status", status: "open", previousStatus: "resolved" },
      },
    ]);
  });
});

describe("a member who has left", () => {
  it("leaves their open work to the queue, with a line that says so, and keeps what was resolved", async () => {
    const leaver = await makeMember(rt.db, { tenantId, inboxIds: [inboxId] });
    const open = await conversation({ assigneeId: leaver.id });
    const done = await conversation({ assigneeId: leaver.id });
    await setConversationStatus(memberCtx(owner), { conversationId: done, status: "resolved" });
    const ctx = { ...memberCtx(owner), actor: { kind: "system", name: "test" } as const };

    await releaseWorkOfLeaver(ctx, leaver.id);
    expect((await getConversation(rt.db.sql, memberCtx(owner), open)).assigneeId).toBe(leaver.id);

    await deactivateMember(memberCtx(owner), { memberId: leaver.id });
    await releaseWorkOfLeaver(ctx, leaver.id);
    expect((await getConversation(rt.db.sql, memberCtx(owner), open)).assigneeId).toBeNull();
    expect((await getConversation(rt.db.sql, memberCtx(owner), done)).assigneeId).toBe(leaver.id);
    const queue = { view: "unassigned", status: "open", sort: "newest", limit: 50 } as const;
    const { items: waiting } = await listConversations(rt.db.sql, memberCtx(agent), queue);
    expect(waiting.map((item) => item.id)).toContain(open);
    const { items } = await listMessages(rt.db.sql, memberCtx(owner), { conversationId: open, limit: 10 });
    expect(items.at(-1)).toMatchObject({
      kind: "activity",
      author: { kind: "system", id: null },
      data: { type: "assigned", assigneeId: null, previousAssigneeId: leaver.id },
    });
  });
});
