import { beforeAll, describe, expect, it } from "vitest";
import { makeInbox, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { askAfterResolve } from "../../modules/automation/reactions";
import { recordReopening } from "../../modules/conversations/reactions";
import { appendAndTell, sendMessage } from "../../modules/messages/commands";
import { stopLinks, stopMail } from "../../modules/visitors/mail-stop";
import { testRuntime } from "../../testing/runtime";
import { askWidget, websiteOf } from "../../testing/website";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime();
});

async function scene(given: { settings?: object } = {}) {
  const { tenant, owner } = await makeTeam(rt.db, {});
  const workflow = { rating: { isOn: true, question: "How was it?" } };
  const inbox = await makeInbox(rt.db, { tenantId: tenant.id, workflow, settings: given.settings ?? {} });
  const site = websiteOf(inbox);
  const { token, session, handle } = await site.start("Is it in stock? Buy at http://evil.example");
  const conversationId = session.conversation!.id;
  const reply = (content: string, kind: "outgoing" | "note" = "outgoing") =>
    sendMessage(memberCtx(owner), { conversationId, clientId: newId(), kind, content, fileIds: [] });
  const lines = async () =>
    (
      await rt.db.prisma.message.findMany({
        where: { conversationId, kind: "activity" },
        orderBy: { seq: "asc" },
      })
    ).map(({ data, authorKind }) => [authorKind, data]);
  const status = async () =>
    (await rt.db.prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } })).status;
  const events = async () =>
    (
      await rt.db.pool.query(
        "select id, data from event where conversation_id = $1 and type = 'conversation.status_changed' order by position",
        [conversationId],
      )
    ).rows;
  const mails = async () =>
    (
      await rt.db.pool.query(
        "select payload from outbox_entry where tenant_id = $1 and kind = 'mail.send' order by id",
        [tenant.id],
      )
    ).rows.map(({ payload }) => payload);
  const ask = (path: string, body: object = {}) => askWidget(path, { token, body });
  const ctx = {
    tenantId: tenant.id,
    actor: { kind: "system", name: "test" } as const,
    traceId: newId(),
    ip: "",
  };
  return {
    tenant,
    owner,
    ctx,
    site,
    token,
    handle,
    session,
    conversationId,
    reply,
    lines,
    status,
    events,
    mails,
    ask,
  };
}

describe("a visitor who is done", () => {
  it("ends the conversation in their own name, once, is asked for a rating at once, and may write again", async () => {
    const { ctx, site, token, conversationId, reply, lines, status, events, ask } = await scene();
    await reply("Yes");
    expect((await Promise.all([ask("end"), ask("end")])).map((r) => r.status)).toEqual([200, 200]);
    expect(await status()).toBe("resolved");
    expect(await lines()).toEqual([["contact", { type: "ended" }]]);
    const [event, ...more] = await events();
    expect(more).toEqual([]);
    const fact = { ...event.data, conversationId, eventId: event.id };
    await askAfterResolve(ctx, fact);
    await recordReopening(ctx, fact);
    const { items } = await site.read(token);
    expect(items.at(-1)).toMatchObject({ content: "How was it?", rating: { score: null } });
    expect(await lines()).toHaveLength(1);
    expect((await site.send(token, "One more thing")).status).toBe(201);
    expect(await status()).toBe("open");
  });

  it("ends only what is theirs, and only where the business lets them", async () => {
    const other = await scene();
    await rt.db.prisma.conversation.update({
      where: { id: other.conversationId },
      data: { identityId: null },
    });
    expect((await other.ask("end")).status).toBe(401);
    expect(await other.status()).toBe("open");
    const off = await scene({ settings: { features: { endConversation: false, transcript: false } } });
    for (const path of ["end", "transcript"]) expect((await off.ask(path)).status).toBe(403);
    expect(await off.status()).toBe("open");
  });
});

describe("the copy by mail", () => {
  it("asks for an address where none is known, goes to it without notes, and is known from then on", async () => {
    const { reply, mails, lines, ask, conversationId } = await scene();
    await reply("Yes, see [ours](https://shop.example)");
    await reply("secret shelf B4", "note");
    const asked = await ask("transcript");
    expect([asked.status, (await asked.json()).error.field]).toEqual([400, "email"]);
    const email = `grace-${newId()}@shop.example`;
    expect(await (await ask("transcript", { email: email.toUpperCase() })).json()).toEqual({ to: email });
    const [mail] = await mails();
    expect(mail).toMatchObject({ to: email, template: "own-transcript" });
    expect(mail.data.said.map(({ text }: { text: string }) => text)).toEqual([
      "Is it in stock? Buy at …",
      "Yes, see ours (https://shop.example)",
    ]);
    expect(await lines()).toEqual([["contact", { type: "transcript", to: email }]]);
    const { contact } = await rt.db.prisma.conversation.findUniqueOrThrow({
      where: { id: conversationId },
      include: { contact: true },
    });
    expect(contact.email).toBe(email);
    expect((await (await ask("transcript", { email: "other@evil.example" })).json()).to).toBe(
      "g•••@shop.example",
    );
    expect((await mails()).map(({ to }) => to)).toEqual([email, email]);
  });

  it("goes nowhere before anybody has answered, to an address that wants none, or too often", async () => {
    const { tenant, conversationId, reply, mails, ask } = await scene();
    const email = "grace@shop.example";
    expect((await ask("transcript", { email })).status).toBe(409);
    const greeting = {
      kind: "outgoing",
      author: { kind: "bot", id: null },
      content: "Hi!",
      attachments: [],
    } as const;
    await appendAndTell({
      ...{ ...greeting, tenantId: tenant.id, conversationId, clientId: `auto:${newId()}` },
      ...{ replyToId: null, status: "sent", traceId: newId() },
    } as never);
    expect((await ask("transcript", { email })).status).toBe(409);
    expect((await ask("transcript", { email: "no address" })).status).toBe(400);
    await reply("Yes");
    const stopped = "stopped@shop.example";
    await stopMail({ token: stopLinks(tenant.id, stopped).stop.split("/").at(-1)! });
    expect((await ask("transcript", { email: stopped })).status).toBe(409);
    expect(await mails()).toEqual([]);
    const answers = [];
    for (let i = 0; i < 6; i++) answers.push((await ask("transcript", { email })).status);
    expect(answers.at(-1)).toBe(429);
  });
});
