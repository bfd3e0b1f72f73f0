import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { memberCtx } from "../../../prisma/seed/factories";
import { createApiFake, signedHeaders } from "../../channels/api/fake";
import { type FakeProvider, startFake } from "../../channels/fake";
import { newId } from "../../core/ids";
import { handleWebhook } from "../../inbound/receive";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene, forgetWork, SIGNING_SECRET } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { drain } from "../../worker/index";
import { sendMessage } from "../messages/commands";
import { changeCredentials, checkConnection, connectAndAnnounce } from "./connect";

const PICTURE = Buffer.from("a picture of a teapot");
let rt: Runtime;
let system: FakeProvider;
let shop: ChannelScene;
beforeAll(async () => {
  const take = createApiFake({ secret: SIGNING_SECRET });
  system = await startFake((call) =>
    call.path === "/pot.jpg" ? { status: 200, file: { type: "image/jpeg", bytes: PICTURE } } : take(call),
  );
  rt = await testRuntime({ PARLEY_PRIVATE_HOSTS: "127.0.0.1" });
});
afterAll(() => system.close());
beforeEach(async () => {
  await forgetWork(rt);
  system.calls.length = system.moods.length = 0;
  shop = await channelScene(rt, "api", { url: `${system.url}/hook?of=shop` });
});

const ctx = () => memberCtx({ ...shop.owner, tenantId: shop.tenantId });
const contact = { id: "cust-77", name: "Ada", phone: "+447700900123" };
const turn = () => drain(20_000, rt, { reactions: [] });
async function written(text = "Where is it?", more: object = {}) {
  await shop.deliver({ type: "message", id: newId(), contact, text, ...more });
  await shop.work();
  return (await shop.conversations())[0]!;
}
async function reply(conversationId: string, content: string, replyToId?: string) {
  const input = {
    conversationId,
    clientId: newId(),
    kind: "outgoing" as const,
    content,
    fileIds: [],
    replyToId,
  };
  return (await sendMessage(ctx(), input)).message.id;
}
const messageOf = (id: string) => rt.db.prisma.message.findFirstOrThrow({ where: { id } });

it("what comes signed becomes a conversation with its file, once; what is forged or old is refused", async () => {
  const event = {
    ...{ type: "message", id: "crm-1", contact, text: "It came chipped" },
    files: [{ url: `${system.url}/pot.jpg`, contentType: "image/jpeg" }],
  };
  const body = JSON.stringify(event);
  const statuses = [
    await shop.post(body),
    // The same again, under a new signature: it changes nothing.
    await shop.post(body),
    await shop.post(body, signedHeaders("whsec_c29tZWJvZHktZWxzZS1zLXNlY3JldC0wMDAw", body)),
    await shop.post(body, signedHeaders(SIGNING_SECRET, body, { at: new Date(Date.now() - 301_000) })),
    await shop.post(body, {}),
  ].map(({ status }) => status);
  expect(statuses).toEqual([200, 200, 401, 401, 401]);
  await shop.work();
  await turn();
  const [conversation, ...others] = await shop.conversations();
  expect(others).toEqual([]);
  expect(conversation).toMatchObject({
    contact: { name: "Ada", phone: "+447700900123" },
    messages: [
      {
        ...{ content: "It came chipped", externalId: "crm-1" },
        attachments: [{ name: "pot.jpg", contentType: "image/jpeg", size: PICTURE.length }],
      },
    ],
  });
});

it("a reply is posted signed, and what the system says of it comes back by the same door", async () => {
  const conversation = await written();
  const asked = conversation.messages[0]!;
  const id = await reply(conversation.id, "With the courier", asked.id);
  await turn();
  expect(system.calls).toMatchObject([
    {
      ...{ method: "POST", path: "/hook?of=shop" },
      headers: { "content-type": "application/json", "webhook-id": `conv_msg_out_${id}` },
      json: {
        ...{ type: "message", id: `conv_msg_out_${id}`, text: "With the courier", file: null },
        to: { id: "cust-77", phone: "+447700900123", group: null },
        replyTo: asked.externalId,
      },
    },
  ]);
  const { externalId } = await messageOf(id);
  expect(externalId).toMatch(/^sys-/);
  await shop.deliver({ type: "status", message: externalId, status: "delivered" });
  // By our own name for it too.
  await shop.deliver({ type: "status", message: `conv_msg_out_${id}`, status: "read" });
  await shop.deliver({ type: "reaction", message: externalId, emoji: "👍", contact });
  await shop.work();
  expect(await messageOf(id)).toMatchObject({
    status: "read",
    meta: { reactions: [expect.objectContaining({ emoji: "👍", name: "Ada" })] },
  });
});

