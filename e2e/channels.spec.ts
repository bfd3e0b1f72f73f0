import { CLOUD, deliverAsMeta, fromGrace, isMessage, statusOf } from "../server/testing/fake-meta";
import {
  openConversation,
  openInbox,
  reply,
  replyBox,
  sendButton,
  signedIn,
  thread,
  views,
} from "./harness/agent";
import { expectNoViolation, STILL } from "./harness/axe";
import { fillCloud, openNewInbox } from "./harness/inbox-form";
import { connectCloud, type PlayedMeta, playMeta } from "./harness/meta";
import { expect, test } from "./harness/test";

// A business with WhatsApp, and the WhatsApp of the tests (harness: PARLEY_E2E_META).
let meta: PlayedMeta;
test.beforeAll(async ({ db }) => {
  meta = await playMeta(db);
});
test.afterAll(() => meta.close());
test.beforeEach(() => {
  meta.calls.length = meta.moods.length = 0;
});

const PHONE = "447700900123";
const REFUSED = { status: 400, json: { error: { message: "Parameter value is not valid", code: 131009 } } };
const TOO_FAST = { status: 400, json: { error: { message: "Pair rate limit hit", code: 131056 } } };
const EXPIRED = { status: 401, json: { error: { message: "Session has expired", code: 190 } } };
const messages = () => meta.calls.filter(isMessage);

