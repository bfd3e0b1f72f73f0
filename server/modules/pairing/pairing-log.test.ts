import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { memberCtx } from "../../../prisma/seed/factories";
import { type FakeProvider, startFake } from "../../channels/fake";
import { createGatewayFake } from "../../channels/whatsapp_web/fake";
import { clock } from "../../core/clock";
import { channelScene } from "../../testing/channel-scene";
import { testRuntime } from "../../testing/runtime";
import { getPairingStatus } from "./status";

const gateway = createGatewayFake();
const realNow = clock.now;
let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFake(gateway.take);
});
afterAll(async () => {
  clock.now = realNow;
  await provider.close();
});

it("the log says of each pairing that it began, how it failed, and that the third failure locks", async () => {
  const rt = await testRuntime({ PARLEY_PRIVATE_HOSTS: "127.0.0.1" });
  const shop = await channelScene(rt, "whatsapp_web", { baseUrl: provider.url, number: undefined });
  const owner = memberCtx({ ...shop.owner, tenantId: shop.tenant.id });
  const start = realNow();
  let shift = 0;
  clock.now = () => start + shift;
  const lookIn = (seconds: number) => {
    shift += seconds * 1000;
    return getPairingStatus(owner, { inboxId: shop.inbox.id });
  };
  const logged = [vi.spyOn(rt.log, "info"), vi.spyOn(rt.log, "warn")];
  await lookIn(0);
  for (let n = 0; n < 3; n++) {
    gateway.pair();
    await lookIn(5);
    gateway.logOut();
    await lookIn(30);
  }
  const lines = logged.flatMap((spy) => spy.mock.calls as unknown as [Record<string, unknown>, string][]);
  const said = (text: string) => lines.flatMap(([about, line]) => (line === text ? [about] : []));
  const about = { tenantId: shop.tenantId, inboxId: shop.inbox.id };
  expect(said("a phone was paired")).toHaveLength(3);
  expect(said("a pairing has failed")).toMatchObject(
    [1, 2, 3].map((failures) => ({ ...about, failures, heldSeconds: 30, outcome: "logged_out" })),
  );
  expect(said("pairing is locked for 24 hours")).toMatchObject([{ ...about, security: "pairing" }]);
});
