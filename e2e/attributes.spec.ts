import type { Page } from "@playwright/test";
import { makeContact, makeConversation, makeMessages } from "../prisma/seed/factories";
import { conversations, openConversation, openInbox, signedIn, thread } from "./harness/agent";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";

const panel = (page: Page) => page.getByRole("complementary", { name: "Details" });
const field = (page: Page, name: string | RegExp) => panel(page).getByRole("button", { name });

test("the fields of a conversation: edited in place by two agents, said in the thread, found by a filter", async ({
  browser,
  url,
  db,
  team,
}) => {
  const { tenant, inbox, agents } = team;
  for (const name of ["Grace Whitfield", "Daniel Osei"]) {
    const contact = await makeContact(db, { tenantId: tenant.id, name });
    const place = { tenantId: tenant.id, inboxId: inbox.id, contactId: contact.id };
    const made = await makeConversation(db, { ...place, assigneeId: agents[0].id });
    await makeMessages(db, made, [{ kind: "incoming", content: `Hello from ${name}` }]);
  }
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  const agent = await signedIn(browser, { url, email: agents[0].user.email });
  const define = (more: object) =>
    mutate(owner, tenant.slug, "attributes.create", { subject: "conversation", ...more });
  await define({ key: "order_value", name: "Order value", kind: "currency", currency: "GBP" });
  await define({ key: "carrier", name: "Carrier", kind: "list", choices: ["Royal Mail", "DPD"] });
  for (const page of [owner, agent]) {
    await openInbox(page, tenant.slug, "All open");
    await openConversation(page, "Grace Whitfield");
  }

  await test.step("what one sets by keyboard, the other sees at once, with who did it", async () => {
    await field(agent, "Order value: nothing yet. Add").focus();
    await agent.keyboard.press("Enter");
    await agent.keyboard.type("1,234.5");
    await agent.keyboard.press("Enter");
    await expect(field(owner, "Order value: 1234.5. Edit")).toHaveText("£1,234.50");
    await expect(thread(owner)).toContainText("set Order value to £1,234.50");
    await field(owner, /^Carrier/).click();
    await panel(owner).getByRole("combobox", { name: "Carrier" }).selectOption("DPD");
    await owner.keyboard.press("Enter");
    await expect(field(agent, "Carrier: DPD. Edit")).toBeVisible();
  });

  await test.step("what is refused goes back, with the reason", async () => {
    await field(agent, /^Order value/).click();
    await agent.keyboard.type("a lot");
    await agent.keyboard.press("Enter");
    await expect(agent.getByText(/“a lot” is not a number/)).toBeVisible();
    await expect(field(agent, "Order value: 1234.5. Edit")).toBeVisible();
  });

  await test.step("another conversation has values of its own", async () => {
    await openConversation(agent, "Daniel Osei");
    await expect(field(agent, "Order value: nothing yet. Add")).toBeVisible();
  });

  await test.step("a field made in the settings is there without a reload, and a list is narrowed to it", async () => {
    await define({ key: "urgent_until", name: "Needed by", kind: "date" });
    await expect(field(agent, "Needed by: nothing yet. Add")).toBeVisible();
    await agent.getByRole("button", { name: "Filter", exact: true }).click();
    await agent.getByRole("combobox", { name: "Field" }).selectOption("conversation.carrier");
    await agent.getByRole("checkbox", { name: "DPD" }).check();
    await agent.getByRole("button", { name: "Apply filter" }).click();
    const rows = conversations(agent).getByRole("link");
    await expect(rows.filter({ hasText: "Grace Whitfield" })).toBeVisible();
    await expect(rows.filter({ hasText: "Daniel Osei" })).toHaveCount(0);
    await field(owner, /^Carrier/).click();
    await panel(owner).getByRole("combobox", { name: "Carrier" }).selectOption("Royal Mail");
    await owner.keyboard.press("Enter");
    await expect(rows.filter({ hasText: "Grace Whitfield" })).toHaveCount(0);
  });
});
