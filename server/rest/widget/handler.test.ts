import { beforeAll, describe, expect, it } from "vitest";
import {
  makeConversation,
  makeInbox,
  makeMember,
  makeMessages,
  makeTenant,
  memberCtx,
} from "../../../prisma/seed/factories";
import type { MemberCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { mergeConversations } from "../../modules/conversations/merge";
import { sendMessage } from "../../modules/messages/commands";
import { testRuntime } from "../../testing/runtime";
import { askWidget as ask, newHandle, SHOP } from "../../testing/website";
import { handleFiles } from "../files/handler";
import type { ReadMessagesAnswer, SendAnswer, WidgetSession } from "./contract";

let rt: Runtime;
let publicId: string;
let inboxId: string;
let owner: MemberCtx;

beforeAll(async () => {
  rt = await testRuntime();
  const tenant = await makeTenant(rt.db);
  const inbox = await makeInbox(rt.db, { tenantId: tenant.id });
  publicId = inbox.publicId;
  inboxId = inbox.id;
  owner = memberCtx(await makeMember(rt.db, { tenantId: tenant.id, role: "owner" }));
});

const open = async (handle?: string, origin = SHOP): Promise<WidgetSession> =>
  (await ask("session", { body: { inbox: publicId, handle }, origin })).json();

async function start(content = "Hello") {
  const handle = newHandle();
  const { token } = await open();
  const response = await ask("messages", { token, body: { clientId: newId(), content, handle } });
  expect(response.status).toBe(201);
  const answer = (await response.json()) as Required<SendAnswer>;
  return { handle, token: answer.session.token, ...answer };
}

const read = async (token: string, after = 0): Promise<ReadMessagesAnswer> =>
  (await ask(`messages?after=${after}`, { method: "GET", token })).json();

async function rowCounts() {
  const { prisma } = rt.db;
  return Promise.all([
    prisma.contact.count(),
    prisma.identity.count(),
    prisma.conversation.count(),
    prisma.message.count(),
  ]);
}

describe("a visitor's session", () => {
  it("writes nothing before the first message, then makes contact, identity and conversation together", async () => {
    const before = await rowCounts();
    const session = await open(newHandle());
    expect(session).toMatchObject({ visitor: false, channel: null, conversation: null });
    expect(await rowCounts()).toEqual(before);
    const started = await start();
    expect(await rowCounts()).toEqual(before.map((n) => n + 1));
    expect(started.session).toMatchObject({ visitor: true, conversation: { status: "open", lastSeq: 1 } });
    expect(started.session.channel).toMatch(/^private-v\./);
    const back = await open(started.handle);
    expect(back.conversation?.id).toBe(started.session.conversation?.id);
  });

  it("goes on in the conversation that theirs was merged into, and is told by the version that it has moved", async () => {
    const { handle, token, session } = await start("One");
    const { id, version } = session.conversation!;
    const { contactId, identityId } = await rt.db.prisma.conversation.findUniqueOrThrow({ where: { id } });
    const { tenantId } = owner;
    const older = { createdAt: new Date("2026-01-05"), contactId: contactId, identityId: identityId };
    const into = await makeConversation(rt.db, { tenantId, inboxId, ...older });
    await makeMessages(rt.db, into, [{ kind: "incoming", content: "Zero", at: older.createdAt }]);
    expect((await open(handle)).conversation?.id).toBe(id);
    await mergeConversations(owner, { conversationId: id, intoConversationId: into.id });
    expect((await read(token)).version).not.toBe(version);
    const after = await open(handle);
    expect(after.conversation?.id).toBe(into.id);
    const answer = await read(after.token);
    expect(answer.items.map((m) => m.content)).toEqual(["Zero", "One"]);
    expect(answer.version).toBe(after.conversation?.version);
  });

  it("the first message sent three times from two tabs is one conversation and one message", async () => {
    const handle = newHandle();
    const [a, b] = await Promise.all([open(), open()]);
    const body = { clientId: newId(), content: "Twice", handle };
    const before = await rowCounts();
    const answers = await Promise.all([a, b, a].map(({ token }) => ask("messages", { token, body })));
    expect(answers.map((r) => r.status)).toEqual([201, 201, 201]);
    expect(await rowCounts()).toEqual(before.map((n) => n + 1));
  });

  it("keeps to the origins the inbox allows, and to the page the token was made for", async () => {
    await rt.db.prisma.inbox.update({
      where: { id: inboxId },
      data: { settings: { allowedOrigins: [SHOP] } },
    });
    expect((await ask("session", { body: { inbox: publicId }, origin: "https://evil.example" })).status).toBe(
      403,
    );
    const { token } = await start();
    expect(
      (await ask("messages?after=0", { method: "GET", token, origin: "https://evil.example" })).status,
    ).toBe(401);
    await rt.db.prisma.inbox.update({ where: { id: inboxId }, data: { settings: {} } });
  });

  it("a handle that was revoked, or an inbox switched off, ends at once even with a live token", async () => {
    const started = await start();
    await rt.db.prisma.identity.updateMany({
      where: { conversations: { some: { id: started.session.conversation!.id } } },
      data: { revokedAt: new Date() },
    });
    const response = await ask("messages", {
      token: started.token,
      body: { clientId: newId(), content: "Still me" },
    });
    expect(response.status).toBe(401);
  });
});

describe("messages of a visitor", () => {
  it("see replies but no notes and no activities, with the seq that the server holds", async () => {
    const { token, session } = await start("Is it in stock?");
    const conversationId = session.conversation!.id;
    const say = (kind: "outgoing" | "note", content: string) =>
      sendMessage(owner, { conversationId, clientId: newId(), kind, content, fileIds: [] });
    await say("note", "secret: shelf B4");
    await say("outgoing", "Yes");
    const { items, lastSeq, hasMore } = await read(token);
    expect(items.map((m) => [m.seq, m.from, m.content])).toEqual([
      [1, "visitor", "Is it in stock?"],
      [3, "team", "Yes"],
    ]);
    expect({ lastSeq, hasMore }).toEqual({ lastSeq: 3, hasMore: false });
    expect((await read(token, 1)).items.map((m) => m.seq)).toEqual([3]);
  });

  it("another visitor's token reaches neither the thread nor the channel", async () => {
    const mine = await start();
    const theirs = await start();
    const { items } = await read(theirs.token);
    expect(items.map((m) => m.id)).not.toContain(mine.message.id);
    const body = { socketId: "1.2", channel: mine.session.channel };
    expect((await ask("realtime", { token: theirs.token, body })).status).toBe(403);
    expect((await ask("realtime", { token: mine.token, body })).status).toBe(200);
  });

  it("carry a file that was uploaded before the first message, once, and only the uploader's own", async () => {
    const handle = newHandle();
    const { token } = await open();
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEUlEQVR4nGNg+M/wHwyhNAAz8gX7Qn2g2QAAAABJRU5ErkJggg==",
      "base64",
    );
    const uploaded = await ask("files?name=..%2F..%2Fmug%20%E2%98%95.png", {
      method: "PUT",
      token,
      raw: png,
      headers: { "content-type": "image/png", "x-parley-handle": handle },
    });
    expect(uploaded.status).toBe(201);
    const file = await uploaded.json();
    expect(file).toMatchObject({
      name: "_.._mug ☕.png",
      contentType: "image/png",
      size: png.length,
      width: 2,
      height: 3,
    });
    const other = await start();
    const stolen = await ask("messages", {
      token: other.token,
      body: { clientId: newId(), content: "", fileIds: [file.fileId] },
    });
    expect(stolen.status).toBe(404);
    const body = { clientId: newId(), content: "", fileIds: [file.fileId], handle };
    const sent = (await (await ask("messages", { token, body })).json()) as SendAnswer;
    const again = (await (await ask("messages", { token: sent.session!.token, body })).json()) as SendAnswer;
    expect(again.message.id).toBe(sent.message.id);
    const link = new URL(sent.message.attachments[0]!.url, "http://parley.localhost");
    const got = await handleFiles(new Request(link));
    expect(Buffer.from(await got.arrayBuffer())).toEqual(png);
    expect(got.headers.get("x-content-type-options")).toBe("nosniff");
    link.searchParams.set("e", String(Number(link.searchParams.get("e")) + 1));
    expect((await handleFiles(new Request(link))).status).toBe(404);
  });

  it("reading moves on and never back", async () => {
    const { token, session } = await start();
    await sendMessage(owner, {
      conversationId: session.conversation!.id,
      clientId: newId(),
      kind: "outgoing",
      content: "Hi",
      fileIds: [],
    });
    for (const seq of [2, 1, 0]) expect((await ask("read", { token, body: { seq } })).status).toBe(200);
    const row = await rt.db.prisma.conversation.findUniqueOrThrow({
      where: { id: session.conversation!.id },
    });
    expect(row.contactSeenSeq).toBe(2);
  });
});

