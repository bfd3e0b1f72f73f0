import { beforeAll, describe, expect, it } from "vitest";
import { makeInbox, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { newId } from "../../core/ids";
import { NotYet } from "../../infra/outbox/entry";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { askWidget, newHandle, SHOP, websiteOf } from "../../testing/website";
import { appendAndTell, sendMessage } from "../messages/commands";
import { CONTINUITY_KIND, continuityHandler, IS_WEB_REPLY, mailUnseen, oweContinuity } from "./continuity";
import { stopLinks } from "./mail-stop";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime({ SMTP_URL: "smtp://127.0.0.1:9" });
});

const ALLOWED = { allowedOrigins: [SHOP], colour: "#0E7A41" };

/** A visitor of a shop who has written and named an address, and an agent who answers. */
async function scene(given: { settings?: object; email?: string | null } = {}) {
  const { settings = ALLOWED, email = `grace-${newId()}@shop.example` } = given;
  const { tenant, owner } = await makeTeam(rt.db, {});
  const inbox = await makeInbox(rt.db, { tenantId: tenant.id, settings });
  const handle = newHandle();
  const site = websiteOf(inbox);
  const body = { inbox: inbox.publicId, user: { name: "Grace", ...(email && { email }) } };
  const { token } = await (await askWidget("session", { body })).json();
  const asked = "Is the mug in stock? See http://evil.example/now or mail x@evil.example";
  const page = `${SHOP}/mugs?utm=1`;
  const { session } = await (await site.send(token, asked, { handle, page })).json();
  const conversationId: string = session.conversation.id;
  const ctx = {
    tenantId: tenant.id,
    actor: { kind: "system", name: "test" } as const,
    traceId: newId(),
    ip: "",
  };
  const reply = async (content: string, kind: "outgoing" | "note" = "outgoing") =>
    (await sendMessage(memberCtx(owner), { conversationId, clientId: newId(), kind, content, fileIds: [] }))
      .message.id;
  const jobs = async (kind: string) =>
    (
      await rt.db.pool.query(
        "select payload, run_at, created_at from outbox_entry where tenant_id = $1 and kind = $2 order by id",
        [tenant.id, kind],
      )
    ).rows;
  const mails = async () => (await jobs("mail.send")).map(({ payload }) => payload);
  const lines = async () =>
    (
      await rt.db.prisma.message.findMany({
        where: { conversationId, kind: "activity" },
        orderBy: { seq: "asc" },
      })
    ).map(({ data }) => data);
  const read = (seq: number) => askWidget("read", { token: session.token, body: { seq } });
  return { tenant, inbox, ctx, email, conversationId, session, site, reply, jobs, mails, lines, read };
}

describe("a reply that the visitor has not seen", () => {
  it("goes to their address with all the unseen ones, once, and the thread says so", async () => {
    const { ctx, email, conversationId, reply, mails, lines } = await scene();
    const first = await reply("Yes, **12** of them: [mugs](https://shop.example/mugs)");
    await reply("secret shelf B4", "note");
    const second = await reply("Shall I keep one?");
    await Promise.all([mailUnseen(ctx, first), mailUnseen(ctx, second), mailUnseen(ctx, first)]);
    await mailUnseen(ctx, second);
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: email, template: "unseen-replies" });
    expect(mail.data.replies.map(({ text }: { text: string }) => text)).toEqual([
      "Yes, 12 of them: mugs (https://shop.example/mugs)",
      "Shall I keep one?",
    ]);
    expect(mail.data).toMatchObject({
      colour: "#0E7A41",
      link: `${SHOP}/mugs?parley=${conversationId}`,
      earlier: [{ author: "You", text: "Is the mug in stock? See … or mail …", isOurs: false }],
    });
    expect(JSON.stringify(mail)).not.toContain("shelf");
    expect(await lines()).toEqual([{ type: "emailed", to: email, count: 2 }]);
    const third = await reply("Or two?");
    await mailUnseen(ctx, third);
    expect((await mails())[1].data.replies).toMatchObject([{ text: "Or two?" }]);
  });

  it("is owed for two minutes later, once, whatever runs again", async () => {
    const { ctx, reply, jobs } = await scene();
    const messageId = await reply("Yes");
    await Promise.all([oweContinuity(ctx, { messageId }), oweContinuity(ctx, { messageId })]);
    const [job, ...more] = await jobs(CONTINUITY_KIND);
    expect(more).toEqual([]);
    const wait = job.run_at.getTime() - job.created_at.getTime();
    expect(wait).toBeGreaterThan(110_000);
    expect(wait).toBeLessThan(121_000);
    expect(continuityHandler.payload.safeParse(job.payload).success).toBe(true);
  });

  it("stays where it is when it was seen, answered or deleted in the meantime", async () => {
    const seen = await scene();
    const one = await seen.reply("Yes");
    await seen.read(2);
    await mailUnseen(seen.ctx, one);
    const answered = await scene();
    const two = await answered.reply("Yes");
    await answered.site.send(answered.session.token, "Thanks");
    await mailUnseen(answered.ctx, two);
    const gone = await scene();
    const three = await gone.reply("Yes");
    await rt.db.prisma.message.updateMany({ where: { id: three }, data: { deletedAt: new Date() } });
    await mailUnseen(gone.ctx, three);
    await mailUnseen(gone.ctx, newId());
    for (const { mails } of [seen, answered, gone]) expect(await mails()).toEqual([]);
  });

  it.each([
    ["nobody knows an address", { email: null }],
    ["the inbox does not want it", { settings: { ...ALLOWED, continuity: false } }],
  ])("goes nowhere when %s", async (_, given) => {
    const { ctx, reply, jobs, mails } = await scene(given);
    const messageId = await reply("Yes");
    await oweContinuity(ctx, { messageId });
    await mailUnseen(ctx, messageId);
    expect([await jobs(CONTINUITY_KIND), await mails()]).toEqual([[], []]);
  });

  it("of our own (greeting, hours, rating) owes no mail", async () => {
    const { ctx, conversationId, jobs } = await scene();
    const said = { kind: "outgoing", author: { kind: "bot", id: null }, clientId: "auto:greeting" } as const;
    const made = await appendAndTell({
      ...{ tenantId: ctx.tenantId, conversationId, identityId: null, attachments: [], status: "sent" },
      ...{ ...said, content: "Hello", traceId: "" },
    });
    await oweContinuity(ctx, { messageId: made!.message.id });
    expect(await jobs(CONTINUITY_KIND)).toEqual([]);
  });

  it("quotes the visitor in full where the team itself knows the address", async () => {
    const { ctx, tenant, conversationId, reply, mails } = await scene({ email: null });
    await rt.db.pool.query(
      "update contact set email = 'known@shop.example' where id = (select contact_id from conversation where id = $1)",
      [conversationId],
    );
    await mailUnseen(ctx, await reply("Yes"));
    const [mail] = await mails();
    expect(mail.data.earlier[0].text).toContain("http://evil.example/now");
    expect(tenant.id).toBe(ctx.tenantId);
  });

  it("leads back only to a website that the inbox names", async () => {
    const { ctx, reply, mails } = await scene({ settings: { allowedOrigins: [] } });
    await mailUnseen(ctx, await reply("Yes"));
    expect((await mails())[0].data.link).toBeNull();
  });
});

