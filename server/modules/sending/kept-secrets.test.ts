import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { memberCtx } from "../../../prisma/seed/factories";
import { type FakeProvider, startFake } from "../../channels/fake";
import { createCloudFake } from "../../channels/whatsapp_cloud/fake";
import type { Runtime } from "../../infra/runtime";
import { APP_SECRET, type ChannelScene, channelScene, NUMBER } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { changeCredentials, checkConnection } from "./connect";

let rt: Runtime;
let meta: FakeProvider;
let shop: ChannelScene;
beforeAll(async () => {
  meta = await startFake(createCloudFake({ token: "EAAG-fictional" }));
  rt = await testRuntime({ WHATSAPP_GRAPH_URL: meta.url });
}, 120_000);
afterAll(() => meta.close());
const change = (credentials: Record<string, string>) => {
  const ctx = memberCtx({ ...shop.owner, tenantId: shop.tenant.id });
  return changeCredentials(ctx, { inboxId: shop.inbox.id, credentials });
};

describe.each([
  ["that was connected by the provider's own pages", { isSignedUp: true }],
  ["whose secrets a person gave", {}],
])("an inbox %s", (_, given) => {
  beforeEach(async () => {
    shop = await channelScene(rt, "whatsapp_cloud", given);
  });

  it.each<Record<string, string>>([
    { phoneNumberId: "106540352242999" },
    { wabaId: "102290129340999" },
    { wabaId: "" },
    { phoneNumberId: "106540352242999", accessToken: "", appSecret: "" },
  ])("does not take the app's secret along to %o", async (other) => {
    const ctx = memberCtx({ ...shop.owner, tenantId: shop.tenant.id });
    const test = { channel: "whatsapp_cloud", inboxId: shop.inbox.id, credentials: other };
    for (const ask of [() => change(other), () => checkConnection(ctx, test)])
      await expect(ask()).rejects.toMatchObject({
        code: "bad_request",
        details: {
          fields: {
            "credentials.appSecret": expect.stringContaining("needed again"),
            "credentials.accessToken": expect.stringContaining("needed again"),
          },
        },
      });
  });

  it("names only what is still missing, and takes all of it", async () => {
    const other = { wabaId: "", accessToken: "EAAG-fictional" };
    const refused = await change(other).catch((error: unknown) => error);
    expect((refused as { details: { fields: object } }).details.fields).toEqual({
      "credentials.appSecret":
        "App secret is needed again: the one kept here was given for another number, account or address",
    });
    await expect(change({ ...other, appSecret: APP_SECRET })).resolves.toHaveProperty("warning");
    const { providerNames } = await rt.db.prisma.inbox.findUniqueOrThrow({ where: { id: shop.inbox.id } });
    expect(providerNames).toEqual([`number:${NUMBER}`]);
  });

  it("takes another token for the same number", async () => {
    await expect(change({ accessToken: "EAAG-fictional" })).resolves.toHaveProperty("warning");
  });
});