describe("bad input at the widget's door", () => {
  const bad: [string, NonNullable<Parameters<typeof ask>[1]> & { path?: string }, number][] = [
    ["no JSON", { raw: "{", headers: { "content-type": "application/json" } }, 400],
    ["a list for an object", { body: [] }, 400],
    ["numbers for text", { body: { clientId: 1, content: 2 } }, 400],
    ["nothing to say", { body: { clientId: "abcdefgh", content: "  \n " } }, 400],
    ["a client id with a quote", { body: { clientId: "a'b\"c--;drop", content: "x" } }, 400],
    ["100,000 characters", { body: { clientId: "abcdefgh", content: "x".repeat(100_000) } }, 400],
    ["10 MB", { body: { clientId: "abcdefgh", content: "x".repeat(10_000_000) } }, 413],
    ["a method it does not know", { method: "PUT", raw: "x" }, 400],
    ["an address it does not know", { path: "nothing", body: {} }, 404],
  ];

  it.each(bad)("%s is refused clearly and leaves nothing behind", async (_, given, status) => {
    const { token } = await start();
    const before = await rowCounts();
    const response = await ask(given.path ?? "messages", { token, ...given });
    expect(response.status).toBe(status);
    expect((await response.json()).error.message).toMatch(/\w{3}/);
    expect(await rowCounts()).toEqual(before);
  });

  it.each([
    undefined,
    "x",
    "eyJ0IjoiYSJ9.c2ln",
    `${Buffer.from('{"t":"x"}').toString("base64url")}.${"A".repeat(43)}`,
  ])("the token %s is refused with 401", async (token) => {
    expect((await ask("messages", { token, body: { clientId: "abcdefgh", content: "x" } })).status).toBe(401);
    expect((await ask("messages?after=0", { method: "GET", token })).status).toBe(401);
  });

  it.each([
    ["markup", "<script>alert(1)</script><img src=x onerror=alert(1)>"],
    ["odd Unicode", "👩‍👩‍👧‍👦 ﷽ \u0301\u0301 العربية 𝔘𝔫𝔦"],
  ])("%s is kept as the text it is", async (_, content) => {
    const { token } = await start(content);
    expect((await read(token)).items[0]!.content).toBe(content);
  });

  it("control characters, direction overrides and half characters are taken out, not stored broken", async () => {
    const { token } = await start("a\u0000b\u202Ec\ud800d\r\ne");
    expect((await read(token)).items[0]!.content).toBe("abc\ufffdd\ne");
  });
});
