import { beforeAll, describe, expect, it } from "vitest";
import {
  type MadeMember,
  type MadeTeam,
  makeConversation,
  makeMember,
  makeMessages,
  makeTeam,
  memberCtx,
} from "../../../prisma/seed/factories";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { settledSync } from "../../testing/settled-sync";
import { sendMessage } from "../messages/commands";
import { listMessages } from "../messages/queries";
import { sendTranscript } from "../messages/transcript";

import { deleteConversation } from "./delete";
import { getConversation } from "./queries";
import { setRead } from "./reads";
import { undoActs } from "./undo";

let rt: Runtime;
let team: MadeTeam;
let owner: MadeMember;
let agent: MadeMember;
let colleague: MadeMember;

beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
  owner = team.owner;
  [agent, colleague] = team.agents;
});

const made = (given: { assigneeId?: string; contactId?: string } = {}) =>
  makeConversation(rt.db, { tenantId: team.tenant.id, inboxId: team.inbox.id, ...given });
const now = (id: string) => getConversation(rt.db.sql, memberCtx(owner), id);

/** What the thread says was done, newest last. */
async function lines(id: string) {
  const page = await listMessages(rt.db.sql, memberCtx(owner), { conversationId: id, limit: 50 });
  return page.items.flatMap((message) => message.data ?? []);
}

describe("reading", () => {
  it("goes back for the one who says so, on all their devices, and can be undone", async () => {
    const a = await made({ assigneeId: agent.id });
    await makeMessages(rt.db, a, 3);
    const ctx = memberCtx(agent);
    const read = async () => (await getConversation(rt.db.sql, ctx, a.id)).myRead;
    await setRead(ctx, { conversationIds: [a.id], isRead: true });
    expect(await read()).toMatchObject({ seq: 3, incoming: 3 });
    const { cursor } = await settledSync(rt.db.sql, ctx, null);
    const { undoId } = await setRead(ctx, { conversationIds: [a.id], isRead: false });
    expect(await read()).toMatchObject({ seq: 2, incoming: 2 });
    const told = await settledSync(rt.db.sql, ctx, cursor);
    expect(told.conversations[0]?.myRead).toMatchObject({ seq: 2, incoming: 2, version: 2 });
    expect((await getConversation(rt.db.sql, memberCtx(owner), a.id)).myRead.incoming).toBe(0);
    await undoActs(ctx, { undoId: undoId! });
    expect(await read()).toMatchObject({ seq: 3, incoming: 3 });
    expect(await setRead(ctx, { conversationIds: [a.id], isRead: true })).toEqual({
      reads: [],
      undoId: null,
    });
  });
});

describe("a transcript", () => {
  it("holds what was said and no note, goes to the address, and is audited", async () => {
    const { id } = await made({ assigneeId: agent.id });
    const say = (kind: "outgoing" | "note", content: string) =>
      sendMessage(memberCtx(agent), {
        conversationId: id,
        clientId: newId(),
        kind,
        content,
        fileIds: [],
      } as never);
    await say("outgoing", "It leaves us today.");
    await say("note", "The last one.");
    const ctx = memberCtx(agent);
    await expect(sendTranscript(ctx, { conversationId: id, to: null })).rejects.toMatchObject({
      code: "conflict",
    });
    await sendTranscript(ctx, { conversationId: id, to: "grace@example.com" });
    const [mail] = await rt.db.prisma.outboxEntry.findMany({ where: { kind: "mail.send" } });
    expect(JSON.stringify(mail!.payload)).toContain("It leaves us today.");
    expect(JSON.stringify(mail!.payload)).not.toContain("The last one.");
    expect((await lines(id)).at(-1)).toEqual({ type: "transcript", to: "grace@example.com" });
    const audits = await rt.db.prisma.auditEntry.findMany({ where: { targetId: id } });
    expect(audits).toMatchObject([{ action: "conversation.transcript" }]);
    await expect(
      sendTranscript(memberCtx(colleague), { conversationId: id, to: "x@example.com" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("deleting", () => {
  it("is the administrators', lets go of it everywhere, and frees its files", async () => {
    const { id } = await made({ assigneeId: agent.id });
    const deputy = await makeMember(rt.db, {
      tenantId: team.tenant.id,
      granted: ["conversation_manage_all"],
      inboxIds: [team.inbox.id],
    });
    const { cursor } = await settledSync(rt.db.sql, memberCtx(agent), null);
    const [message] = await makeMessages(rt.db, { ...(await made()), id }, 1);
    const file = await rt.db.prisma.file.create({
      data: {
        tenantId: team.tenant.id,
        messageId: message!.id,
        uploaderKind: "contact",
        name: "a.png",
        contentType: "image/png",
        storageKey: "k",
        state: "stored",
      },
    });
    await expect(deleteConversation(memberCtx(deputy), { conversationId: id })).rejects.toMatchObject({
      code: "forbidden",
    });
    await deleteConversation(memberCtx(owner), { conversationId: id });
    await expect(now(id)).rejects.toMatchObject({ code: "not_found" });
    expect((await settledSync(rt.db.sql, memberCtx(agent), cursor)).gone).toContain(id);
    const left = await rt.db.prisma.file.findUniqueOrThrow({ where: { id: file.id } });
    expect(left.messageId).toBeNull();
    expect(left.createdAt.getTime()).toBeLessThan(Date.now() - 86_400_000);
    const audits = await rt.db.prisma.auditEntry.findMany({ where: { targetId: id } });
    expect(audits).toMatchObject([{ action: "conversation.delete" }]);
  });
});
