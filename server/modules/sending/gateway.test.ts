import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { memberCtx } from "../../../prisma/seed/factories";
import { type FakeProvider, startFake } from "../../channels/fake";
import { createGatewayFake, type GatewayFake } from "../../channels/whatsapp_web/fake";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene, forgetWork } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { fixture, refusal } from "../../testing/sending-scene";
import { messageWithTries } from "../../testing/tries";
import { drain } from "../../worker/index";
import { sendMessage } from "../messages/commands";
import type { Share } from "../messages/schema";
import { checkConnection, connectAndAnnounce } from "./connect";
import { editMessage } from "./gestures";
import { tryInboxAgain } from "./pause";

const LOGIN = { username: "parley", password: "fictional" };
let rt: Runtime;
let gateway: GatewayFake;
let provider: FakeProvider;
let shop: ChannelScene;
let take: GatewayFake["take"];

beforeAll(async () => {
  rt = await testRuntime({ PARLEY_PRIVATE_HOSTS: "127.0.0.1" });
  provider = await startFake((call) => take(call));
});
afterAll(() => provider.close());
beforeEach(async () => {
  await forgetWork(rt);
  gateway = createGatewayFake({ ...LOGIN, isPaired: true });
  take = gateway.take;
  provider.calls.length = provider.moods.length = 0;
  shop = await channelScene(rt, "whatsapp_web", { ...LOGIN, baseUrl: provider.url });
  await shop.deliver(fixture("whatsapp_web/fixtures/v9-message-text"));
  await shop.work();
});

const ctx = () => memberCtx({ ...shop.owner, tenantId: shop.tenant.id });
const turn = () => drain(20_000, rt, { reactions: [] });
async function soon() {
  await rt.db.pool.query("update send_pace set next_at = now()");
  const due = "update outbox_entry set run_at = now() where state = 'scheduled' and tenant_id = $1";
  await rt.db.pool.query(due, [shop.tenantId]);
}
const thread = async () => (await shop.conversations())[0]!;
const messageOf = (id: string) => messageWithTries(rt, id);
async function reply(content: string, rest: { share?: Share; replyToId?: string } = {}) {
  const { id: conversationId } = await thread();
  const input = { conversationId, clientId: newId(), kind: "outgoing" as const, fileIds: [] };
  return (await sendMessage(ctx(), { ...input, content, ...rest })).message.id;
}
const event = (name: string, payload: object) => shop.deliver(gateway.event(name, payload));
const ADA = { chat_id: "447700900123@s.whatsapp.net", from: "447700900123@s.whatsapp.net" };