describe("the way out", () => {
  it("ends the mails to that address, by one click of a mail program, for this business only", async () => {
    const { ctx, email, tenant, reply, mails } = await scene();
    const { stopNow } = stopLinks(tenant.id, email!.toUpperCase());
    const path = stopNow.split("/api/widget/")[1]!;
    const asked = await askWidget(path, { method: "GET", origin: null });
    expect(asked.status).toBe(303);
    await mailUnseen(ctx, await reply("One"));
    expect(await mails()).toHaveLength(1);
    expect((await askWidget(path, { raw: "List-Unsubscribe=One-Click", origin: null })).status).toBe(200);
    await mailUnseen(ctx, await reply("Two"));
    expect(await mails()).toHaveLength(1);
    const other = await scene({ email: email! });
    await mailUnseen(other.ctx, await other.reply("Three"));
    expect(await other.mails()).toHaveLength(1);
    expect((await askWidget(`${path}x`, { raw: "", origin: null })).status).toBe(404);
  });
});

describe("an address", () => {
  it("gets so many a day; the rest waits and comes together", async () => {
    const { ctx, reply } = await scene();
    let refused: unknown;
    for (let i = 0; i < 41 && !refused; i++) {
      const id = await reply(`Number ${i}`);
      await mailUnseen(ctx, id).catch((error) => {
        refused = error;
      });
    }
    expect(refused).toBeInstanceOf(NotYet);
  });
});

describe("the button of the mail", () => {
  it("leads to no other business on our own address", async () => {
    const { tenant, inbox, ctx, conversationId, reply, mails } = await scene();
    const { pool } = rt.db;
    const lead = async (path: string) => {
      await pool.query(
        "update identity set data = data || jsonb_build_object('page', $2::text) where tenant_id = $1",
        [tenant.id, new URL(path, rt.appUrl).href],
      );
      await pool.query("delete from page_visit where tenant_id = $1", [tenant.id]);
      await mailUnseen(ctx, await reply("Here."));
      return (await mails()).at(-1).data.link;
    };
    const opened = (path: string) => `${new URL(path, rt.appUrl).href}?parley=${conversationId}`;
    expect(await lead("/chat/somebody-else")).toBeNull();
    expect(await lead(`/chat/${inbox.publicId}?x=1`)).toBe(opened(`/chat/${inbox.publicId}`));
    expect(await lead(`/demo/${tenant.slug}`)).toBeNull();
    await pool.query("update tenant set is_demo = true where id = $1", [tenant.id]);
    expect(await lead(`/demo/${tenant.slug}`)).toBe(opened(`/demo/${tenant.slug}`));
    expect(await lead("/demo/somebody-else")).toBeNull();
  });
});

it("only a reply of a person or a bot on a website begins a look", async () => {
  const { tenant, conversationId, reply } = await scene();
  const isLooked = async (messageId: string) =>
    (
      await rt.db.pool.query(
        `select ${IS_WEB_REPLY} as is from event p where p.tenant_id = $1 and p.type = 'message.created' and p.message_id = $2`,
        [tenant.id, messageId],
      )
    ).rows[0].is;
  const asked = await rt.db.prisma.message.findFirstOrThrow({ where: { conversationId, kind: "incoming" } });
  expect(await isLooked(asked.id)).toBe(false);
  const id = await reply("Yes.");
  expect(await isLooked(id)).toBe(true);
  expect(await isLooked(await reply("Which?", "note"))).toBe(false);
  await rt.db.pool.query("update message set client_id = 'auto:greeting:1' where id = $1", [id]);
  expect(await isLooked(id)).toBe(false);
});
