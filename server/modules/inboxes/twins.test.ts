import { beforeAll, expect, it } from "vitest";
import { makeInbox, makeTenant } from "../../../prisma/seed/factories";
import { getChannel, listChannels } from "../../channels/registry";
import { newId } from "../../core/ids";
import type { Db } from "../../infra/db";
import { testRuntime } from "../../testing/runtime";
import { sealCredentials } from "./credentials";
import { findTwin } from "./twins";

let db: Db;
let tenantId: string;
beforeAll(async () => {
  ({ db } = await testRuntime());
  tenantId = (await makeTenant(db)).id;
});

async function connected(channel: string, name: string, credentials: object, of = tenantId) {
  const { id } = await makeInbox(db, { tenantId: of, channel, name });
  const sealed = await sealCredentials(db.sql, { tenantId: of, inboxId: id }, credentials);
  await db.pool.query("update inbox set sealed_credentials = $2 where id = $1", [id, sealed]);
  return id;
}
const twinOf = (channel: string, credentials: object, inboxId = newId()) => {
  const wire = getChannel(channel).wire!;
  const given = { wire, credentials: wire.credentials.parse(credentials) };
  return findTwin(db.sql, { tenantId, inboxId, channel }, given);
};
const cloud = (phoneNumberId: string) => ({
  ...{ phoneNumberId, accessToken: "EAAG-fictional", appSecret: "fictional" },
});
const bot = (digits: string, secret: string) => ({ botToken: `${digits}:${secret.repeat(30)}` });
const gateway = (baseUrl: string, deviceId: string) => ({ baseUrl, deviceId });

it("names the business's other inbox of the same account, and nobody else's", async () => {
  const shop = await connected("whatsapp_cloud", "Shop", cloud("106540352242922"));
  await connected("whatsapp_cloud", "Orders", cloud("106540352242922"));
  await connected("whatsapp_cloud", "Other number", cloud("206540352242922"));
  const gone = await connected("whatsapp_cloud", "Removed", cloud("106540352242922"));
  await db.pool.query("update inbox set disabled_at = now() where id = $1", [gone]);
  const broken = await connected("whatsapp_cloud", "Unreadable", cloud("106540352242922"));
  await db.pool.query("update inbox set sealed_credentials = '\\x00' where id = $1", [broken]);
  const { id: other } = await makeTenant(db);
  await connected("whatsapp_cloud", "Another business's", cloud("106540352242922"), other);
  expect(await twinOf("whatsapp_cloud", cloud("106540352242922"), shop)).toBe("Orders");
  expect(await twinOf("whatsapp_cloud", cloud("306540352242922"))).toBeNull();
});

it.each([
  ["telegram", bot("700000900", "a"), bot("700000900", "b"), bot("700000901", "a")],
  ["whatsapp_360dialog", { apiKey: "fictional-key" }, { apiKey: "fictional-key" }, { apiKey: "another-key" }],
  [
    "whatsapp_web",
    gateway("https://gateway.example/", "shop"),
    gateway("https://gateway.example", "shop"),
    gateway("https://gateway.example", "orders"),
  ],
])("%s says which account is the same", async (channel, one, same, another) => {
  await connected(channel, "Shop", one);
  expect(await twinOf(channel, same)).toBe("Shop");
  expect(await twinOf(channel, another)).toBeNull();
});

it("leaves alone whose address may be that of several inboxes by intention", () => {
  const without = listChannels().filter(({ wire }) => wire && !wire.accountOf);
  expect(without.map(({ key }) => key)).toEqual(["api"]);
});
