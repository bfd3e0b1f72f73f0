import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type MadeMember, makeConversation, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { newId, type TenantId } from "../../core/ids";
import type { HandlerCtx } from "../../infra/outbox/entry";
import type { Runtime } from "../../infra/runtime";
import { fakeDevice, fakePushService, readVapid } from "../../testing/fake-push";
import { handlerRun } from "../../testing/run";
import { testRuntime } from "../../testing/runtime";
import { setPreferences } from "../tenants/own-place";
import { setNotificationRead } from "./commands";
import { pushHandler } from "./push";
import { listNotifications } from "./queries";
import { notifyAssigned } from "./reactions";
import { SubscribePush } from "./schema";
import { subscribePush, unsubscribePush } from "./subscriptions";

let rt: Runtime;
beforeAll(async () => {
  rt = await testRuntime({ PARLEY_PRIVATE_HOSTS: "localhost" });
  // The fake push service's certificate signs itself.
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
});
afterAll(() => {
  delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
});
const run = handlerRun({ maxAttempts: 5 });

async function scene(answer?: (path: string) => number) {
  const service = await fakePushService(answer);
  onTestFinished(() => void service.close());
  const { tenant, inbox, agents } = await makeTeam(rt.db);
  const member: MadeMember = agents[0];
  const { id: conversationId } = await makeConversation(rt.db, {
    tenantId: tenant.id,
    inboxId: inbox.id,
    assigneeId: member.id,
    lastSeq: 1,
    lastMessagePreview: "Where is my parcel?",
  });
  const tenantId = tenant.id as TenantId;
  const ctx = {
    tenantId,
    actor: { kind: "system", name: "test" },
    traceId: newId(),
    ip: "",
    log: rt.log,
  } as HandlerCtx;
  const subscribe = async (path: string) => {
    const device = fakeDevice();
    const { p256dh, auth } = device;
    await subscribePush(memberCtx(member), { endpoint: `${service.origin}${path}`, p256dh, auth });
    return device;
  };
  await notifyAssigned(ctx, { eventId: newId(), conversationId, assigneeId: member.id });
  const push = () => pushHandler.run(ctx, { memberId: member.id, conversationId }, run);
  const devices = () => rt.db.prisma.pushSubscription.findMany({ where: { memberId: member.id } });
  return { service, member, tenant, conversationId, subscribe, push, devices };
}

test("a push is sealed for the device, signed with our key, and says of whom it is and not what was written", async () => {
  const { service, subscribe, push, conversationId, tenant } = await scene();
  const device = await subscribe("/one");
  await push();
  const [taken] = service.taken;
  expect(taken).toMatchObject({
    path: "/one",
    headers: { "content-encoding": "aes128gcm", urgency: "high" },
  });
  expect(taken!.body.toString()).not.toContain("Grace");
  expect(device.open(taken!.body)).toEqual({
    type: "conversation_assignment",
    conversationId,
    contactName: "Grace Whitfield",
    byName: null,
    count: 1,
    preview: null,
    url: `/t/${tenant.slug}/inbox/${conversationId}`,
  });
  const { claims, publicKey } = readVapid(String(taken!.headers.authorization));
  expect(publicKey).toBe(rt.secrets.vapid.publicKey);
  expect(claims).toMatchObject({ aud: service.origin, sub: expect.stringMatching(/^(mailto|https):/) });
});

test("whoever allows it reads what was written", async () => {
  const { service, subscribe, push, member } = await scene();
  await setPreferences(memberCtx(member), { pushPreview: true });
  const device = await subscribe("/one");
  await push();
  expect(device.open(service.taken[0]!.body)).toMatchObject({ preview: "Where is my parcel?" });
});

test("a device that its push service knows no longer is forgotten; the others are pushed to", async () => {
  const { service, subscribe, push, devices } = await scene((path) => (path === "/gone" ? 410 : 201));
  await subscribe("/gone");
  await subscribe("/here");
  await push();
  expect(service.taken.map(({ path }) => path).sort()).toEqual(["/gone", "/here"]);
  expect((await devices()).map(({ endpoint }) => new URL(endpoint).pathname)).toEqual(["/here"]);
});

test("a push service that is out of order is tried again, and the device is kept", async () => {
  let isDown = true;
  const { service, subscribe, push, devices } = await scene(() => (isDown ? 503 : 201));
  await subscribe("/one");
  await expect(push()).rejects.toThrow("503");
  expect(await devices()).toHaveLength(1);
  isDown = false;
  await push();
  expect(service.taken).toHaveLength(2);
});

test("what was read in the meantime is not pushed, and neither to a device that has said no", async () => {
  const { service, subscribe, push, member, devices } = await scene();
  await subscribe("/one");
  await unsubscribePush(memberCtx(member), { endpoint: `${service.origin}/one` });
  expect(await devices()).toEqual([]);
  await subscribe("/two");
  const { items } = await listNotifications(rt.db.sql, memberCtx(member), { only: "all" });
  await setNotificationRead(memberCtx(member), { notificationId: items[0]!.id, isRead: true });
  await push();
  expect(service.taken).toEqual([]);
});

test("no address inside this network is dialled, and none without TLS is taken", async () => {
  const { service, push, subscribe, devices } = await scene();
  await subscribe("/one");
  await rt.db.pool.query("update push_subscription set endpoint = 'https://127.0.0.1:1/x'");
  await expect(push()).rejects.toThrow("inside this network");
  expect(service.taken).toEqual([]);
  expect(await devices()).toHaveLength(1);
  const { p256dh, auth } = fakeDevice();
  expect(SubscribePush.safeParse({ endpoint: "http://push.example.com/x", p256dh, auth }).success).toBe(
    false,
  );
});
