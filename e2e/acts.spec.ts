import type { Page } from "@playwright/test";
import { makeContact, makeConversation, makeLabel, makeMessages } from "../prisma/seed/factories";
import { conversations, openConversation, openInbox, signedIn, thread } from "./harness/agent";
import { expect, test } from "./harness/test";

const row = (page: Page, name: string) => conversations(page).getByRole("link", { name: new RegExp(name) });
const pick = (page: Page, words: string) => page.getByRole("option", { name: words }).click();

test("two agents: acts by keyboard are live, snooze is understood in words, and Z undoes", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { tenant, inbox, owner } = team;
  await makeLabel(db, { tenantId: tenant.id, name: "Delivery" });
  for (const name of ["Grace Whitfield", "Daniel Osei", "Hannah Price"]) {
    const contact = await makeContact(db, { tenantId: tenant.id, name });
    const made = await makeConversation(db, {
      tenantId: tenant.id,
      inboxId: inbox.id,
      contactId: contact.id,
    });
    await makeMessages(db, made, 2);
  }
  const agent = await signedIn(browser, { url, email: owner.user.email });
  const other = await signedIn(browser, { url, email: team.agents[0].user.email });
  await openInbox(agent, tenant.slug);
  await openInbox(other, tenant.slug);
  await openConversation(agent, "Grace Whitfield");
  await openConversation(other, "Grace Whitfield");

  await test.step("priority and label by P and L reach the other agent", async () => {
    await thread(agent).click();
    await agent.keyboard.press("p");
    await agent.getByRole("combobox", { name: "Priority" }).fill("high");
    await agent.keyboard.press("Enter");
    await expect(thread(other)).toContainText("Amelia set the priority to High");
    await agent.keyboard.press("l");
    await pick(agent, "Delivery");
    await agent.keyboard.press("Escape");
    await expect(row(other, "Grace Whitfield")).toContainText("Delivery");
  });

  await test.step("snooze in words shows what was understood; Z takes it back", async () => {
    await agent.keyboard.press("s");
    await agent.getByRole("combobox", { name: "Snooze" }).fill("in 3 days at 17:00");
    await expect(agent.getByRole("option", { name: /^Until .*17:00/ })).toBeVisible();
    await agent.keyboard.press("Enter");
    await expect(row(other, "Grace Whitfield")).toHaveCount(0);
    await agent.keyboard.press("z");
    await expect(row(other, "Grace Whitfield")).toBeVisible();
  });

  await test.step("several are resolved at once and come back with one undo", async () => {
    await row(agent, "Daniel Osei").focus();
    await agent.keyboard.press("x");
    await row(agent, "Hannah Price").focus();
    await agent.keyboard.press("x");
    await expect(agent.getByRole("toolbar", { name: "Acts on the selection" })).toContainText("2 selected");
    await agent.keyboard.press("e");
    await expect(row(other, "Daniel Osei")).toHaveCount(0);
    await expect(row(other, "Hannah Price")).toHaveCount(0);
    await agent.keyboard.press("z");
    await expect(row(other, "Daniel Osei")).toBeVisible();
    await expect(row(other, "Hannah Price")).toBeVisible();
  });

  await test.step("U marks as unread again and leaves the thread", async () => {
    await openConversation(agent, "Grace Whitfield");
    await expect(row(agent, "Grace Whitfield")).not.toContainText("unread");
    await thread(agent).click();
    await agent.keyboard.press("u");
    await expect(row(agent, "Grace Whitfield, .*1 unread")).toBeVisible();
  });
});

test("a merge puts both threads together for every viewer, and its undo parts them", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { tenant, inbox, owner } = team;
  const contact = await makeContact(db, { tenantId: tenant.id, name: "Yusuf Demir" });
  const made = () => makeConversation(db, { tenantId: tenant.id, inboxId: inbox.id, contactId: contact.id });
  const [a, b] = [await made(), await made()];
  await makeMessages(db, a, [{ kind: "incoming", content: "The kettle whistles" }]);
  await makeMessages(db, b, [{ kind: "incoming", content: "The lid is loose" }]);
  const agent = await signedIn(browser, { url, email: owner.user.email });
  const other = await signedIn(browser, { url, email: team.agents[0].user.email });
  await openInbox(agent, tenant.slug);
  await openInbox(other, tenant.slug);
  await openConversation(other, "The lid is loose");
  await openConversation(agent, "The kettle whistles");
  await agent.getByRole("button", { name: "More acts" }).click();
  await agent.getByRole("menuitem", { name: /^Merge/ }).click();
  await agent.getByRole("option", { name: /The lid is loose/ }).click();
  for (const page of [agent, other]) {
    await expect(thread(page)).toContainText("The kettle whistles");
    await expect(thread(page)).toContainText("The lid is loose");
  }
  await thread(other).getByRole("button", { name: "Undo" }).click();
  await expect(thread(other)).not.toContainText("The kettle whistles");
  await expect(row(other, "Yusuf Demir")).toHaveCount(2);
});
