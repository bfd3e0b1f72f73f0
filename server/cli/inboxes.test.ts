import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeTenant } from "../../prisma/seed/factories";
import { type FakeProvider, startFake } from "../channels/fake";
import { createGatewayFake } from "../channels/whatsapp_web/fake";
import type { Runtime } from "../infra/runtime";
import { testRuntime } from "../testing/runtime";
import { createInbox } from "./inboxes";

let rt: Runtime;
let gateway: FakeProvider;
beforeAll(async () => {
  rt = await testRuntime({ PARLEY_PRIVATE_HOSTS: "127.0.0.1" });
  gateway = await startFake(createGatewayFake({ isPaired: true }).take);
});
afterAll(() => gateway.close());

it("accepts the risk of an unofficial inbox for the business once, says so, and the audit log says who", async () => {
  const { id: tenantId, slug } = await makeTenant(rt.db);
  const credentials = join(mkdtempSync(join(tmpdir(), "parley-")), "gateway.json");
  writeFileSync(credentials, JSON.stringify({ baseUrl: gateway.url, deviceId: "acme-support" }));
  const create = () =>
    createInbox({ runtime: rt } as never, {
      ...{ json: true, help: false, tenant: slug, channel: "whatsapp_web", name: "Shop", credentials },
    });
  const first = await create();
  expect(first.json).toMatchObject({ inboxId: expect.any(String), isAnnounced: true });
  expect(first.warning).toMatch(/may suspend the number at any time.*audit log/);
  // The risk once, and now that there are two at the same device.
  expect((await create()).warning).toMatch(/^“Shop” is connected to the same account\. [^\n]+$/);
  const accepted = { tenantId, action: "tenant.accept_risk" };
  expect(await rt.db.prisma.auditEntry.findMany({ where: accepted })).toMatchObject([
    { actorKind: "system", after: { channel: "whatsapp_web" } },
  ]);
  expect(await rt.db.prisma.inbox.count({ where: { tenantId } })).toBe(2);
});
