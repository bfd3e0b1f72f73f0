import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { type FakeProvider, startFake } from "../../channels/fake";
import { createCloudFake } from "../../channels/whatsapp_cloud/fake";
import type { Runtime } from "../../infra/runtime";
import { CLOUD, type FakeAccount, unconnected } from "../../testing/fake-meta";
import { testRuntime } from "../../testing/runtime";
import { getConnection, openConnection } from "../inboxes/connection";
import { getAccountHealth } from "../inboxes/health";
import { announceAgain } from "./announce";
import { changeCredentials } from "./connect";
import { refreshHealth } from "./refresh";
import { listSignUps, signUpInbox } from "./sign-up";

const APP = { id: "634974688087057", secret: "c0ffee00c0ffee00c0ffee00c0ffee00" };
const { wabaId: WABA, phoneNumberId: NUMBER, accessToken: TOKEN } = CLOUD;
let rt: Runtime;
let meta: FakeProvider;
const account = {} as FakeAccount;

beforeAll(async () => {
  meta = await startFake(createCloudFake({ token: TOKEN, account }));
  const env = { META_APP_ID: APP.id, META_APP_SECRET: APP.secret, META_CONFIG_ID: "777777777" };
  rt = await testRuntime({ WHATSAPP_GRAPH_URL: meta.url, ...env });
});
afterAll(() => meta.close());

let ctx: ReturnType<typeof memberCtx>;
beforeEach(async () => {
  Object.assign(account, unconnected(APP, "the-code"));
  meta.calls.length = meta.moods.length = 0;
  const team = await makeTeam(rt.db);
  ctx = memberCtx({ ...team.owner, tenantId: team.tenant.id });
});
const given = { channel: "whatsapp_cloud", name: "Orders", code: "the-code", account: WABA, number: NUMBER };
const kept = async (inboxId: string) => (await openConnection(rt.db.sql, ctx.tenantId, inboxId)).credentials;

describe("connecting by Meta's own pages", () => {
  it("is offered where the installation has an app there, without its secret", () => {
    expect(listSignUps()).toEqual([{ channel: "whatsapp_cloud", appId: APP.id, configId: "777777777" }]);
  });

  it("makes an inbox that delivers here, registered with a PIN of its own", async () => {
    const { inboxId, warning } = await signUpInbox(ctx, given);
    expect(warning).toBeNull();
    const { webhookUrl, isAnnounced } = await getConnection(ctx, { inboxId });
    expect(isAnnounced).toBe(true);
    expect(account).toMatchObject({
      isSubscribed: true,
      isRegistered: true,
      callbacks: { [NUMBER]: webhookUrl },
    });
    expect(await kept(inboxId)).toMatchObject({ wabaId: WABA, phoneNumberId: NUMBER, pin: account.pin });
    const secrets = [APP.secret, TOKEN, account.pin!];
    expect(secrets.filter((one) => JSON.stringify(meta.calls.map(({ path }) => path)).includes(one))).toEqual(
      [
        // As Meta's contract has it: in the address of the exchange, and of the question about the token.
        ...[APP.secret, TOKEN],
      ],
    );
  });

  it("takes a second number of the account, each with its own address", async () => {
    account.numbers = [NUMBER, "106540352242923"];
    await signUpInbox(ctx, given);
    account.code = "the-next";
    await signUpInbox(ctx, { ...given, name: "Shop", code: "the-next", number: "106540352242923" });
    expect(new Set(Object.values(account.callbacks)).size).toBe(2);
  });

  it("leaves a number alone that is registered, or in the Business app too", async () => {
    account.isInBusinessApp = true;
    const { inboxId } = await signUpInbox(ctx, given);
    expect(account.isRegistered).toBe(false);
    const { facts } = await refreshHealth(ctx, { inboxId });
    expect(facts).toContainEqual({ label: "Throughput", value: "Up to 20 messages a second" });
    expect(meta.calls.some(({ path }) => path.endsWith("/register"))).toBe(false);
  });

  it.each<[string, Partial<FakeAccount>, Partial<typeof given>, RegExp]>([
    ["a code that is used up", { code: "used" }, {}, /no longer takes the code/],
    ["a token for another app", { tokenApp: "1" }, {}, /not for this installation's app/],
    [
      "a permission that was not given",
      { scopes: ["whatsapp_business_messaging"] },
      {},
      /whatsapp_business_management was not given/,
    ],
    ["an account that was not chosen there", {}, { account: "999999999" }, /was not given for this account/],
    ["a number of somebody else", {}, { number: "888888888" }, /not in the account/],
  ])("refuses %s, and makes nothing", async (_, at, of, words) => {
    Object.assign(account, at);
    await expect(signUpInbox(ctx, { ...given, ...of })).rejects.toMatchObject({
      ...{ code: "bad_request", message: expect.stringMatching(words) },
    });
    expect(
      await rt.db.prisma.inbox.count({ where: { tenantId: ctx.tenantId, channel: "whatsapp_cloud" } }),
    ).toBe(0);
    expect(account).toMatchObject({ isSubscribed: false, isRegistered: false });
  });

  it("says when Meta is away, and what is wrong with a PIN; with the right one it is finished", async () => {
    meta.moods.push("away");
    await expect(signUpInbox(ctx, given)).rejects.toMatchObject({ code: "unavailable" });
    account.pin = "123456";
    const { inboxId, warning } = await signUpInbox(ctx, given);
    expect(warning).toMatch(/two-step PIN already/);
    expect(account.isRegistered).toBe(false);
    expect(await changeCredentials(ctx, { inboxId, credentials: { pin: "123456" } })).toEqual({
      warning: null,
    });
    expect(account.isRegistered).toBe(true);
    expect(await announceAgain(ctx, { inboxId })).toEqual({ warning: null });
  });
});

describe("the account's health", () => {
  it("says how Meta rates the number, what it may send, and that it delivers elsewhere", async () => {
    const { inboxId } = await signUpInbox(ctx, given);
    account.callbacks = { [NUMBER]: "https://old.example/hook" };
    const { facts, problem, checkedAt } = await refreshHealth(ctx, { inboxId });
    expect(problem).toBeNull();
    expect(checkedAt).not.toBeNull();
    const of = Object.fromEntries(facts.map(({ label, value }) => [label, value]));
    expect(of).toMatchObject({
      ...{ Number: "+1 202-555-0100", Name: "Acme Support, approved", Quality: "High" },
      "First messages": "To 2,000 people a day, for all numbers of the business together",
      ...{ Throughput: "Up to 80 messages a second", "To one person": "One message in 6 seconds" },
      Delivers: "To old.example, not here.",
    });
    expect(facts.find(({ label }) => label === "Delivers")?.isBad).toBe(true);
    meta.moods.push("away");
    const later = await refreshHealth(ctx, { inboxId });
    expect(later).toMatchObject({ problem: "The provider did not answer.", facts });
    const row = await rt.db.prisma.inboxHealth.findUniqueOrThrow({ where: { inboxId } });
    expect(row.perSecond).toBe(80);
    expect(await getAccountHealth(ctx, { inboxId })).toEqual(later);
  });
});
