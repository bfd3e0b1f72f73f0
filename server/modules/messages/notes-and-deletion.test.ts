import { Readable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type MadeTeam,
  makeContact,
  makeConversation,
  makeMember,
  makeTeam,
  memberCtx,
} from "../../../prisma/seed/factories";
import { makeIdentity } from "../../../prisma/seed/factories-identities";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { getConversation } from "../conversations/queries";
import { sendMessage } from "./commands";
import { deleteMessage } from "./delete";
import { uploadFile } from "./files";
import { listMentionable } from "./mentions";
import { listMessages, listVisitorMessages } from "./queries";

let rt: Runtime;
let team: MadeTeam;

beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
});

async function conversation(assigneeId: string | null = null): Promise<string> {
  const tenantId = team.tenant.id;
  const contact = await makeContact(rt.db, { tenantId });
  const identity = await makeIdentity(rt.db, { tenantId, contactId: contact.id, inboxId: team.inbox.id });
  const place = { inboxId: team.inbox.id, contactId: contact.id, identityId: identity.id };
  return (await makeConversation(rt.db, { tenantId, ...place, assigneeId })).id;
}
const write = (
  conversationId: string,
  content: string,
  given: {
    member?: MadeTeam["owner"];
    kind?: "outgoing" | "note";
    fileIds?: string[];
    replyToId?: string;
  } = {},
) =>
  sendMessage(memberCtx(given.member ?? team.owner), {
    conversationId,
    clientId: newId(),
    kind: given.kind ?? "outgoing",
    content,
    fileIds: given.fileIds ?? [],
    replyToId: given.replyToId,
  });
const seenByVisitor = (conversationId: string) =>
  listVisitorMessages(rt.db.sql, { tenantId: team.tenant.id, conversationId, after: 0, limit: 50 });

describe("naming somebody in a note", () => {
  const mentionsOf = (messageId: string) =>
    rt.db.prisma.mention.findMany({ where: { messageId }, orderBy: { memberId: "asc" } });

  it("makes them take part, keeps who was named, and tells of it once; oneself is not named", async () => {
    const [tom, priya] = team.agents;
    const id = await conversation(tom.id);
    await expect(getConversation(rt.db.sql, memberCtx(priya), id)).rejects.toMatchObject({
      code: "not_found",
    });
    const text = `@[Priya Nair](member:${priya.id}) and @[Tom Okafor](member:${tom.id}), look`;
    const { message, conversation: after } = await write(id, text, { member: tom, kind: "note" });
    expect((await mentionsOf(message.id)).map((m) => m.memberId)).toEqual([priya.id]);
    expect(after.participantIds).toEqual([priya.id]);
    expect(after.lastMessage?.preview).toBe("@Priya Nair and @Tom Okafor, look");
    await expect(getConversation(rt.db.sql, memberCtx(priya), id)).resolves.toMatchObject({ id });
    const { rows } = await rt.db.pool.query(
      "select data from event where type = 'member.mentioned' and message_id = $1",
      [message.id],
    );
    expect(rows).toEqual([{ data: { memberId: priya.id } }]);
  });

  it("a team stands for its members; whose role does not let them see it is left out", async () => {
    const tenantId = team.tenant.id;
    const [tom, priya] = team.agents;
    const support = await makeMember(rt.db, { tenantId, role: "support", inboxIds: [team.inbox.id] });
    const made = await rt.db.prisma.team.create({ data: { tenantId, name: "Orders" } });
    await rt.db.prisma.teamMember.createMany({
      data: [tom, priya, support].map((m) => ({ tenantId, teamId: made.id, memberId: m.id })),
    });
    const id = await conversation(tom.id);
    const { message } = await write(id, `@[Orders](team:${made.id})`, { member: tom, kind: "note" });
    expect((await mentionsOf(message.id)).map((m) => m.memberId)).toEqual([priya.id]);
    const { members, teams } = await listMentionable(memberCtx(tom), id);
    expect(members.map((m) => m.id).sort()).toEqual([team.owner.id, tom.id, priya.id].sort());
    expect(teams).toEqual([{ id: made.id, name: "Orders" }]);
  });

  it("a reply names nobody", async () => {
    const id = await conversation();
    const { message } = await write(id, `@[Priya Nair](member:${team.agents[1].id})`);
    expect(await mentionsOf(message.id)).toEqual([]);
  });
});

