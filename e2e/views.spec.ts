import type { Page } from "@playwright/test";
import {
  type MadeTeam,
  makeContact,
  makeConversation,
  makeLabel,
  makeMessages,
  type Pooled,
} from "../prisma/seed/factories";
import { makeTeamOf } from "../prisma/seed/factories-teams";
import { conversations, openConversation, openInbox, signedIn, thread, views } from "./harness/agent";
import { expect, test } from "./harness/test";

const rows = (page: Page) => conversations(page).getByRole("link");
const view = (page: Page, name: string) => views(page).getByRole("link", { name });
const dialog = (page: Page) => page.getByRole("dialog", { name: "Filter the list" });

/** A conversation of a contact of this name, with messages of these words. */
async function written(db: Pooled, { tenant, inbox }: MadeTeam, name: string, words: string, more = {}) {
  const contact = await makeContact(db, { tenantId: tenant.id, name });
  const made = await makeConversation(db, {
    tenantId: tenant.id,
    inboxId: inbox.id,
    contactId: contact.id,
    ...more,
  });
  await makeMessages(db, made, [{ kind: "incoming", content: words }]);
  return made;
}

test("lists and counts of another agent follow without a touch", async ({ browser, url, team, db }) => {
  const { tenant, owner, agents } = team;
  await makeLabel(db, { tenantId: tenant.id, name: "Delivery" });
  await written(db, team, "Grace Whitfield", "The pot is chipped");
  await written(db, team, "Daniel Osei", "Where is my parcel?");
  const agent = await signedIn(browser, { url, email: owner.user.email });
  const other = await signedIn(browser, { url, email: agents[0].user.email });
  for (const page of [agent, other]) await openInbox(page, tenant.slug);
  await expect(view(other, "Unassigned 2")).toBeVisible();
  await expect(view(other, "Website chat 2")).toBeVisible();

  await view(other, "Delivery 0").click();
  await expect(rows(other)).toHaveCount(0);
  await openConversation(agent, "Grace Whitfield");
  await thread(agent).click();
  await agent.keyboard.press("l");
  await agent.getByRole("option", { name: "Delivery" }).click();
  await agent.keyboard.press("Escape");
  await expect(view(other, "Delivery 1")).toBeVisible();
  await expect(rows(other)).toHaveCount(1);
  await expect(rows(other).first()).toContainText("Grace Whitfield");

  await thread(agent).click();
  await agent.keyboard.press("s");
  await agent.getByRole("combobox", { name: "Snooze" }).fill("tomorrow");
  await agent.keyboard.press("Enter");
  await expect(view(other, "Snoozed 1")).toBeVisible();
  await expect(view(other, "Unassigned 1")).toBeVisible();
  await expect(rows(other)).toHaveCount(0);
  await thread(other).or(other.locator("body")).first().click();
  await other.keyboard.press("g");
  await other.keyboard.press("s");
  await expect(rows(other).first()).toContainText("Grace Whitfield");
});

test("a filter is built, kept and shared with a team, whose member sees only what is theirs", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { tenant, owner, agents } = team;
  const [tom, priya] = agents;
  await makeTeamOf(db, { tenantId: tenant.id, name: "Orders", memberIds: [owner.id, tom.id] });
  await written(db, team, "Grace Whitfield", "One", { priority: "urgent", assigneeId: tom.id });
  await written(db, team, "Daniel Osei", "Two", { priority: "urgent", assigneeId: priya.id });
  await written(db, team, "Hannah Price", "Three", { priority: "low", assigneeId: tom.id });
  const page = await signedIn(browser, { url, email: owner.user.email });
  await openInbox(page, tenant.slug);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await dialog(page).getByLabel("Field").selectOption("Priority");
  await dialog(page).getByLabel("Urgent").check();
  await dialog(page).getByRole("button", { name: "Apply filter" }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).filter({ hasText: "Hannah Price" })).toHaveCount(0);

  await page.getByRole("button", { name: /^1 / }).click();
  await dialog(page).getByRole("button", { name: "Save as view" }).click();
  await dialog(page).getByLabel("Name of the view").fill("Burning");
  await dialog(page).getByLabel("Who sees it").selectOption("Team Orders");
  await dialog(page).getByRole("button", { name: "Save view" }).click();
  await expect(page.getByRole("heading", { name: "Burning" })).toBeVisible();
  await expect(rows(page)).toHaveCount(2);

  const colleague = await signedIn(browser, { url, email: tom.user.email });
  await openInbox(colleague, tenant.slug);
  await view(colleague, "Burning").click();
  await expect(rows(colleague)).toHaveCount(1);
  await expect(rows(colleague).first()).toContainText("Grace Whitfield");
  const stranger = await signedIn(browser, { url, email: priya.user.email });
  await openInbox(stranger, tenant.slug);
  await expect(view(stranger, "Burning")).toHaveCount(0);
});

test("the order is chosen, and stays while rows come and go", async ({ browser, url, team, db }) => {
  const { tenant, owner } = team;
  await written(db, team, "Grace Whitfield", "One", { priority: "low" });
  await written(db, team, "Daniel Osei", "Two", { priority: "urgent" });
  await written(db, team, "Hannah Price", "Three", { priority: "medium" });
  const page = await signedIn(browser, { url, email: owner.user.email });
  await openInbox(page, tenant.slug);
  await page.getByRole("button", { name: /^Order:/ }).click();
  await page.getByRole("menuitemcheckbox", { name: "Priority, highest first" }).click();
  const names = async () =>
    (await rows(page).allInnerTexts()).map((text) => /(Grace|Daniel|Hannah)/.exec(text)?.[0]);
  await expect.poll(names).toEqual(["Daniel", "Hannah", "Grace"]);
  await page.reload();
  await expect.poll(names).toEqual(["Daniel", "Hannah", "Grace"]);
});

test("the search finds a message far back and opens it there, its words marked", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { tenant, owner, agents } = team;
  const found = await written(db, team, "Grace Whitfield", "The oat glaze has a hairline crack");
  await makeMessages(db, found, 80);
  await written(db, team, "Daniel Osei", "The glaze is lovely", { assigneeId: agents[1].id });
  const page = await signedIn(browser, { url, email: owner.user.email });
  await openInbox(page, tenant.slug);
  await page.keyboard.press("/");
  const field = page.getByRole("searchbox");
  await field.fill("glaze");
  const results = page.getByRole("list", { name: "Results" });
  await expect(results.getByRole("link")).toHaveCount(2);
  await field.fill("hairline glaze");
  await expect(results.getByRole("link")).toHaveCount(1);
  await expect(results.locator("mark").first()).toBeVisible();
  await field.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(thread(page).getByText("The oat glaze has a hairline crack")).toBeInViewport();

  const agent = await signedIn(browser, { url, email: agents[0].user.email });
  await openInbox(agent, tenant.slug);
  await agent.keyboard.press("/");
  await agent.getByRole("searchbox").fill("glaze");
  await expect(agent.getByRole("list", { name: "Results" }).getByRole("link")).toHaveCount(1);
});
