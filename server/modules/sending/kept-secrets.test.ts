import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { memberCtx } from "../../../prisma/seed/factories";
import { type FakeProvider, startFake } from "../../channels/fake";
import { createCloudFake } from "../../channels/whatsapp_cloud/fake";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { changeCredentials } from "./connect";

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

describe("an inbox that was connected by the provider's own pages", () => {
  beforeEach(async () => {
    shop = await channelScene(rt, "whatsapp_cloud", { isSignedUp: true });
  });

  it.each<Record<string, string>>([{ phoneNumberId: "106540352242999" }, { wabaId: "102290129340999" }])(
    "does not take the app's secret along to %o",
    async (other) => {
      await expect(change(other)).rejects.toMatchObject({
        code: "bad_request",
        details: {
          fields: {
            "credentials.appSecret": expect.stringContaining("needed again"),
            "credentials.accessToken": expect.stringContaining("needed again"),
          },
        },
      });
    },
  );

  it("takes another token for the same number", async () => {
    await expect(change({ accessToken: "EAAG-fictional" })).resolves.toHaveProperty("warning");
  });
});