describe("a gateway", () => {
  it("takes words, replies, places and cards, and its receipts never go backwards", async () => {
    const [first] = (await thread()).messages;
    const id = await reply("Yes, we are", { replyToId: first!.id });
    await turn();
    const place = {
      type: "location" as const,
      latitude: 51.5,
      longitude: -0.14,
      name: "Shop",
      address: null,
    };
    await reply("", { share: place });
    await soon();
    await turn();
    const people = [{ name: "Bob", phones: ["+44 7700 900789"], emails: [] }];
    await reply("", { share: { type: "contacts", people } });
    await soon();
    await turn();
    const phone = "447700900123@s.whatsapp.net";
    expect(gateway.sent.map(({ path, json }) => [path, json])).toEqual([
      ["/send/message", { phone, message: "Yes, we are", reply_message_id: first!.externalId }],
      ["/send/location", { phone, latitude: "51.5", longitude: "-0.14" }],
      ["/send/contact", { phone, contact_name: "Bob", contact_phone: "+44 7700 900789" }],
    ]);
    const externalId = gateway.sent[0]!.id;
    for (const type of ["read", "delivered"]) {
      await event("message.ack", { ...ADA, ids: [externalId], receipt_type: type });
      await shop.work();
    }
    expect(await messageOf(id)).toMatchObject({ status: "read", externalId });
  });

  it("shows one message where its echo comes before the answer to the send, and of each of its parts", async () => {
    const texts = async () => (await thread()).messages.map(({ content }) => content);
    const echo = ({ id, json }: { id: string; json: object }) =>
      event("message", {
        ...ADA,
        id,
        from: gateway.jid,
        is_from_me: true,
        body: (json as { message: string }).message,
      });
    let told = Promise.resolve<unknown>(null);
    take = (call) => {
      const answer = gateway.take(call);
      // Understood before the worker has the answer.
      told = echo(gateway.sent.at(-1)!).then(() => drain(20_000, rt, { reactions: [] }));
      return told.then(() => answer) as never;
    };
    const id = await reply("**Yes**, _at_ [ours](https://shop.example)");
    await turn();
    await told;
    await soon();
    await shop.work();
    expect(gateway.sent[0]!.json).toMatchObject({ message: "*Yes*, _at_ ours (https://shop.example)" });
    const said = "**Yes**, _at_ [ours](https://shop.example)";
    expect(await texts()).toEqual(["Hello, is anyone there?", said]);
    expect(await messageOf(id)).toMatchObject({ status: "sent", externalId: gateway.sent[0]!.id });
    // The answer came first this time.
    await echo(gateway.sent[0]!);
    await shop.work();
    expect(await texts()).toHaveLength(2);
  });

  it("is told by its echo what became of a send that was never answered", async () => {
    provider.moods.push("hang-up");
    const id = await reply("**Yes**");
    await turn();
    expect(await messageOf(id)).toMatchObject({ status: "failed", error: { code: "unconfirmed" } });
    const [sent] = gateway.sent;
    const ours = { ...ADA, from: gateway.jid, is_from_me: true };
    await event("message", { ...ours, id: sent!.id, body: "*Yes*" });
    await shop.work();
    expect(await messageOf(id)).toMatchObject({ status: "sent", externalId: sent!.id, content: "**Yes**" });
    expect((await thread()).messages).toHaveLength(2);
    const edit = { conversationId: (await thread()).id, messageId: id, content: "**No** ~~Yes~~" };
    await editMessage(ctx(), edit);
    await soon();
    await turn();
    expect(provider.calls.at(-1)!.json).toMatchObject({ message: "*No* ~Yes~" });
    // Our own edit, told of as all are.
    await event("message.edited", { ...ours, id: "E1", original_message_id: sent!.id, body: "*No* ~Yes~" });
    await shop.work();
    expect(await messageOf(id)).toMatchObject({ content: "**No** ~~Yes~~" });
  });

  it("takes for such an echo only what was said about then: equal words of a week later are the phone's own", async () => {
    provider.moods.push("hang-up");
    const id = await reply("Yes");
    await turn();
    const week = "update send_attempt set started_at = started_at - interval '7 days' where message_id = $1";
    await rt.db.pool.query(week, [id]);
    const echo = { ...ADA, from: gateway.jid, is_from_me: true, body: "Yes" };
    await event("message", { ...echo, id: "PHONE1" });
    await shop.work();
    expect(await messageOf(id)).toMatchObject({ externalId: null, error: { code: "unconfirmed" } });
    expect((await thread()).messages.map(({ content }) => content).slice(1)).toEqual(["Yes", "Yes"]);
    const then = new Date(Date.now() - 7 * 86_400_000 + 5_000).toISOString();
    await event("message", { ...echo, id: gateway.sent[0]!.id, timestamp: then });
    await shop.work();
    expect(await messageOf(id)).toMatchObject({ status: "sent", externalId: gateway.sent[0]!.id });
    expect((await thread()).messages).toHaveLength(3);
  });

  it("fetches what it holds, and has downloaded once more what it holds no longer", async () => {
    gateway.files.set("statics/media/one.jpe", { type: "image/jpeg", bytes: Buffer.from("a picture") });
    await event("message", { ...ADA, id: "M1", image: "statics/media/one.jpe" });
    await event("message", { ...ADA, id: "M2", image: { path: "statics/media/gone.jpe", caption: "Look" } });
    await event("message", { ...ADA, id: "M3", audio: { url: "https://mmg.whatsapp.net/x.enc" } });
    await shop.work();
    await turn();
    const shown = (await thread()).messages.slice(1).map(({ attachments }) => attachments);
    expect(shown).toMatchObject([
      [{ contentType: "image/jpeg", size: 9 }],
      [{ contentType: "image/jpeg" }],
      [{ size: expect.any(Number) }],
    ]);
    expect(provider.calls.map(({ path }) => path)).not.toContainEqual(expect.stringContaining("mmg"));
  });

  it("without a phone holds the lane and pauses the inbox; without its connection it waits by itself", async () => {
    gateway.drop();
    const id = await reply("one");
    await turn();
    expect((await messageOf(id)).attempts).toMatchObject([
      { outcome: "retry", code: "AUTHENTICATION_ERROR" },
    ]);
    gateway.logOut();
    await soon();
    await turn();
    const inbox = await rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: shop.inbox.id } });
    expect(inbox.pausedFor).toMatchObject({ reason: "No phone is paired with this inbox." });
    expect(await messageOf(id)).toMatchObject({ status: "queued" });
    // Trying again by hand cannot help, and says so.
    await expect(tryInboxAgain(ctx(), { inboxId: shop.inbox.id })).rejects.toThrow("No phone is paired");
  });

  it.each<[string, number, object]>([
    [
      "rest-400-invalid-jid-not-on-whatsapp",
      400,
      { outcome: "failed", reason: "This number is not on WhatsApp." },
    ],
    ["rest-429-reachout-timelock", 429, { outcome: "failed" }],
    ["rest-400-validation-error", 400, { outcome: "failed" }],
    ["rest-500-internal", 500, { outcome: "failed" }],
    ["rest-504-gateway-timeout", 504, { outcome: "unconfirmed" }],
  ])("%s has the end it should have, and nothing is sent twice", async (name, status, end) => {
    provider.moods.push(refusal(`whatsapp_web/fixtures/${name}`, status));
    const id = await reply("one");
    await turn();
    expect((await messageOf(id)).attempts).toMatchObject([end]);
    await soon();
    await turn();
    expect(gateway.sent).toEqual([]);
  });

  it("a group is written to as a group, by the names of those who write in it", async () => {
    await shop.deliver(fixture("whatsapp_web/fixtures/v9-group-joined"));
    await shop.deliver(fixture("whatsapp_web/fixtures/v9-message-group-text"));
    await shop.work();
    const group = (await shop.conversations()).find(({ contact }) => contact.name === "Example buyers");
    expect(group?.messages[0]?.meta).toMatchObject({ sender: { name: "Ada Example" } });
    const input = { conversationId: group!.id, clientId: newId(), kind: "outgoing" as const, fileIds: [] };
    await sendMessage(ctx(), { ...input, content: "Hi all" });
    await turn();
    expect(gateway.sent[0]?.json.phone).toBe("120363020000000001@g.us");
  });
});

