import { beforeAll, describe, expect, it } from "vitest";
import { findInconsistencies } from "../../../prisma/seed/check";
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
import { settledSync } from "../../testing/settled-sync";
import { sendMessage } from "../messages/commands";
import { listMessages } from "../messages/queries";
import { syncSince } from "../realtime/feed";
import { assignConversation, markConversationRead, setConversationStatus } from "./commands";
import { countConversations } from "./counts";
import { listConversations } from "./lists";
import { getConversation } from "./queries";
import type { ConversationView, ListConversations } from "./schema";

let rt: Runtime;
let tenantId: TenantId;
let inboxId: string;
let otherInboxId: string;
let owner: MadeMember;
let agent: MadeMember;
let colleague: MadeMember;
let outsider: MadeMember;

beforeAll(async () => {
  rt = await testRuntime();
  tenantId = (await makeTenant(rt.db)).id;
  inboxId = (await makeInbox(rt.db, { tenantId })).id;
  otherInboxId = (await makeInbox(rt.db, { tenantId })).id;
  owner = await makeMember(rt.db, { tenantId, role: "owner", isPrimaryOwner: true });
  agent = await makeMember(rt.db, { tenantId, inboxIds: [inboxId] });
  colleague = await makeMember(rt.db, { tenantId, inboxIds: [inboxId] });
  outsider = await makeMember(rt.db, { tenantId, inboxIds: [otherInboxId] });
});

async function conversation(given: { assigneeId?: string; inboxId?: string } = {}): Promise<string> {
  const contact = await makeContact(rt.db, { tenantId });
  return (await makeConversation(rt.db, { tenantId, inboxId, contactId: contact.id, ...given })).id;
}

const say = (member: MadeMember, conversationId: string, kind: "outgoing" | "note" = "outgoing") =>
  sendMessage(memberCtx(member), { conversationId, clientId: newId(), kind, content: "Hello", fileIds: [] });

async function listed(member: MadeMember, view: ConversationView): Promise<string[]> {
  const ids: string[] = [];
  let cursor: ListConversations["cursor"];
  do {
    const page = await listConversations(rt.db.sql, memberCtx(member), {
      view,
      status: "open",
      sort: "newest",
      limit: 2,
      cursor,
    });
    ids.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor ? JSON.parse(Buffer.from(page.nextCursor, "base64url").toString()) : undefined;
  } while (cursor);
  return ids;
}