describe("answering one message", () => {
  it("carries a quote for the team and the visitor, but never a note's words to the visitor", async () => {
    const id = await conversation();
    const first = (await write(id, "We open at nine")).message;
    const secret = (await write(id, "Bad payer", { kind: "note" })).message;
    const answer = (await write(id, "As I said", { replyToId: first.id })).message;
    expect(answer.replyTo).toMatchObject({ id: first.id, seq: 1, text: "We open at nine", isDeleted: false });
    await write(id, "Hm", { replyToId: secret.id });
    const { items } = await seenByVisitor(id);
    expect(items.map((item) => item.quote ?? null)).toEqual([
      null,
      { from: "team", text: "We open at nine" },
      null,
    ]);
  });

  it("does not quote out of another conversation", async () => {
    const other = (await write(await conversation(), "Elsewhere")).message;
    const { message } = await write(await conversation(), "Here", { replyToId: other.id });
    expect(message.replyTo).toBeNull();
  });
});

describe("deleting a message", () => {
  it("takes words, files and quotes away for everybody, moves the versions on, and is audited", async () => {
    const id = await conversation();
    const uploader = { kind: "member", id: team.owner.id } as const;
    const file = await uploadFile({ tenantId: team.tenant.id }, uploader, {
      name: "secret.txt",
      contentType: "text/plain",
      body: Readable.from([Buffer.from("secret")]),
    });
    const { message } = await write(id, "My card is 4111", { fileIds: [file.fileId] });
    await write(id, "As said", { replyToId: message.id });
    const before = await write(id, "The last word");
    const after = await deleteMessage(memberCtx(team.owner), { conversationId: id, messageId: message.id });
    expect(after.version).toBeGreaterThan(before.conversation.version);
    expect(after.lastMessage?.preview).toBe("The last word");
    const { items } = await listMessages(rt.db.sql, memberCtx(team.owner), { conversationId: id, limit: 9 });
    expect(items[0]).toMatchObject({
      content: "",
      attachments: [],
      isDeleted: true,
      version: message.version + 1,
    });
    expect(items[1]!.replyTo).toMatchObject({ text: "", isDeleted: true });
    expect((await seenByVisitor(id)).items[0]).toMatchObject({
      content: "",
      attachments: [],
      isDeleted: true,
    });
    expect(await rt.db.prisma.file.count({ where: { id: file.fileId } })).toBe(0);
    const audits = await rt.db.prisma.auditEntry.findMany({ where: { targetId: message.id } });
    expect(audits.map((entry) => entry.action)).toEqual(["message.delete"]);
    expect(JSON.stringify(audits)).not.toContain("4111");
    const last = await deleteMessage(memberCtx(team.owner), {
      conversationId: id,
      messageId: before.message.id,
    });
    expect(last.lastMessage?.preview).toBe("This message was deleted");
  });

  it("is for one's own, and for whoever may manage everything", async () => {
    const [tom] = team.agents;
    const id = await conversation();
    const theirs = (await write(id, "From the owner")).message;
    const own = (await write(id, "From Tom", { member: tom })).message;
    const remove = (member: MadeTeam["owner"], messageId: string) =>
      deleteMessage(memberCtx(member), { conversationId: id, messageId });
    await expect(remove(tom, theirs.id)).rejects.toMatchObject({ code: "forbidden" });
    await remove(tom, own.id);
    await remove(team.owner, theirs.id);
    await expect(remove(team.owner, newId())).rejects.toMatchObject({ code: "not_found" });
  });
});
