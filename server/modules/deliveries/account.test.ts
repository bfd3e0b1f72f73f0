import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { memberCtx } from "../../../prisma/seed/factories";
import type { Runtime } from "../../infra/runtime";
import { type ChannelScene, channelScene } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { getAccountHealth } from "../inboxes/health";
import { onReferenceLive } from "../tenants/live";

let rt: Runtime;
let shop: ChannelScene;
beforeAll(async () => {
  rt = await testRuntime();
  shop = await channelScene(rt, "whatsapp_cloud");
});
const folder = join(import.meta.dirname, "../../channels/whatsapp_cloud/fixtures");
const fixture = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));

it("what Meta tells of an account stands in the settings in words, once, the latest first", async () => {
  const names = [
    "account-update-violation",
    "account-update-restriction",
    "account-alerts",
    "account-review-update",
  ];
  const more = ["phone-number-name-update", "phone-number-quality-update", "business-capability-update"];
  for (const [at, name] of [...names, ...more, names[0]!].entries()) {
    const told = fixture(name);
    told.entry[0].time += at % 7;
    await shop.deliver(told);
  }
  await shop.work();
  const ctx = memberCtx({ ...shop.owner, tenantId: shop.tenant.id });
  const { news } = await getAccountHealth(ctx, { inboxId: shop.inbox.id });
  expect(news.map(({ tone, fact }) => `${tone}: ${fact}`)).toEqual([
    "info: The business may now begin conversations with 2,000 people a day.",
    "info: The number's limits have changed (throughput upgrade): any number of people a day.",
    "info: Meta has approved the name “Acme Support”.",
    "info: Meta has approved the account.",
    "info: Your request for Official Business Account has been approved.",
    expect.stringMatching(
      /^danger: Meta restricts the account: restricted biz initiated messaging until 2026-08-2\d; /,
    ),
    "danger: Meta says that the account has broken its policy: adult.",
  ]);
  const stranger = await channelScene(rt, "whatsapp_cloud");
  const theirs = memberCtx({ ...stranger.owner, tenantId: stranger.tenant.id });
  await expect(getAccountHealth(theirs, { inboxId: shop.inbox.id })).rejects.toMatchObject({
    code: "not_found",
  });
});

it("whoever has the settings open is told of it", async () => {
  const heard: string[] = [];
  onReferenceLive(({ what, tenantId }) => void (tenantId === shop.tenantId && heard.push(what)));
  onTestFinished(() => onReferenceLive(() => {}));
  await shop.deliver(fixture("account-alerts"));
  await shop.work();
  expect(heard).toContain("inboxes");
});