it("a system that is busy is asked again, with the same id, when it says; one that answers nothing is not", async () => {
  const { id: conversationId } = await written();
  system.moods.push({ status: 503, json: { error: { reason: "The till is closed." } } }, "hang-up");
  const first = await reply(conversationId, "one");
  await turn();
  expect(await messageOf(first)).toMatchObject({ status: "queued" });
  await rt.db.pool.query("update outbox_entry set run_at = now() where state = 'scheduled'");
  await turn();
  expect(await messageOf(first)).toMatchObject({ status: "failed", error: { code: "unconfirmed" } });
  expect(system.calls.map(({ headers }) => headers["webhook-id"])).toEqual(
    Array(2).fill(`conv_msg_out_${first}`),
  );
  await shop.deliver({ type: "status", message: `conv_msg_out_${first}`, status: "delivered" });
  await shop.work();
  expect(await messageOf(first)).toMatchObject({ status: "delivered", error: null });
});

it("an address that does not know us pauses the inbox; the new one needs no secret again, and what waited goes out", async () => {
  const { id: conversationId } = await written();
  system.moods.push({ status: 410 });
  const id = await reply(conversationId, "Hello?");
  await turn();
  const inbox = () => rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: shop.inbox.id } });
  expect(await inbox()).toMatchObject({ pausedFor: { reason: "Your address says that it is gone." } });
  const credentials = { url: `${system.url}/new`, secret: "" };
  expect(await changeCredentials(ctx(), { inboxId: shop.inbox.id, credentials })).toEqual({ warning: null });
  await turn();
  expect(await messageOf(id)).toMatchObject({ status: "sent" });
  expect(system.calls.map(({ path }) => path)).toEqual(["/hook?of=shop", "/new", "/new"]);
});

it("a new inbox shows the secret it has made this once, and says when the system does not know it yet", async () => {
  const url = `${system.url}/hook`;
  const input = { channel: "api", name: "CRM", credentials: { url, secret: "" } };
  const { made, warning } = await connectAndAnnounce(ctx(), input);
  expect(made).toEqual([{ label: "Signing secret", value: expect.stringMatching(/^whsec_[\w+/]{43}=$/) }]);
  expect(warning).toMatch(/does not accept the signature/);
  const known = { url, secret: SIGNING_SECRET };
  expect(await checkConnection(ctx(), { channel: "api", credentials: known })).toMatchObject({
    isKnown: true,
  });
  expect((await connectAndAnnounce(ctx(), { ...input, credentials: known })).made).toEqual([]);
});

it("two systems may both know a customer 77; one system's guest becomes its customer", async () => {
  const anonymous = (id: string, text: string) => ({ type: "message", id: newId(), contact: { id }, text });
  await shop.deliver(anonymous("cust-77", "From the shop"));
  const { inboxId } = await connectAndAnnounce(ctx(), {
    ...{ channel: "api", name: "CRM" },
    credentials: { url: `${system.url}/crm`, secret: SIGNING_SECRET },
  });
  const body = JSON.stringify(anonymous("cust-77", "From the CRM"));
  const headers = signedHeaders(SIGNING_SECRET, body);
  const path = `http://parley.test/api/webhooks/api/${inboxId}`;
  expect((await handleWebhook(new Request(path, { method: "POST", body, headers }))).status).toBe(200);
  await shop.deliver(anonymous("guest-3", "It is me"));
  await shop.work();
  expect(await rt.db.prisma.contact.count({ where: { tenantId: shop.tenantId } })).toBe(3);
  await shop.deliver({ type: "renamed", from: { id: "guest-3" }, contact: { id: "cust-77" } });
  await shop.work();
  const [joined, ...rest] = await shop.conversations();
  const said = joined!.messages.map(({ content }) => content);
  expect([rest, said]).toEqual([[], expect.arrayContaining(["From the shop", "It is me"])]);
});
