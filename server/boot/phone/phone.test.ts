import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { memberCtx } from "../../../prisma/seed/factories";
import { seedDemo } from "../../../prisma/seed/index";
import type { MemberCtx } from "../../core/ctx";
import { mintTenantId, newId } from "../../core/ids";
import { handleWebhook } from "../../inbound/receive";
import { parseEnv } from "../../infra/env";
import { answer } from "../../infra/node-http/listener";
import type { Runtime } from "../../infra/runtime";
import { onLive } from "../../modules/conversations/live";
import { sendMessage } from "../../modules/messages/commands";
import { testRuntime } from "../../testing/runtime";
import { until } from "../../testing/until";
import { drain } from "../../worker/index";
import { phoneHandler } from "./handler";
import { openPhone } from "./open";
import { Phone } from "./phone";
import type { PhoneAsk } from "./schema";

let rt: Runtime;
let phone: Phone;
let ctx: MemberCtx;
const server = createServer(
  (message, response) => void answer(message, response, handleWebhook, () => response.destroy()),
);
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, done));
  const PORT = String((server.address() as AddressInfo).port);
  const opened = await Phone.open(parseEnv({ PORT, PARLEY_ENV: "development" }));
  phone = opened.phone;
  rt = await testRuntime({
    PORT,
    PARLEY_PRIVATE_HOSTS: "127.0.0.1",
    ...(opened.env as Record<string, string>),
  });
  await seedDemo(rt.db);
  await phone.join();
  const where = { isPrimaryOwner: true, tenant: { slug: "acme" } };
  const { user, ...owner } = await rt.db.prisma.member.findFirstOrThrow({ where, include: { user: true } });
  const { id, name, email } = user;
  ctx = memberCtx({
    ...{ ...owner, tenantId: mintTenantId(owner.tenantId), inboxIds: [], user: { id, name, email } },
  } as never);
});
afterAll(async () => {
  await phone.close();
  server.close();
});
beforeEach(() => phone.state.startAgain());

const turn = () => drain(20_000, rt, { reactions: [] });
const at = (network: string, person = "grace") => ({ person, network });
const say = (network: string, text: string, more: object = {}) =>
  phone.ask({ type: "say", ...at(network), text, ...more });
const chat = (network: string) => phone.state.chat(`grace/${network}`).messages;
const underway = () => phone.state.travelled.filter(({ state }) => state === "under way");
async function settled() {
  await until("all that travels has arrived", async () => {
    await turn();
    return underway().length === 0;
  });
}
async function inInbox(network: string) {
  await settled();
  const id = (await phone.conversations())[`grace/${network}`]!;
  const where = { conversationId: id };
  return { id, messages: await rt.db.prisma.message.findMany({ where, orderBy: { seq: "asc" } }) };
}
async function reply(network: string, content: string) {
  const { id: conversationId } = await inInbox(network);
  await rt.db.pool.query("update send_pace set next_at = now()");
  const input = { conversationId, clientId: newId(), kind: "outgoing" as const, content, fileIds: [] };
  return (await sendMessage(ctx, input)).message.id;
}
const statusOf = async (id: string) =>
  (await rt.db.prisma.message.findFirstOrThrow({ where: { id } })).status;

test("the demo business has an inbox of each network, the same ones when it is joined again", async () => {
  const before = phone.networks;
  await phone.join();
  expect(phone.networks).toEqual(before);
  expect(before.map(({ key }) => key)).toEqual(
    expect.arrayContaining(["whatsapp_cloud", "whatsapp_360dialog", "whatsapp_web", "telegram", "api"]),
  );
});

test.each(["whatsapp_cloud", "whatsapp_360dialog", "whatsapp_web", "telegram", "api"])(
  "over %s words, pictures, places, cards and edits go both ways",
  async (network) => {
    await say(network, "My teapot arrived chipped");
    for (const attach of ["photo", "voice", "location", "contact", "sticker", "file"])
      await say(network, "", { attach });
    const [first] = chat(network);
    await phone.ask({ type: "edit", ...at(network), target: first!.id, text: "My pot arrived chipped" });
    const { messages } = await inInbox(network);
    await turn();
    const { messages: stored } = await inInbox(network);
    expect(messages[0]).toMatchObject({ content: "My pot arrived chipped", kind: "incoming" });
    const types = stored.flatMap(({ attachments }) =>
      (attachments as { contentType: string }[]).map((one) => one.contentType),
    );
    expect(types.sort().join()).toMatch(/^application\/pdf,audio\/ogg.*,image.*,image\/webp$/);
    expect(stored.map(({ content }) => content).join()).toMatch(/📍/);

    const id = await reply(network, "A new one leaves today");
    await settled();
    const last = chat(network).at(-1)!;
    expect(last).toMatchObject({ isMine: false, text: "A new one leaves today" });
    await phone.ask({ type: "read", ...at(network) });
    await phone.ask({ type: "react", ...at(network), target: last.id, emoji: "❤️" });
    await settled();
    expect(await statusOf(id)).toBe(network === "telegram" ? "sent" : "read");
  },
);

