import { startGateway, startSystem } from "../server/testing/fake-gateway";
import { openConversation, openInbox, reply, signedIn, thread } from "./harness/agent";
import { expectNoViolation, STILL } from "./harness/axe";
import { openNewInbox } from "./harness/inbox-form";
import { expect, test } from "./harness/test";

// A gateway on loopback, with a phone that is played by hand.
const LOGIN = { username: "parley", password: "fictional" };
let started: Awaited<ReturnType<typeof startGateway>>;
test.beforeAll(async () => {
  started = await startGateway(LOGIN);
});
test.afterAll(() => started.provider.close());

const ADA = {
  chat_id: "447700900123@s.whatsapp.net",
  from: "447700900123@s.whatsapp.net",
  from_name: "Ada Byron",
};

test("a gateway is connected, its phone paired and lost; what is written both ways arrives, and the third loss locks", async ({
  browser,
  url,
  team,
}) => {
  const { gateway, provider } = started;
  const { slug } = team.tenant;
  const owner = await signedIn(browser, { url, email: team.owner.user.email, ...STILL });
  const agent = await signedIn(browser, { url, email: team.agents[0].user.email, ...STILL });
  await openInbox(agent, slug);

  await test.step("the form says what is wrong, and has the risk accepted", async () => {
    const form = await openNewInbox(owner, slug, /^WhatsApp Web/);
    await form.getByLabel("Name", { exact: true }).fill("WhatsApp Shop");
    await form.getByRole("textbox", { name: /^Webhook secret/ }).fill("secret");
    await form.getByRole("button", { name: "Connect inbox" }).click();
    for (const words of ["Gateway address is missing", "Webhook secret is the gateway's default"])
      await expect(form.getByText(words)).toBeVisible();
    await form.getByLabel(/^Webhook secret/).fill("");
    await form.getByLabel("Gateway address").fill(provider.url);
    await form.getByLabel(/^User name/).fill(LOGIN.username);
    await form.getByLabel(/^Password/).fill("wrong");
    await form.getByRole("button", { name: "Test connection" }).click();
    await expect(form.getByText("The gateway refuses the user name and password.")).toBeVisible();
    await form.getByLabel(/^Password/).fill(LOGIN.password);
    await form.getByRole("button", { name: "Test connection" }).click();
    await expect(form.getByText("The provider answers, but not all is as it should be")).toBeVisible();
    await expect(form.getByText("No phone is paired", { exact: true })).toBeVisible();
    await form.getByRole("button", { name: "Connect inbox" }).click();
    await expect(form.getByText("Accept the risk of an unofficial connection first")).toBeVisible();
    await form.getByLabel(/^I accept that WhatsApp may suspend/).check();
    await expectNoViolation(owner, "the form of a gateway");
    await form.getByRole("button", { name: "Connect inbox" }).click();
    await expect(owner.getByText("WhatsApp Shop uses an unofficial connection.")).toBeVisible();
  });

  const dialog = owner.getByRole("dialog", { name: "Pair the phone of WhatsApp Shop" });
  const holding = dialog.getByText(/^Paired\. Steady in/);
  await test.step("a phone is paired by a code that is made anew when asked, or by one that is typed into it", async () => {
    await owner.getByRole("button", { name: "Pair phone" }).click();
    await expect(dialog.getByRole("img", { name: "QR code to scan with the phone" })).toBeVisible();
    await expect(dialog.getByText(/^New code in \d+ s$/)).toBeVisible();
    await dialog.getByRole("button", { name: "New code now" }).click();
    await expect.poll(() => gateway.state.codes).toBeGreaterThan(1);
    await expectNoViolation(owner, "the pairing dialog");
    await dialog.getByText("Type a code instead").click();
    await dialog.getByLabel("Number of the phone").fill("+44 7700 900000");
    await dialog.getByRole("button", { name: "Get a code" }).click();
    await expect(dialog.getByText("ABCD-1234")).toBeVisible();
    await expect(dialog.getByText(/^It works for 2:\d\d\.$/)).toBeVisible();
    gateway.pair();
    await expect(holding).toBeVisible();
  });

  await test.step("a message comes in, and its answer goes out by the phone", async () => {
    const message = gateway.event("message", {
      ...ADA,
      id: "IN1",
      is_from_me: false,
      body: "Is the kettle back?",
    });
    expect(await gateway.deliver(message)).toBe(200);
    await openConversation(agent, "Is the kettle back?");
    await reply(agent, "From Friday on");
    await expect(thread(agent).getByText(/Sent$/)).toBeVisible();
    // Typing and read marks go the same way.
    const { id, json } = gateway.sent.find(({ path }) => path === "/send/message")!;
    expect(json).toMatchObject({ phone: ADA.from, message: "From Friday on" });
    expect(
      await gateway.deliver(gateway.event("message.ack", { ...ADA, ids: [id], receipt_type: "read" })),
    ).toBe(200);
    await expect(thread(agent).getByText(/Read \d/)).toBeVisible();
    await gateway.deliver(gateway.event("message.ack", { ...ADA, ids: [id], receipt_type: "played" }));
    await expect(thread(agent).getByText(/Played \d/)).toBeVisible();
  });

  await test.step("who types is seen at once, and a call that nobody takes is a line that waits", async () => {
    const typing = thread(agent).getByText("Ada Byron is typing");
    await gateway.deliver(gateway.event("chat_presence", { ...ADA, state: "composing" }));
    await expect(typing).toBeAttached();
    await gateway.deliver(gateway.event("chat_presence", { ...ADA, state: "paused" }));
    await expect(typing).not.toBeAttached();
    const call = { from: ADA.from, call_id: "C1", auto_rejected: true };
    expect(await gateway.deliver(gateway.event("call.offer", call))).toBe(200);
    await expect(thread(agent).getByText(/Ada Byron called, and the call was rejected/)).toBeVisible();
    await expect(agent.getByRole("link", { name: /📞 Rejected call/ })).toBeVisible();
  });

  await test.step("losses within two minutes warn, and the third one locks with a countdown", async () => {
    gateway.logOut();
    await expect(dialog.getByText("Waiting for the phone")).toBeVisible();
    for (const words of [
      "One attempt left before a 24-hour lock",
      "Pairing is locked after 3 failed attempts",
    ]) {
      gateway.pair();
      await expect(holding).toBeVisible();
      gateway.logOut();
      await expect(dialog.getByText(words)).toBeVisible();
      const rest = dialog.getByRole("timer").filter({ hasText: /^Better wait 0[12]:\d\d:\d\d\.$/ });
      await expect(rest).toHaveCount(words.startsWith("One") ? 1 : 0);
    }
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(owner.getByRole("button", { name: "Pair phone" })).toBeDisabled();
    await expect(owner.getByRole("timer")).toHaveText(/^23:59:\d\d/);
    await expectNoViolation(owner, "a locked inbox");
    await owner.getByRole("button", { name: "Use a different number" }).click();
    const other = owner.getByRole("dialog", { name: "Use a different number?" });
    await expect(other.getByRole("button", { name: "Keep it" })).toBeFocused();
    await owner.keyboard.press("Enter");
    await owner.getByRole("button", { name: "Reset the lock" }).click();
    const question = owner.getByRole("dialog", { name: "Reset the lock?" });
    await question.getByRole("button", { name: "Reset the lock" }).click();
    await expect(question.getByText("Say why the lock is reset")).toBeVisible();
    await question.getByLabel("Reason").fill("The phone was replaced");
    await question.getByRole("button", { name: "Reset the lock" }).click();
    await expect(owner.getByRole("button", { name: "Pair phone" })).toBeEnabled();
  });

  await test.step("the risks are one press away from every page, and so is the way out", async () => {
    await owner.goto(`/t/${slug}/settings/profile`);
    await owner.getByRole("link", { name: "Read the risks" }).click();
    await expect(owner.getByRole("heading", { name: "What can happen?" })).toBeVisible();
    await owner.getByRole("link", { name: "Move to the official API" }).click();
    const move = owner.getByRole("dialog", { name: "Move WhatsApp Shop to the official API" });
    await expect(move.getByLabel("Access token")).toBeVisible();
    await move.getByRole("button", { name: "Cancel" }).click();
    await expect(move).toHaveCount(0);
    await expect(owner).toHaveURL(/\/settings\/inboxes\/[0-9a-f-]+$/);
    await owner.getByRole("link", { name: "Move to the official API" }).click();
    await expect(move.getByLabel("Access token")).toBeVisible();
  });
});

