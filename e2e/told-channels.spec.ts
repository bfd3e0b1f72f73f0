import { makeConversation, makeMessages } from "../prisma/seed/factories";
import { deliverAsMeta, fromGrace } from "../server/testing/fake-meta";
import { openConversation, openInbox, reply, signedIn, thread } from "./harness/agent";
import { menuOf } from "./harness/colleague";
import { connectCloud, type PlayedMeta, playMeta } from "./harness/meta";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";

// What changes of a channel, a message or a colleague while somebody has it on the screen, without a reload.
let meta: PlayedMeta;
test.beforeAll(async ({ db }) => {
  meta = await playMeta(db);
});
test.afterAll(() => meta.close());

const PHONE = "447700900123";
const BUSY = { status: 500, json: { error: { message: "Something went wrong", code: 131016 } } };
const said = (body: string) => ({ type: "text", text: { body } });

test("what is said of an account, a template, an inbox, a message or a colleague is taken in by whoever looks at it", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug, id: tenantId } = team.tenant;
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  const inboxId = await connectCloud(owner, db, team.tenant);
  const deliver = async (value: object, field?: string) =>
    expect(await deliverAsMeta(`${url}/api/webhooks/whatsapp_cloud/${inboxId}`, value, field)).toBe(200);
  await deliver(fromGrace(PHONE, "wamid.in.blue", said("Do you have it in blue?")));
  const agent = await signedIn(browser, { url, email: team.agents[0].user.email });
  await openInbox(agent, slug);
  await openConversation(agent, "Do you have it in blue?");

  await test.step("a template that is paused while one chooses", async () => {
    await agent.getByRole("button", { name: "Templates" }).click();
    const dialog = agent.getByRole("dialog", { name: "Send a template to Grace Whitfield" });
    const paused = dialog.getByText(/^WhatsApp has paused this template/);
    await expect(paused).toHaveCount(1);
    const template = { message_template_id: 1689556908129832, message_template_name: "order_confirmation" };
    const more = { message_template_language: "en_US", reason: "NONE", event: "PAUSED" };
    await deliver({ ...template, ...more }, "message_template_status_update");
    await expect(paused).toHaveCount(2);
    await agent.keyboard.press("Escape");
  });

  await test.step("the words of a message that another one answers", async () => {
    const context = { from: PHONE, id: "wamid.in.blue" };
    await deliver(fromGrace(PHONE, "wamid.in.dark", { ...said("A dark one"), context }));
    const quote = thread(agent).getByRole("button", { name: /^Answers / });
    await expect(quote).toContainText("Do you have it in blue?");
    const edit = { original_message_id: "wamid.in.blue", message: said("Do you have it in green?") };
    await deliver(fromGrace(PHONE, "wamid.in.edit", { type: "edit", edit }));
    await expect(quote).toContainText("Do you have it in green?");
  });

  await test.step("the name of a colleague", async () => {
    await openInbox(owner, slug);
    await openConversation(owner, "A dark one");
    await reply(owner, "It comes on Friday");
    const author = thread(agent).getByText("Wilhelmina", { exact: false });
    await expect(thread(agent)).toContainText("It comes on Friday");
    await expect(author).toHaveCount(0);
    await mutate(owner, slug, "account.updateProfile", { name: "Wilhelmina Stone" });
    await expect(author.first()).toBeVisible();
  });

  await test.step("the tries of a message that the provider does not take yet", async () => {
    await db.pool.query("update send_pace set next_at = now() where tenant_id = $1", [tenantId]);
    meta.moods.push(...Array(8).fill(BUSY));
    await reply(agent, "Or on Monday");
    await menuOf(agent, "Or on Monday", "Trace");
    const trace = agent.getByRole("dialog", { name: "Trace" });
    await expect(trace.getByText("Try 1: not now, tried again later")).toBeVisible();
    await expect(trace.getByText("Try 3: not now, tried again later")).toBeVisible({ timeout: 40_000 });
    meta.moods.length = 0;
    await agent.keyboard.press("Escape");
  });

  await test.step("what else the contact writes, beside another conversation and on their own page", async () => {
    const { rows: contacts } = await db.pool.query<{ id: string }>(
      "select contact_id as id from conversation where tenant_id = $1 and inbox_id = $2",
      [tenantId, inboxId],
    );
    const contactId = contacts[0]!.id;
    const place = { tenantId, inboxId: team.inbox.id, contactId, assigneeId: team.agents[0].id };
    const other = await makeConversation(db, place);
    await makeMessages(db, other, [{ kind: "incoming", content: "On your website now" }]);
    await owner.goto(`/t/${slug}/contacts/${contactId}`);
    await agent.goto(`/t/${slug}/inbox/${other.id}`);
    const earlier = agent.getByRole("region", { name: "Earlier" });
    const all = owner.getByRole("region", { name: "Conversations" });
    await expect(earlier).toContainText("Or on Monday");
    await expect(all).toContainText("Or on Monday");
    await deliver(fromGrace(PHONE, "wamid.in.lid", said("With a lid, please")));
    await expect(earlier).toContainText("With a lid, please");
    await expect(all).toContainText("With a lid, please");
  });

  await test.step("an inbox's page: what Meta says of the account, and what a colleague saves", async () => {
    await owner.goto(`/t/${slug}/settings/inboxes/${inboxId}`);
    const name = owner.getByRole("textbox", { name: "Name", exact: true });
    await expect(name).toHaveValue("WhatsApp Shop");
    await expect(owner.getByText("Up to 80 messages a second")).toBeVisible();
    const alert = { alert_severity: "INFORMATIONAL", alert_status: "NONE", alert_type: "OBA_APPROVED" };
    const alert_info = { ...alert, alert_description: "Your request has been approved." };
    await deliver({ entity_type: "BUSINESS", entity_id: "506914307656634", alert_info }, "account_alerts");
    await expect(owner.getByText("Your request has been approved.")).toBeVisible();
    await owner.getByLabel("Greet whoever writes for the first time").check();
    const colleague = await signedIn(browser, { url, email: team.owner.user.email });
    await mutate(colleague, slug, "inboxes.update", { inboxId, name: "Shop on WhatsApp" });
    await expect(name).toHaveValue("Shop on WhatsApp");
    await expect(owner.getByLabel("Greet whoever writes for the first time")).toBeChecked();
  });
});