describe("the form of a gateway", () => {
  const given = { baseUrl: "", username: LOGIN.username, password: LOGIN.password, webhookSecret: "" };
  const ask = (credentials: object) =>
    checkConnection(ctx(), { channel: "whatsapp_web", credentials: { ...given, ...credentials } });
  const factsOf = async (credentials: object = {}) => {
    const answer = await ask({ baseUrl: provider.url, ...credentials });
    return answer.isKnown
      ? Object.fromEntries(answer.facts.map(({ label, value }) => [label, value]))
      : answer;
  };

  it("says what is wrong with the address, the password and the account, each in its words", async () => {
    expect(await ask({ baseUrl: "http://127.0.0.1:9" })).toMatchObject({
      ...{ isKnown: false, reason: "The provider could not be reached." },
      fix: expect.stringContaining("Nothing answers at 127.0.0.1. Check that the gateway runs"),
    });
    expect(await ask({ baseUrl: "http://10.0.0.1" })).toMatchObject({
      fix: expect.stringContaining("PARLEY_PRIVATE_HOSTS"),
    });
    expect(await factsOf({ password: "wrong" })).toMatchObject({
      ...{ reason: "The gateway refuses the user name and password.", field: "password" },
    });
    expect(await factsOf()).toMatchObject({ WhatsApp: "Connected", Number: "+447700900000" });
    gateway.logOut();
    expect(await factsOf()).toMatchObject({ WhatsApp: "No phone is paired" });
    for (const webhookSecret of ["secret", "short"])
      await expect(ask({ baseUrl: provider.url, webhookSecret })).rejects.toMatchObject({
        details: { field: "credentials.webhookSecret" },
      });
  });

  it("gives the gateway the address and the secret, and notices when it signs with another one", async () => {
    const credentials = { ...given, baseUrl: provider.url };
    const made = await connectAndAnnounce(ctx(), {
      ...{ channel: "whatsapp_web", name: "Shop", acceptsRisk: true },
      credentials,
    });
    // The scene's own inbox has this gateway too.
    expect(made.warning).toMatch(/^“whatsapp_web” is connected to the same account/);
    expect(gateway.state.webhookUrl).toContain(`/api/webhooks/whatsapp_web/${made.inboxId}`);
    expect(gateway.state.webhookSecret.length).toBeGreaterThan(30);
    const check = () =>
      checkConnection(ctx(), { channel: "whatsapp_web", credentials: {}, inboxId: made.inboxId });
    expect(await check()).toMatchObject({ isKnown: true });
    gateway.state.webhookSecret = "another";
    expect(await check()).toMatchObject({
      reason: "The gateway signs with another secret.",
      field: "webhookSecret",
    });
  });
});