describe("who sees and answers what", () => {
  it("an agent sees own and unassigned work of own inboxes, page by page, and nothing else", async () => {
    const mine = await conversation({ assigneeId: agent.id });
    const queued = await conversation();
    const theirs = await conversation({ assigneeId: colleague.id });
    const elsewhere = await conversation({ inboxId: otherInboxId });
    expect(await listed(agent, "mine")).toContain(mine);
    expect(await listed(agent, "unassigned")).toContain(queued);
    const all = await listed(agent, "all");
    expect(all).toEqual(expect.arrayContaining([mine, queued]));
    expect(all).not.toContain(theirs);
    expect(all).not.toContain(elsewhere);
    expect(new Set(all).size).toBe(all.length);
    expect(await listed(owner, "all")).toEqual(expect.arrayContaining([mine, queued, theirs, elsewhere]));
    for (const id of [theirs, elsewhere]) {
      await expect(getConversation(rt.db.sql, memberCtx(agent), id)).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(say(agent, id)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("a participant sees and answers a colleague's conversation once, in All open", async () => {
    const id = await conversation({ assigneeId: colleague.id });
    await rt.db.prisma.conversationParticipant.create({
      data: { tenantId, conversationId: id, memberId: agent.id },
    });
    expect((await listed(agent, "all")).filter((found) => found === id)).toEqual([id]);
    expect((await say(agent, id)).message.seq).toBe(1);
  });

  it("support reads notes but writes none and cannot reopen", async () => {
    const support = await makeMember(rt.db, { tenantId, role: "support", inboxIds: [inboxId] });
    const id = await conversation({ assigneeId: support.id });
    await expect(say(support, id, "note")).rejects.toMatchObject({ code: "forbidden" });
    const ctx = memberCtx(support);
    await setConversationStatus(ctx, { conversationId: id, status: "resolved" });
    await expect(setConversationStatus(ctx, { conversationId: id, status: "open" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("counts are what the lists hold, for owner, agent and participant, after every kind of change", async () => {
    for (const member of [owner, agent, colleague, outsider]) {
      const counts = await countConversations(rt.db.sql, memberCtx(member));
      for (const view of ["mine", "unassigned", "all"] as const) {
        expect([view, counts[view]]).toEqual([view, (await listed(member, view)).length]);
      }
    }
  });
});

describe("assigning", () => {
  it("an agent takes from the queue; giving and passing on need their permissions", async () => {
    const id = await conversation();
    const give = (member: MadeMember, assigneeId: string | null) =>
      assignConversation(memberCtx(member), { conversationId: id, assigneeId });
    await expect(give(agent, colleague.id)).rejects.toMatchObject({
      details: { permission: "conversation_assign" },
    });
    expect((await give(agent, agent.id)).assigneeId).toBe(agent.id);
    await expect(give(agent, null)).rejects.toMatchObject({
      details: { permission: "conversation_transfer" },
    });
    await expect(give(colleague, colleague.id)).rejects.toMatchObject({ code: "not_found" });
    expect((await give(owner, colleague.id)).assigneeId).toBe(colleague.id);
    await expect(give(owner, outsider.id)).rejects.toMatchObject({ code: "conflict" });
    const { items } = await listMessages(rt.db.sql, memberCtx(owner), { conversationId: id, limit: 50 });
    expect(items.map((m) => m.data)).toEqual([
      { type: "assigned", assigneeId: agent.id, previousAssigneeId: null },
      { type: "assigned", assigneeId: colleague.id, previousAssigneeId: agent.id },
    ]);
  });

  it("two agents take the same conversation at once: one has it, the other is told", async () => {
    const id = await conversation();
    const results = await Promise.allSettled(
      [agent, colleague].map((m) =>
        assignConversation(memberCtx(m), { conversationId: id, assigneeId: m.id }),
      ),
    );
    expect(results.map((r) => r.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("a member of another tenant cannot be given anything, nor reach it", async () => {
    const stranger = await makeMember(rt.db, { tenantId: (await makeTenant(rt.db)).id, role: "owner" });
    const id = await conversation();
    await expect(
      assignConversation(memberCtx(owner), { conversationId: id, assigneeId: stranger.id }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      assignConversation(memberCtx(stranger), { conversationId: id, assigneeId: stranger.id }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the counters under concurrency", () => {
  it("equal a recount after 200 concurrent assignments, resolutions and messages", async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => conversation()));
    const ctx = memberCtx(owner);
    await Promise.all(
      Array.from({ length: 200 }, (_, n) => {
        const conversationId = ids[n % ids.length]!;
        if (n % 4 === 0)
          return assignConversation(ctx, {
            conversationId,
            assigneeId: [agent.id, colleague.id, null][n % 3]!,
          });
        if (n % 4 === 1)
          return setConversationStatus(ctx, { conversationId, status: n % 8 < 4 ? "resolved" : "open" });
        return say(owner, conversationId);
      }),
    );
    expect(await findInconsistencies(rt.db.pool, tenantId)).toEqual([]);
  }, 30_000);
});

describe("reading", () => {
  it("is each member's own, never goes back, and counts what came after", async () => {
    const id = await conversation({ assigneeId: agent.id });
    const unread = async (member: MadeMember) => {
      const c = await getConversation(rt.db.sql, memberCtx(member), id);
      return c.incomingCount - c.myRead.incoming;
    };
    const { incomingCount } = await getConversation(rt.db.sql, memberCtx(agent), id);
    expect(await unread(agent)).toBe(incomingCount);
    const c = await getConversation(rt.db.sql, memberCtx(agent), id);
    await markConversationRead(memberCtx(agent), { conversationId: id, seq: c.lastSeq + 99 });
    expect(await unread(agent)).toBe(0);
    expect(await unread(owner)).toBe(incomingCount);
    expect(await markConversationRead(memberCtx(agent), { conversationId: id, seq: 0 })).toBeNull();
  });
});

describe("the change feed", () => {
  it("tells each member what changed since, once, as it stands, and what has gone from their sight", async () => {
    const id = await conversation({ assigneeId: agent.id });
    const ctx = memberCtx(agent);
    const start = (await settledSync(rt.db.sql, ctx, null)).cursor;
    await say(agent, id);
    await say(owner, id);
    const first = await settledSync(rt.db.sql, ctx, start);
    expect(first.messages.map((m) => m.seq)).toEqual([1, 2]);
    expect(first.conversations).toMatchObject([{ id, lastSeq: 2 }]);
    expect(await settledSync(rt.db.sql, ctx, first.cursor)).toMatchObject({
      changes: 0,
      messages: [],
      reset: false,
    });
    await assignConversation(memberCtx(owner), { conversationId: id, assigneeId: colleague.id });
    expect(await settledSync(rt.db.sql, ctx, first.cursor)).toMatchObject({
      gone: [id],
      conversations: [],
      messages: [],
    });
  });

  it("names no conversation that the member has never seen", async () => {
    const ctx = memberCtx(agent);
    const start = (await settledSync(rt.db.sql, ctx, null)).cursor;
    await say(owner, await conversation({ assigneeId: colleague.id }));
    expect(await settledSync(rt.db.sql, ctx, start)).toMatchObject({
      gone: [],
      conversations: [],
      messages: [],
    });
  });

  it("asks for a fresh start with a cursor that is unreadable, too old or from the future", async () => {
    const ctx = memberCtx(agent);
    const now = Math.floor(Date.now() / 1000);
    for (const cursor of ["x", `1-e-${now - 7 * 86_400}`, `999999999999-e-${now}`]) {
      expect(await settledSync(rt.db.sql, ctx, cursor)).toMatchObject({ reset: true });
    }
  });

  it("misses no late commit: 24 transactions that commit out of order while a reader follows", async () => {
    const ctx = memberCtx(owner);
    const reader = rt.db.sql;
    const ids = await Promise.all(Array.from({ length: 24 }, () => conversation()));
    let cursor = (await settledSync(reader, ctx, null)).cursor;
    const seen: string[] = [];
    let writing = true;
    const follow = async () => {
      const answer = await syncSince(reader, ctx, cursor);
      cursor = answer.cursor;
      seen.push(...answer.messages.map((m) => m.conversationId));
    };
    const writers = Promise.all(
      ids.map((id, n) =>
        rt.db.sqlTransaction(async (sql) => {
          await sql({ name: "", text: "select pg_current_xact_id()" }, []);
          const event = [newId(), tenantId, id, newId()];
          const hold = (ms: number) => sql({ name: "", text: "select pg_sleep($1)" }, [ms / 1000]);
          await hold((n * 37) % 60);
          await sql(
            {
              name: "",
              text: `with m as (insert into message (id, tenant_id, conversation_id, inbox_id, seq, kind, author_kind)
                select $4::uuid, $2::uuid, $3::uuid, inbox_id, 1, 'incoming', 'contact' from conversation where id = $3::uuid)
                insert into event (id, tenant_id, type, conversation_id, message_id) values ($1::uuid, $2::uuid, 'message.created', $3::uuid, $4::uuid)`,
            },
            event,
          );
          await hold((n * 53) % 90);
        }),
      ),
    ).finally(() => {
      writing = false;
    });
    while (writing) await follow();
    await writers;
    await follow();
    expect(seen.sort()).toEqual(ids.sort());
  }, 30_000);
});
