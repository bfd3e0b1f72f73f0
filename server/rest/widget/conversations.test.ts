import { beforeAll, describe, expect, it } from "vitest";
import { type MadeTeam, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { sendMessage } from "../../modules/messages/commands";
import { testRuntime } from "../../testing/runtime";
import { askWidget, websiteOf } from "../../testing/website";
import type { SendAnswer, WidgetSession } from "./contract";

let rt: Runtime;
let team: MadeTeam;
let site: ReturnType<typeof websiteOf>;
beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
  site = websiteOf(team.inbox);
});

const open = async (handle: string, conversationId?: string): Promise<WidgetSession> =>
  (await askWidget("session", { body: { inbox: team.inbox.publicId, handle, conversationId } })).json();
const said = async (token: string) => (await site.read(token)).items.map(({ content }) => content);
const reply = (conversationId: string, content: string, kind: "outgoing" | "note" = "outgoing") =>
  sendMessage(memberCtx(team.owner), { conversationId, clientId: newId(), kind, content, fileIds: [] });

describe("a visitor's conversations", () => {
  it("are begun by the message that names a new one, once, however often and from wherever it is sent", async () => {
    const { handle, token, session } = await site.start("First");
    const second = newId();
    const body = { clientId: newId(), content: "Second", handle, conversationId: second };
    const sent = await Promise.all([1, 2, 3].map(() => askWidget("messages", { token, body })));
    expect(sent.map(({ status }) => status)).toEqual([201, 201, 201]);
    const answers = (await Promise.all(sent.map((one) => one.json()))) as SendAnswer[];
    expect(new Set(answers.map(({ message }) => message.id)).size).toBe(1);
    const began = answers.find((answer) => answer.session)!.session!;
    expect(began.conversation).toMatchObject({ id: second, lastSeq: 1 });
    expect(began.channel).toBe(session.channel);
    expect((await open(handle)).conversations.map(({ text }) => text)).toEqual(["Second", "First"]);
    expect(await said((await open(handle, second)).token)).toEqual(["Second"]);
    expect(await said((await open(handle, session.conversation!.id)).token)).toEqual(["First"]);
  });

  it("are written to by name, whichever is open", async () => {
    const { handle, token, session } = await site.start("First");
    const second = newId();
    await site.send(token, "Second", { conversationId: second });
    const there = await open(handle, second);
    await site.send(there.token, "Back to the first", { conversationId: session.conversation!.id });
    expect(await said(there.token)).toEqual(["Second"]);
    expect(await said(token)).toEqual(["First", "Back to the first"]);
  });

  it("show their last words but no note, and what is unread in each", async () => {
    const { handle, session } = await site.start("Is it in stock?");
    const { id } = session.conversation!;
    await reply(id, "It is.");
    await reply(id, "Do not tell them the price", "note");
    const [listed] = (await open(handle)).conversations;
    expect(listed).toMatchObject({ id, text: "It is.", isOwn: false, unread: 1, isResolved: false });
    expect(listed!.at).toBeGreaterThan(Date.now() - 60_000);
    expect(JSON.stringify(await open(handle))).not.toContain("price");
  });

  it("are the visitor's own only: a stranger's is neither opened nor written to", async () => {
    const { session: theirs } = await site.start("Private");
    const { handle, token } = await site.start("Mine");
    const { id } = theirs.conversation!;
    expect((await open(handle, id)).conversation).toBeNull();
    expect((await site.send(token, "Let me in", { conversationId: id })).status).toBe(401);
    expect(await rt.db.prisma.message.count({ where: { conversationId: id } })).toBe(1);
  });

  it("may be opened before they have begun: nothing is stored, and the line to the others stands", async () => {
    const { handle, session } = await site.start("First");
    const count = await rt.db.prisma.conversation.count();
    const opened = await open(handle, newId());
    expect(opened).toMatchObject({ conversation: null, visitor: true, channel: session.channel });
    const body = { socketId: "1.1", channel: session.channel };
    expect((await askWidget("realtime", { token: opened.token, body })).status).toBe(200);
    expect(await rt.db.prisma.conversation.count()).toBe(count);
  });
});

describe("who is there", () => {
  const settings = (workflow: object) =>
    rt.db.prisma.inbox.update({ where: { id: team.inbox.id }, data: { workflow } });

  it("is whoever of the inbox is online, first", async () => {
    await rt.db.prisma.member.update({
      where: { id: team.agents[0].id },
      data: { availability: "online", isAutoOffline: false },
    });
    const { agents } = await site.open();
    expect(agents[0]).toMatchObject({ isOnline: true });
    expect(agents.map(({ isOnline }) => isOnline)).toEqual(
      [...agents.map((a) => a.isOnline)].sort().reverse(),
    );
  });

  it("is nobody out of hours, with the moment of the next opening", async () => {
    const always = Array.from({ length: 7 }, () => [{ from: "00:00", to: "24:00" }]);
    const today = new Date().toISOString().slice(0, 10);
    const holiday = { name: "Stocktaking", from: "2020-01-01", to: today };
    await settings({ hours: { isOn: true, days: always, holidays: [holiday] } });
    const { availability } = await site.open();
    expect(availability.isOpen).toBe(false);
    expect(availability.backAt).toBeGreaterThan(Date.now());
    await settings({ hours: { isOn: true, days: always, holidays: [] } });
    expect((await site.open()).availability).toEqual({ isOpen: true, backAt: null, replyMinutes: null });
  });
});
