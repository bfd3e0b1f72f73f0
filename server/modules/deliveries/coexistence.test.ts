import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene, NUMBER, WABA } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { drain } from "../../worker/index";

let rt: Runtime;
let shop: ChannelScene;
beforeAll(async () => {
  rt = await testRuntime();
});

const OWN = "12025550100";
const ADA = "447700900123";
const metadata = { display_phone_number: OWN, phone_number_id: NUMBER };
async function deliver(field: string, value: object): Promise<void> {
  const change = { field, value: { messaging_product: "whatsapp", metadata, ...value } };
  await shop.deliver({ object: "whatsapp_business_account", entry: [{ id: WABA, changes: [change] }] });
  await shop.work();
}
const past = (id: string, from: string, hours: number, more: object) => ({
  ...{ id, from, timestamp: String(Math.floor(Date.now() / 1000) - hours * 3600), type: "text" },
  ...more,
});
const said = (body: string) => ({ text: { body } });
const history = {
  metadata: { phase: 0, chunk_order: 1, progress: "100" },
  threads: [
    {
      id: ADA,
      messages: [
        past("wamid.h.2", OWN, 50, {
          ...said("It is blue"),
          history_context: { from_me: true, status: "READ" },
        }),
        past("wamid.h.1", ADA, 51, { ...said("Which colour?"), history_context: { status: "READ" } }),
        past("wamid.h.3", ADA, 49, { type: "media_placeholder" }),
        { broken: true },
      ],
    },
  ],
};
const picture = past("wamid.h.3", ADA, 49, {
  type: "image",
  image: { id: "1", mime_type: "image/png", caption: "Like this" },
});
const notified = () => rt.db.prisma.notification.count({ where: { tenantId: shop.tenantId } });

it("what was said in the app before comes once, with who said it and when, and nobody is told", async () => {
  shop = await channelScene(rt, "whatsapp_cloud");
  for (let round = 0; round < 2; round++) {
    await deliver("history", { history: [history] });
    await deliver("history", { messages: [picture] });
  }
  await drain(20_000, rt);
  const [conversation, ...others] = await shop.conversations();
  expect(others).toEqual([]);
  expect(conversation).toMatchObject({ status: "resolved", contact: { phone: `+${ADA}` } });
  const messages = conversation!.messages.filter(({ kind }) => kind !== "activity");
  const byTime = messages.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  expect(byTime.map(({ kind, content, status }) => [kind, content, status])).toEqual([
    ["incoming", "Which colour?", "sent"],
    ["outgoing", "It is blue", "read"],
    ["incoming", "Like this", "sent"],
  ]);
  expect(await notified()).toBe(0);
  expect(
    await rt.db.prisma.outboxEntry.count({ where: { tenantId: shop.tenantId, kind: "message.send" } }),
  ).toBe(0);
});

it("what the team writes in the app is ours in the same conversation, once, and is not sent", async () => {
  const file = join(import.meta.dirname, "../../channels/whatsapp_cloud/fixtures/smb-message-echo-text.json");
  const echo = JSON.parse(readFileSync(file, "utf8"));
  for (let round = 0; round < 2; round++) await shop.deliver(echo);
  await shop.work();
  await drain(20_000, rt);
  const [conversation, ...others] = await shop.conversations();
  expect(others).toEqual([]);
  const echoes = conversation!.messages.filter(
    ({ content }) => content === "Sent from the WhatsApp Business app",
  );
  expect(echoes).toMatchObject([{ kind: "outgoing", authorKind: "system", status: "sent" }]);
  expect(await notified()).toBe(0);
});

it("the phone's contacts give their names; what is taken from the phone stays here", async () => {
  const contact = { full_name: "Ada at the bakery", first_name: "Ada", phone_number: ADA };
  const at = { metadata: { timestamp: String(Math.floor(Date.now() / 1000)) } };
  const bob = { full_name: "Bob", phone_number: "447700900789" };
  await deliver("smb_app_state_sync", {
    state_sync: [
      { type: "contact", action: "add", contact, ...at },
      { type: "contact", action: "add", contact: bob, ...at },
      { type: "contact", action: "remove", contact: bob, ...at },
      { type: "chat" },
    ],
  });
  const names = await rt.db.prisma.contact.findMany({
    where: { tenantId: shop.tenantId, mergedIntoId: null },
    orderBy: { name: "asc" },
  });
  expect(names.map(({ name }) => name)).toEqual(["Ada at the bakery", "Bob"]);
  const reasons = (await shop.deliveries()).map(({ state, reason }) => `${state} ${reason}`);
  expect(reasons.filter((one) => one.startsWith("failed"))).toEqual([]);
});

it("a history that the business does not share is said so in the ledger", async () => {
  await deliver("history", { history: [{ errors: [{ code: 2593109, title: "History sharing is off" }] }] });
  const last = (await shop.deliveries()).at(-1)!;
  expect(last).toMatchObject({ state: "ignored", reason: "the business did not share its history" });
});