test("a system of one's own is connected by its form, and what was given up is tried again or let be", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug, id: tenantId } = team.tenant;
  const owner = await signedIn(browser, { url, email: team.owner.user.email, ...STILL });

  await test.step("a system by its address, with the secret shown once", async () => {
    const system = await startSystem();
    const form = await openNewInbox(owner, slug, /^API/);
    const press = (name: string) => form.getByRole("button", { name }).click();
    await form.getByLabel("Name").fill("Our shop system");
    await form.getByLabel("Your address").fill("http://crm.example.com/in");
    await press("Connect inbox");
    await expect(
      form.getByText("Your address has to begin with https:// outside your own network"),
    ).toBeVisible();
    await form.getByLabel("Your address").fill(`${system.url}/in`);
    system.moods.push({ status: 401 });
    await press("Test connection");
    await expect(form.getByText("Your address does not accept the signature.")).toBeVisible();
    await press("Test connection");
    await expect(form.getByText(/took a signed ping/)).toBeVisible();
    await press("Connect inbox");
    const secret = owner.getByRole("dialog", { name: "Copy the secret now" });
    await expect(secret.getByText(/^whsec_[A-Za-z0-9+/]{43}=$/)).toBeVisible();
    await expectNoViolation(owner, "a secret that is shown once");
    await secret.getByRole("button", { name: "I have kept it" }).click();
    await expect(owner.getByText("Waiting for the first message")).toBeVisible();
    await expect(owner.getByText(/whsec_/)).toHaveCount(0);
    await system.close();
  });
  await test.step("what was given up is tried again, or let be", async () => {
    await db.pool.query(
      `insert into outbox_entry (tenant_id, kind, state, attempts, last_error, finished_at, payload)
       select $1, 'message.read', 'dead', 12, 'The provider is away', now(), '{}' from generate_series(1, 2)`,
      [tenantId],
    );
    await owner.goto(`/t/${slug}/settings/outbox`);
    await owner.getByLabel("State").selectOption("dead");
    const retries = owner.getByRole("button", { name: /^Try again: Read mark/ });
    await expect(retries).toHaveCount(2);
    await retries.first().click();
    await expect(owner.getByText("It is tried again, with all its attempts")).toBeVisible();
    await owner
      .getByRole("button", { name: /^Discard: Read mark/ })
      .first()
      .click();
    const question = owner.getByRole("dialog", { name: "Discard this entry?" });
    await expectNoViolation(owner, "an entry that is to be discarded");
    await question.getByRole("button", { name: "Discard" }).click();
    await expect(owner.getByText("It is let be")).toBeVisible();
    const { rows: audited } = await db.pool.query<{ action: string }>(
      "select action from audit_entry where tenant_id = $1 and action like 'outbox.%' order by created_at",
      [tenantId],
    );
    expect(audited.map(({ action }) => action)).toEqual(["outbox.retry", "outbox.discard"]);
  });
});