test("a number is connected by its form; what is written both ways is seen with all that becomes of it", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug, id: tenantId } = team.tenant;
  /** Six seconds between two messages to one person are tested elsewhere. */
  const noPace = () => db.pool.query("update send_pace set next_at = now() where tenant_id = $1", [tenantId]);
  const owner = await signedIn(browser, { url, email: team.owner.user.email, ...STILL });
  let webhookUrl = "";

  await test.step("the form says what is wrong at each field, and asks the provider", async () => {
    const form = await openNewInbox(owner, slug, /^WhatsApp A number/);
    await form.getByRole("button", { name: "Connect inbox" }).click();
    for (const words of ["Enter a name for the inbox", "Access token is missing", "App secret is missing"])
      await expect(form.getByText(words)).toBeVisible();
    await expectNoViolation(owner, "the form of a new inbox with its errors");
    await form.getByLabel("Name").fill("WhatsApp Orders");
    await fillCloud(form);
    await form.getByRole("button", { name: "Connect inbox" }).click();
    await expect(form.getByText(/Meta no longer accepts the access token/)).toBeVisible();
    await form.getByLabel("Access token").fill(CLOUD.accessToken);
    await form.getByRole("button", { name: "Test connection" }).click();
    await expect(form.getByText("The connection works")).toBeVisible();
    await expect(form.getByText("+1 202-555-0100")).toBeVisible();
    await form.getByRole("button", { name: "Connect inbox" }).click();
    await expect(owner.getByText("Waiting for the first message")).toBeVisible();
    await expect(owner.getByLabel("Access token")).toHaveAttribute("placeholder", /ends in oken$/);
    await expect(owner.getByText("Up to 80 messages a second")).toBeVisible();
    await expectNoViolation(owner, "a connected inbox with its account");
    webhookUrl = (await owner.getByText(/\/api\/webhooks\/whatsapp_cloud\//).textContent())!;
  });
  const deliver = async (value: object) => expect(await deliverAsMeta(webhookUrl, value)).toBe(200);
  const agent = await signedIn(browser, { url, email: team.agents[0].user.email, ...STILL });
  await openInbox(agent, slug);

  await test.step("a message comes in, its answer goes out, and is delivered and read", async () => {
    const text = { type: "text", text: { body: "Where is my parcel?" } };
    await deliver(fromGrace(PHONE, "wamid.in.1", text));
    await openConversation(agent, "Where is my parcel?");
    await expect(agent.getByText(/left to reply freely/)).toBeVisible();
    await reply(agent, "With the courier");
    await expect(thread(agent).getByText(/Sent$/)).toBeVisible();
    await deliver(statusOf("wamid.fake.1", "delivered"));
    await expect(thread(agent).getByText("Delivered")).toBeVisible();
    await deliver(statusOf("wamid.fake.1", "read"));
    await expect(thread(agent).getByText(/Read \d/)).toBeVisible();
    const reaction = { type: "reaction", reaction: { message_id: "wamid.fake.1", emoji: "👍" } };
    await deliver(fromGrace(PHONE, "wamid.in.2", reaction));
    await expect(thread(agent).getByRole("list", { name: "Reactions" })).toContainText("👍");
    const edited = {
      original_message_id: "wamid.in.1",
      message: { type: "text", text: { body: "Where is it?" } },
    };
    await deliver(fromGrace(PHONE, "wamid.in.3", { type: "edit", edit: edited }));
    await thread(agent).getByRole("button", { name: "edited" }).click();
    await expect(agent.getByRole("dialog").getByText("Where is my parcel?")).toBeVisible();
    await agent.keyboard.press("Escape");
  });

  await test.step("one that is refused says why, shows its trace, and is sent again", async () => {
    await noPace();
    meta.moods.push(REFUSED);
    await reply(agent, "Here it is");
    await expect(thread(agent).getByText(/^Not sent: WhatsApp did not accept/)).toBeVisible();
    await thread(agent).getByRole("button", { name: "Trace" }).click();
    const trace = agent.getByRole("dialog", { name: "Trace" });
    await expect(trace.getByText("Try 1: refused")).toBeVisible();
    await expect(trace.getByText("code: 131009")).toBeVisible();
    await agent.keyboard.press("Escape");
    await noPace();
    await thread(agent).getByRole("button", { name: "Send again" }).press("Enter");
    await expect(thread(agent).getByText(/Sent$/)).toBeVisible();
    await expect(thread(agent).locator(":focus"), "the keys stay at the message").toHaveText(/Here it is/);
    expect(messages()).toHaveLength(3);
  });

  await test.step("the window closes: first soon, then nothing can be sent", async () => {
    const closeIn = (minutes: number) =>
      db.pool.query(
        `update conversation set window_closes_at = now() + make_interval(mins => $2) where tenant_id = $1
           and inbox_id in (select id from inbox where tenant_id = $1 and channel = 'whatsapp_cloud')`,
        [tenantId, minutes],
      );
    await closeIn(38);
    await agent.reload();
    await expect(agent.getByText(/^3[78] min$/).first()).toBeVisible();
    await views(agent).getByRole("link", { name: "Closing soon" }).click();
    await openConversation(agent, "Grace Whitfield");
    await closeIn(-1);
    await agent.reload();
    await expect(agent.getByText(/^The 24-hour window closed at/)).toBeVisible();
    await replyBox(agent).fill("Too late");
    await expect(sendButton(agent)).toBeDisabled();
  });

  await test.step("a template opens it again: found, filled in, looked at, sent, and answered by its button", async () => {
    await agent.getByRole("button", { name: "Send a template" }).click();
    const dialog = agent.getByRole("dialog", { name: "Send a template to Grace Whitfield" });
    const list = dialog.getByRole("list", { name: "Templates" });
    await expect(list.getByRole("listitem")).toHaveCount(5);
    await expect(list.getByText(/^WhatsApp has paused this template/)).toBeVisible();
    await dialog.getByRole("button", { name: "Sync now" }).click();
    await expect(dialog.getByText(/^Synced /)).toBeVisible();
    await expectNoViolation(agent, "the templates");
    await dialog.getByLabel("Search by name or words").fill("order");
    await expect(list.getByRole("listitem")).toHaveCount(2);
    await dialog.getByRole("button", { name: /order confirmation American English/ }).click();
    const preview = dialog.getByRole("region", { name: "What will be sent" });
    await expect(preview).toContainText("Hi {{1}}, order {{2}} is on its way.");
    await dialog.getByLabel("Blank 1").fill("Grace");
    await dialog.getByRole("button", { name: "Send template" }).click();
    await expect(dialog.getByText("Fill this in.")).toBeVisible();
    await expect(dialog.getByLabel("Blank 2")).toBeFocused();
    await dialog.getByLabel("Blank 2").fill("0042");
    await expect(preview).toContainText("Hi Grace, order 0042 is on its way.");
    await expectNoViolation(agent, "a template with its places");
    await noPace();
    await dialog.getByRole("button", { name: "Send template" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(thread(agent).getByText("Hi Grace, order 0042 is on its way.")).toBeVisible();
    await expect(thread(agent).getByText("Template “order confirmation”, American English")).toBeVisible();
    await expect.poll(() => messages().at(-1)?.json).toMatchObject({ type: "template" });
    const { template } = messages().at(-1)!.json as { template: { components: SentPart[] } };
    const { payload } = template.components.find(({ type }) => type === "button")!.parameters[0]!;
    const button = { type: "button", button: { payload, text: "Stop promotions" } };
    const context = { from: "12025550100", id: "wamid.fake.4" };
    await deliver(fromGrace(PHONE, "wamid.in.4", { ...button, context }));
    await expect(thread(agent).getByRole("img", { name: "Chosen:" })).toBeVisible();
    await expect(agent.getByText(/left to reply freely/)).toBeVisible();
  });

  await test.step("one that has to wait says why, also once another stands behind it", async () => {
    await noPace();
    // Each try waits longer than the one before it: 4, 16 and 64 seconds.
    meta.moods.push(TOO_FAST, TOO_FAST, TOO_FAST);
    await reply(agent, "It left this morning");
    const waits = thread(agent).getByText(
      "Waits: WhatsApp allows one message every 6 seconds to one person.",
    );
    await expect(waits).toBeVisible();
    await reply(agent, "And it is on the van now");
    await expect(thread(agent).getByText("Sending…")).toBeVisible();
    await expect(waits).toBeVisible();
  });
});
type SentPart = { type: string; parameters: { payload: string }[] };

test("refused credentials pause an inbox until they are mended; nothing is lost, and each delivery can be looked into", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug, id: tenantId } = team.tenant;
  const owner = await signedIn(browser, { url, email: team.owner.user.email, ...STILL });
  const inboxId = await connectCloud(owner, db, team.tenant);
  const text = { type: "text", text: { body: "Do you have it in blue?" } };
  await deliverAsMeta(
    `${url}/api/webhooks/whatsapp_cloud/${inboxId}`,
    fromGrace(PHONE, "wamid.in.blue", text),
  );
  const agent = await signedIn(browser, { url, email: team.agents[0].user.email, ...STILL });
  await openInbox(agent, slug);
  await openConversation(agent, "Do you have it in blue?");
  await openInbox(owner, slug);

  await test.step("those who may mend it are told over every page, the others are not", async () => {
    meta.moods.push(EXPIRED);
    await reply(agent, "In every blue");
    const banner = owner.getByRole("alert").filter({ hasText: "WhatsApp Shop is paused." });
    await expect(banner).toContainText("Replies wait in their order");
    await expect(thread(agent).getByText(/^Waits until the inbox can send again: /)).toBeVisible();
    await expect(agent.getByText("is paused.")).toHaveCount(0);
    await owner.goto(`/t/${slug}/settings/outbox`);
    await expect(owner.getByRole("listitem").filter({ hasText: "message.send" })).toContainText(
      /Reply to Grace.* in WhatsApp ShopLaterWaits: .* Tries next at/,
    );
    await banner.getByRole("link", { name: "Mend it" }).click();
  });

  await test.step("with new credentials what has waited goes out", async () => {
    await expect(owner.getByText("Paused", { exact: true }).first()).toBeVisible();
    await db.pool.query("update send_pace set next_at = now() where tenant_id = $1", [tenantId]);
    await expectNoViolation(owner, "a paused inbox");
    await owner.getByLabel("Access token").fill(CLOUD.accessToken);
    await owner.getByRole("button", { name: "Save credentials" }).click();
    await expect(owner.getByText("Connected", { exact: true })).toBeVisible();
    await expect(thread(agent).getByText(/Sent$/)).toBeVisible();
    await expect(owner.getByText("WhatsApp Shop is paused.")).toHaveCount(0);
    await thread(agent).getByText("In every blue").hover();
    await thread(agent).getByRole("button", { name: "Message menu" }).last().click();
    await agent.getByRole("menuitem", { name: "Trace" }).click();
    const trace = agent.getByRole("dialog", { name: "Trace" });
    await expect(trace.getByText("Try 1: not now, tried again later")).toBeVisible();
    await expect(trace.getByText("Try 2: the provider took it")).toBeVisible();
    await expectNoViolation(agent, "the trace of a message");
  });

  await test.step("a delivery is found by what is in it, shown masked, and understood once more", async () => {
    await owner.getByRole("link", { name: "See deliveries" }).click();
    await owner.getByLabel("Find by message id or reason").fill("wamid.in.blue");
    const open = owner.getByRole("button", { name: /^Open the delivery of/ });
    await expect(open).toHaveCount(1);
    await open.click();
    const dialog = owner.getByRole("dialog", { name: "Delivery" });
    await expect(dialog.getByText(/Do you have it in blue/)).toBeVisible();
    await expect(dialog).not.toContainText(PHONE);
    await expectNoViolation(owner, "a delivery");
    await dialog.getByRole("button", { name: "Replay" }).click();
    await expect(dialog.getByText("Understood once more: Processed")).toBeVisible();
    await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
    await expect(
      owner.getByRole("row", { name: /Message from \+44….*: text Understood 2 times/ }),
    ).toBeVisible();
    await owner.getByLabel("State").selectOption("failed");
    await expect(owner.getByText("No delivery matches.")).toBeVisible();
  });

  await test.step("one that has gone silent says so over every page until it is heard again", async () => {
    await db.pool.query("update inbox set silent_since = now() - interval '3 hours' where id = $1", [
      inboxId,
    ]);
    await owner.goto(`/t/${slug}/settings/inboxes`);
    const banner = owner.getByRole("alert").filter({ hasText: "WhatsApp Shop has gone silent." });
    await expect(banner).toBeVisible();
    await expect(owner.getByText("Silent", { exact: true })).toBeVisible();
    await banner.getByRole("link", { name: "Look at it" }).click();
    await owner.waitForURL(`**/settings/inboxes/${inboxId}**`);
    await expect(owner.getByText(/^Nothing has come in since .* on other days\.$/)).toBeVisible();
    await deliverAsMeta(
      `${url}/api/webhooks/whatsapp_cloud/${inboxId}`,
      fromGrace(PHONE, "wamid.in.again", { type: "text", text: { body: "And in green?" } }),
    );
    await expect(banner).toHaveCount(0);
    // The page itself may have been opened in the same moment.
    await owner.reload();
    await expect(owner.getByText("Connected", { exact: true })).toBeVisible();
  });

  await test.step("what nobody knows is shown as it came, and a file that could not be had is fetched again", async () => {
    const deliver = (id: string, message: object) =>
      deliverAsMeta(`${url}/api/webhooks/whatsapp_cloud/${inboxId}`, fromGrace(PHONE, id, message));
    await deliver("wamid.in.odd", { type: "hologram", hologram: { shape: "a teapot" } });
    await openInbox(owner, slug);
    await openConversation(owner, "A message of a kind that cannot be shown here (hologram).");
    await thread(owner).getByRole("button", { name: "Show what came" }).click();
    const trace = owner.getByRole("dialog", { name: "Trace" });
    await expect(trace.getByText(/"shape": "a teapot"/)).toBeVisible();
    await owner.keyboard.press("Escape");
    meta.lost.add("7001");
    await deliver("wamid.in.lost", { type: "image", image: { id: "7001", mime_type: "image/png" } });
    const again = thread(owner).getByRole("button", { name: "Fetch it again" });
    await expect(again).toBeVisible();
    const why = thread(owner).getByText(/WhatsApp could not fetch the file/);
    await expect(why.first()).toBeVisible();
    await expectNoViolation(owner, "a file that could not be had");
    meta.lost.clear();
    await again.click();
    for (const gone of [again, why]) await expect(gone).toHaveCount(0);
  });
});
