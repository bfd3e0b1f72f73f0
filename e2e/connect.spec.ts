import type { BrowserContext } from "@playwright/test";
import { startGateway } from "../server/testing/fake-gateway";
import { CLOUD, deliverAsMeta, fromGrace, isMessage, unconnected } from "../server/testing/fake-meta";
import { openConversation, openInbox, reply, signedIn, thread } from "./harness/agent";
import { expectNoViolation, STILL } from "./harness/axe";
import { META_APP } from "./harness/environment";
import { fillCloud, openNewInbox } from "./harness/inbox-form";
import { type PlayedMeta, playMeta } from "./harness/meta";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";

// The ways to a number besides the form of the Cloud API: 360dialog, Meta's own pages, and moving there from a gateway.
const PHONE = "447700900123";
/** Of the 360dialog that is played beside /dev/phone (server/channels/whatsapp_360dialog/pretend.ts). */
const DIALOG_KEY = "pretend-360dialog-key-of-the-demo";
const account = unconnected(META_APP, "the-code");
let meta: PlayedMeta;
test.beforeAll(async ({ db }) => {
  meta = await playMeta(db, account);
});
test.afterAll(() => meta.close());

const text = (body: string) => ({ type: "text", text: { body } });

test("a number at 360dialog: what is wrong stands beside each field; connected, it is written with both ways", async ({
  browser,
  url,
  team,
}) => {
  const { slug } = team.tenant;
  const owner = await signedIn(browser, { url, email: team.owner.user.email, ...STILL });
  const form = await openNewInbox(owner, slug, /^WhatsApp by 360dialog/);
  const press = (name: string) => form.getByRole("button", { name }).click();
  await form.getByLabel(/^Base address/).fill("http://10.0.0.1");
  await press("Connect inbox");
  for (const words of ["Enter a name for the inbox", /^API key is one word/, /^Base address is an address/])
    await expect(form.getByText(words)).toBeVisible();
  await expectNoViolation(owner, "the form of 360dialog with its errors");

  await form.getByLabel("Name", { exact: true }).fill("WhatsApp Orders");
  await form.getByLabel(/^Base address/).fill("");
  await form.getByLabel(/^API key/).fill("a-key-of-somebody-else");
  await press("Test connection");
  await expect(form.getByText(/^360dialog does not know this API key/)).toBeVisible();
  await form.getByLabel(/^API key/).fill(DIALOG_KEY);
  await press("Test connection");
  await expect(form.getByText("The connection works")).toBeVisible();
  await press("Connect inbox");
  await expect(owner.getByText("Waiting for the first message")).toBeVisible();
  await expect(owner.getByLabel(/^API key/)).toHaveAttribute("placeholder", /ends in demo$/);

  const webhookUrl = (await owner.getByText(/\/api\/webhooks\/whatsapp_360dialog\//).textContent())!;
  const agent = await signedIn(browser, { url, email: team.agents[0].user.email, ...STILL });
  await openInbox(agent, slug);
  expect(
    await deliverAsMeta(webhookUrl, fromGrace(PHONE, "wamid.dialog.1", text("Do you open on Sunday?"))),
  ).toBe(200);
  await openConversation(agent, "Do you open on Sunday?");
  await reply(agent, "From ten to four");
  await expect(thread(agent).getByText(/Sent$/)).toBeVisible();
  // Without its secret the address is no door.
  expect(
    await deliverAsMeta(webhookUrl.replace(/[^/?=]+$/, "guessed"), fromGrace(PHONE, "wamid.x", text("x"))),
  ).not.toBe(200);
});

/** Meta's script, as far as the page asks it, with somebody who goes through its window. */
const SDK = `window.FB = {
  init: (given) => { window.toldAs = given; },
  login: (done, given) => {
    const data = JSON.stringify({ type: "WA_EMBEDDED_SIGNUP", event: "FINISH",
      data: { waba_id: ${JSON.stringify(CLOUD.wabaId)}, phone_number_id: ${JSON.stringify(CLOUD.phoneNumberId)} } });
    if (window.isClosed) return done({ authResponse: null });
    window.dispatchEvent(new MessageEvent("message", { origin: "https://www.facebook.com", data }));
    setTimeout(() => done({ authResponse: { code: "the-code" } }), 50);
  },
};`;
/** How often it was loaded. */
async function playSdk(context: BrowserContext) {
  const loads: string[] = [];
  let isBlocked = true;
  await context.route("https://connect.facebook.net/**", (route) => {
    loads.push(route.request().url());
    const headers = { "access-control-allow-origin": "*" };
    return isBlocked
      ? route.abort("blockedbyclient")
      : route.fulfill({ contentType: "text/javascript", headers, body: SDK });
  });
  return { loads, unblock: () => (isBlocked = false) };
}

test("a number is connected on Meta's own pages, which hear nothing before the button is pressed", async ({
  browser,
  url,
  team,
}) => {
  const { slug } = team.tenant;
  const owner = await signedIn(browser, { url, email: team.owner.user.email, ...STILL });
  const sdk = await playSdk(owner.context());
  const form = await openNewInbox(owner, slug, /^WhatsApp A number/);
  const open = form.getByRole("button", { name: "Connect with Meta" });
  await open.click();
  await expect(form.getByText("Enter a name for the inbox first.")).toBeVisible();
  expect(sdk.loads).toEqual([]);
  await form.getByLabel("Name", { exact: true }).fill("WhatsApp Orders");
  await open.click();
  await expect(form.getByText(/^Meta could not be reached from this browser/)).toBeVisible();
  await expectNoViolation(owner, "the form of a new inbox where Meta cannot be reached");
  sdk.unblock();
  await owner.evaluate(() => Object.assign(window, { isClosed: true }));
  await open.click();
  await expect(form.getByText(/^Meta's window was closed/)).toBeVisible();
  await owner.evaluate(() => Object.assign(window, { isClosed: false }));
  await open.click();
  await expect(owner.getByText("Waiting for the first message")).toBeVisible();
  await expect(owner.getByText("Up to 80 messages a second")).toBeVisible();
  expect(await owner.evaluate(() => (window as { toldAs?: unknown }).toldAs)).toMatchObject({
    appId: META_APP.id,
  });
  expect(account).toMatchObject({ isSubscribed: true, isRegistered: true, code: "used" });
  expect(account.callbacks[CLOUD.phoneNumberId]).toContain("/api/webhooks/whatsapp_cloud/");
});

test("an inbox moves from a gateway to the official API with its conversations, and its owners are told", async ({
  browser,
  url,
  team,
}) => {
  const login = { username: "parley", password: "fictional" };
  const { gateway, provider } = await startGateway(login);
  const { slug } = team.tenant;
  const owner = await signedIn(browser, { url, email: team.owner.user.email, ...STILL });
  await mutate(owner, slug, "inboxes.connect", {
    ...{ channel: "whatsapp_web", name: "WhatsApp Shop", acceptsRisk: true },
    credentials: { ...login, baseUrl: provider.url },
  });
  gateway.pair();
  const from = `${PHONE}@s.whatsapp.net`;
  const body = "Is the kettle back?";
  const asked = { id: "IN1", chat_id: from, from, from_name: "Grace Whitfield", is_from_me: false, body };
  expect(await gateway.deliver(gateway.event("message", asked))).toBe(200);
  const agent = await signedIn(browser, { url, email: team.agents[0].user.email, ...STILL });
  await openInbox(agent, slug);
  await openConversation(agent, body);
  await owner.goto(`/t/${slug}/settings/profile`);
  await owner.getByRole("link", { name: "Read the risks" }).click();
  await owner.getByRole("link", { name: "Move to the official API" }).click();
  const move = owner.getByRole("dialog", { name: "Move WhatsApp Shop to the official API" });
  await fillCloud(move);
  await move.getByRole("button", { name: "Move the inbox" }).click();
  await expect(move.getByText(/Meta no longer accepts the access token/)).toBeVisible();
  await expect(owner.getByText("WhatsApp Shop uses an unofficial connection.")).toBeVisible();
  await move.getByLabel("Access token").fill(CLOUD.accessToken);
  await expectNoViolation(owner, "moving to the official API");
  await move.getByRole("button", { name: "Move the inbox" }).click();
  await expect(owner.getByText("The inbox has moved. Owners are told by mail.")).toBeVisible();
  await expect(owner.getByText("WhatsApp Shop uses an unofficial connection.")).toHaveCount(0);
  // Meta counts the hours, from what the customer has already written; whoever has the conversation open is told.
  await expect(agent.getByText(/^(23|24) h \d+ min/)).toBeVisible();
  await reply(agent, "From Friday on");
  await expect(thread(agent).getByText(/Sent$/)).toBeVisible();
  await expect(thread(agent)).toContainText(body);
  expect(meta.calls.filter(isMessage).map(({ json }) => json)).toMatchObject([
    { to: PHONE, text: { body: "From Friday on" } },
  ]);
  expect(gateway.sent.filter(({ path }) => path === "/send/message")).toEqual([]);
  await owner.goto("/dev/mail");
  await expect(owner.getByRole("link", { name: new RegExp(team.owner.user.email) }).first()).toContainText(
    /WhatsApp Shop/,
  );
  await provider.close();
});