test("typing and calls are played where the network tells of them, and no id of the wire is shown", async () => {
  expect(Object.fromEntries(phone.networks.map(({ key, tells }) => [key, tells.join()]))).toEqual({
    ...{ whatsapp_cloud: "call", whatsapp_360dialog: "call", whatsapp_web: "typing,call" },
    ...{ telegram: "", api: "typing,call" },
  });
  for (const network of ["whatsapp_cloud", "whatsapp_web", "api"]) {
    await say(network, "May I call?");
    await phone.ask({ type: "signal", ...at(network), what: "call" });
    await settled();
    const { messages } = await inInbox(network);
    expect(messages.map(({ data }) => JSON.stringify(data)).join()).toMatch(/"what":"call"/);
  }
  await phone.ask({ type: "signal", ...at("api"), what: "typing" });
  await settled();
  expect(phone.state.travelled.at(-1)).toMatchObject({ what: "typing", state: "processed" });
  await reply("whatsapp_web", "Do");
  await settled();
  expect(JSON.stringify(phone.state.travelled)).not.toMatch(/wamid|3EB0/);
});

test("a message too fast is refused and comes later; one whose answer is lost is decided by its receipt", async () => {
  const network = "whatsapp_cloud";
  await say(network, "Are you there?");
  await phone.ask({ type: "difficulty", refuse: "busy" });
  const late = await reply(network, "One moment");
  await turn();
  expect([await statusOf(late), chat(network).length]).toEqual(["queued", 1]);
  await rt.db.pool.query("update send_pace set next_at = now()");
  await rt.db.pool.query("update outbox_entry set run_at = now() where state = 'scheduled'");
  await settled();
  expect(chat(network).at(-1)).toMatchObject({ text: "One moment" });
  await phone.ask({ type: "difficulty", refuse: "lost" });
  const lost = await reply(network, "Here I am");
  await settled();
  await until("the receipt has decided", async () => (await statusOf(lost)) === "delivered");
  expect(chat(network).filter(({ text }) => text === "Here I am")).toHaveLength(1);
  await phone.ask({ type: "difficulty", refuse: "expired" });
  await reply(network, "Once more");
  await turn();
  const where = { tenantId: ctx.tenantId, channel: network };
  expect(await rt.db.prisma.inbox.findFirst({ where })).toMatchObject({ pausedFor: { code: "190" } });
});

test("delivered twice and out of order it is the same conversation", async () => {
  await phone.ask({ type: "difficulty", isTwice: true, isOutOfOrder: true });
  for (const text of ["one", "two", "three"]) {
    await say("whatsapp_web", text);
    // Another millisecond for each.
    await new Promise((done) => setTimeout(done, 2));
  }
  await until("all have gone", () => phone.state.travelled.length === 6);
  const { messages } = await inInbox("whatsapp_web");
  const said = messages.filter(({ content }) => /^(one|two|three)$/.test(content));
  // As they came, and as they were said.
  expect(said.map(({ content }) => content)).toEqual(["three", "two", "one"]);
  said.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  expect(said.map(({ content }) => content)).toEqual(["one", "two", "three"]);
  expect(phone.state.travelled.map(({ state }) => state)).toEqual(
    expect.arrayContaining(["processed", "seen"]),
  );
});

test("it is there on the embedded database outside production only, where others do not reach it, and answers this machine alone", async () => {
  expect(await openPhone(parseEnv({ PARLEY_ENV: "production" }), true)).toBeNull();
  expect(await openPhone(parseEnv({ PARLEY_ENV: "development" }), false)).toBeNull();
  expect(await openPhone(parseEnv({ APP_URL: "https://parley.example.com" }), true)).toBeNull();
  const handle = phoneHandler(phone);
  const call = async (
    given: { ip?: string; host?: string; origin?: string; relayed?: string; ask?: PhoneAsk } = {},
  ) => {
    const { ip = "127.0.0.1", host = "localhost:3000", origin, relayed, ask } = given;
    const own = { "x-parley-ip": ip, ...(relayed && { "x-parley-relayed": relayed }) };
    const headers = { ...own, host, ...(origin && { origin }) };
    const sent = ask ? { method: "POST", body: JSON.stringify(ask) } : {};
    return (await handle(new Request("http://localhost:3000/api/dev/phone", { headers, ...sent }))).status;
  };
  const ask: PhoneAsk = { type: "again" };
  expect(await call()).toBe(200);
  expect(await call({ ip: "192.0.2.1" })).toBe(404);
  expect(await call({ host: "parley.example.com" })).toBe(404);
  expect(await call({ relayed: "1" })).toBe(404);
  expect(await call({ ask })).toBe(403);
  expect(await call({ ask, origin: "https://evil.example" })).toBe(403);
  expect(await call({ ask, origin: "null" })).toBe(403);
  expect(await call({ ask, origin: "http://localhost:3000" })).toBe(204);
});

test("whoever has the conversation open is told that its 24 hours are over, and that they are not", async () => {
  await say("whatsapp_cloud", "Is it open?");
  const { id } = await inInbox("whatsapp_cloud");
  const where = { conversationId: id, type: "conversation.window_opened" };
  const facts = () => rt.db.prisma.event.count({ where });
  const before = await facts();
  const told: boolean[] = [];
  onLive({
    changes: (all) => {
      for (const { row } of all) if (row.id === id) told.push(row.window_closes_at!.getTime() > Date.now());
    },
    signal: () => {},
    isWatched: () => true,
  });
  onTestFinished(() => onLive({ changes: () => {}, signal: () => {}, isWatched: () => false }));
  for (const isClosed of [true, false])
    await phone.ask({ type: "window", ...at("whatsapp_cloud"), isClosed });
  expect(told).toEqual([false, true]);
  expect(await facts()).toBe(before + 2);
});
