import { readFile } from "node:fs/promises";
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
import { conversations, openConversation, openInbox, signedIn } from "./harness/agent";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";

/** The owner and an agent, in the same open conversation of one contact. */
async function together(db: Pooled, team: MadeTeam) {
  const { tenant, inbox, agents } = team;
  const contact = await makeContact(db, { tenantId: tenant.id, name: "Grace Whitfield" });
  const place = { tenantId: tenant.id, inboxId: inbox.id, contactId: contact.id };
  const conversation = await makeConversation(db, { ...place, assigneeId: agents[0].id });
  await makeMessages(db, conversation, [{ kind: "incoming", content: "Is the teapot back?" }]);
  return contact;
}

const panel = (page: Page) => page.getByRole("complementary", { name: "Details" });
const table = (page: Page) => page.getByRole("table");

test("two agents at one panel: an edit in place, an own attribute, a note and a block are there for both", async ({
  browser,
  url,
  db,
  team,
}) => {
  const { slug } = team.tenant;
  await together(db, team);
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  const agent = await signedIn(browser, { url, email: team.agents[0].user.email });
  for (const page of [owner, agent]) {
    await openInbox(page, slug, "All open");
    await openConversation(page, "Is the teapot back?");
    await expect(panel(page).getByRole("button", { name: /^Name:/ })).toBeVisible();
  }

  await test.step("the name is changed by keyboard alone, and follows in the other's list and panel", async () => {
    await panel(owner)
      .getByRole("button", { name: /^Name:/ })
      .focus();
    await owner.keyboard.press("Enter");
    await owner.keyboard.type("Nobody");
    await owner.keyboard.press("Escape");
    await expect(panel(owner).getByRole("button", { name: "Name: Grace Whitfield. Edit" })).toBeFocused();
    await owner.keyboard.press("Enter");
    await owner.keyboard.type("Grace Hopper");
    await owner.keyboard.press("Enter");
    await expect(panel(agent).getByRole("button", { name: "Name: Grace Hopper. Edit" })).toBeVisible();
    await expect(conversations(agent).getByRole("link").filter({ hasText: "Grace Hopper" })).toBeVisible();
  });

  await test.step("what is refused goes back, with the reason", async () => {
    await panel(agent)
      .getByRole("button", { name: /^Phone:/ })
      .click();
    await agent.keyboard.type("07700 900142");
    await agent.keyboard.press("Enter");
    await expect(agent.getByText(/lacks its country/)).toBeVisible();
    await expect(panel(agent).getByRole("button", { name: "Phone: nothing yet. Add" })).toBeVisible();
  });

  await test.step("an attribute defined in the settings is a field of the panel", async () => {
    const settings = await owner.context().newPage();
    await settings.goto(`/t/${slug}/settings/attributes`);
    await settings.getByRole("button", { name: "New contact attribute" }).click();
    await settings.getByLabel("Name").fill("Orders");
    await settings.getByLabel("Kind").selectOption("number");
    await settings.getByRole("button", { name: "Save attribute" }).click();
    await expect(settings.getByRole("list", { name: "On contacts" })).toContainText("orders");
    await settings.close();
    await panel(agent).getByRole("button", { name: "Orders: nothing yet. Add" }).click();
    await agent.keyboard.type("1,234");
    await agent.keyboard.press("Enter");
    await expect(panel(owner).getByRole("button", { name: "Orders: 1234. Edit" })).toHaveText("1,234");
  });

  await test.step("a note of one is read by the other", async () => {
    await panel(agent).getByRole("button", { name: "Add a note" }).click();
    await agent.keyboard.type("Buys for the school fair");
    await agent.keyboard.press("Control+Enter");
    await expect(panel(owner).getByRole("region", { name: "Notes" })).toContainText(
      "Buys for the school fair",
    );
    await expect(panel(owner).getByRole("button", { name: "Edit the note" })).toHaveCount(0);
  });

  await test.step("blocked on the page, it says so in the panel", async () => {
    const page = await owner.context().newPage();
    await page.goto(`/t/${slug}/contacts`);
    await page.getByRole("rowheader").getByRole("link", { name: "Grace Hopper" }).click();
    await page.getByRole("button", { name: "Block" }).click();
    await expect(panel(agent).getByText(/^Blocked:/)).toBeVisible();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect(panel(agent).getByText(/^Blocked:/)).toBeHidden();
    await page.close();
  });
});

test("the list: filter and segment, labels for many, merge and undo, import with its errors, export", async ({
  browser,
  url,
  db,
  team,
}) => {
  const { slug, id: tenantId } = team.tenant;
  for (const [name, city] of [
    ["Ana Osei", "Bath"],
    ["Ben Hall", "Leeds"],
    ["Benjamin Hall", "Leeds"],
  ]) {
    await makeContact(db, { tenantId, name, city });
  }
  await makeLabel(db, { tenantId, name: "VIP" });
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  const other = await signedIn(browser, { url, email: team.agents[0].user.email });
  for (const page of [owner, other]) await page.goto(`/t/${slug}/contacts`);
  const rows = (page: Page) => table(page).getByRole("rowheader");
  await expect(rows(other)).toHaveCount(3);

  await test.step("a filter is kept as a segment that everybody has", async () => {
    await owner.getByRole("button", { name: "Filter", exact: true }).click();
    await owner.getByLabel("Field").selectOption("city");
    await owner.getByLabel("Value").fill("leeds");
    await owner.getByRole("button", { name: "Show contacts" }).click();
    await expect(rows(owner)).toHaveCount(2);
    await owner.getByRole("button", { name: "Save segment" }).click();
    const dialog = owner.getByRole("dialog");
    await dialog.getByLabel("Name").fill("From Leeds");
    await dialog.getByLabel("Who sees it").selectOption("tenant");
    await dialog.getByRole("button", { name: "Save segment" }).click();
    await expect(owner.getByRole("heading", { level: 1 })).toHaveText("From Leeds");
    await other.reload();
    await other.getByRole("button", { name: "From Leeds" }).click();
    await expect(rows(other)).toHaveCount(2);
  });

  await test.step("a label for all that are ticked shows in the other's list", async () => {
    await owner.getByLabel("Tick all shown").check();
    await owner.getByRole("button", { name: "Add label" }).click();
    await owner.getByRole("menuitem", { name: "VIP" }).click();
    await expect(table(other).getByText("VIP")).toHaveCount(2);
  });

  await test.step("two become one, and two again", async () => {
    await rows(owner).getByRole("link", { name: "Ben Hall" }).click();
    await owner.getByRole("button", { name: "Merge" }).click();
    const dialog = owner.getByRole("dialog");
    await dialog.getByLabel("Find the other contact").fill("benjamin");
    await dialog.getByRole("button", { name: /Benjamin Hall/ }).click();
    await dialog.getByRole("radio", { name: "Name: Benjamin Hall" }).check();
    await dialog.getByRole("button", { name: "Merge" }).click();
    await expect(rows(other)).toHaveCount(1);
    await expect(owner.getByText(/was merged into this contact/)).toBeVisible();
    await owner.getByRole("button", { name: "Undo merge" }).click();
    await expect(rows(other)).toHaveCount(2);
  });

  await test.step("an import adds the good rows and hands back the bad ones; the other sees them come", async () => {
    await other.getByRole("button", { name: "All contacts" }).click();
    await owner.goto(`/t/${slug}/contacts`);
    await owner.getByRole("button", { name: "Import" }).click();
    const buffer = Buffer.from("Name,E-mail,Phone\nCleo,cleo@example.com,+447700900004\nDan,nowhere,\n");
    await owner.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer });
    await expect(owner.getByLabel("Where “E-mail” goes")).toHaveValue("email");
    await owner.getByRole("button", { name: "Start import" }).click();
    await expect(owner.getByText("1 added, 0 updated, 1 not imported")).toBeVisible();
    await expect(rows(other).filter({ hasText: "Cleo" })).toBeVisible();
    const waiting = owner.waitForEvent("download");
    await owner.getByRole("link", { name: "Rows not imported" }).click();
    const errors = await readFile(await (await waiting).path(), "utf8");
    expect(errors).toContain("“nowhere” is not an e-mail address");
    await owner.getByRole("button", { name: "Close" }).last().click();
  });

  await test.step("the export holds what is shown, guarded", async () => {
    const waiting = owner.waitForEvent("download");
    await owner.getByRole("button", { name: "Export all as CSV" }).click();
    const text = await readFile(await (await waiting).path(), "utf8");
    expect(text).toContain("'+447700900004");
    expect(text.trim().split("\r\n")).toHaveLength(5);
  });

  await test.step("an agent may neither import, export nor delete", async () => {
    for (const name of ["Import", /^Export/, "New contact"]) {
      await expect(other.getByRole("button", { name })).toHaveCount(0);
    }
    await mutate(owner, slug, "contacts.create", { name: "Eve" });
    await expect(rows(other).filter({ hasText: "Eve" })).toBeVisible();
  });
});

test("a segment goes to one team and not to the others; a contact found by the inbox's search leads to its page", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug, id: tenantId } = team.tenant;
  const [inside, outside] = team.agents;
  await makeTeamOf(db, { tenantId, name: "Billing", memberIds: [inside.id] });
  await makeContact(db, { tenantId, name: "Yusuf Demir", city: "Leeds" });
  const contact = await makeContact(db, { tenantId, name: "Ada Quill", city: "York" });
  const first = await signedIn(browser, { url, email: inside.user.email });
  const second = await signedIn(browser, { url, email: outside.user.email });
  await first.goto(`/t/${slug}/contacts`);
  await first.getByRole("button", { name: "Filter", exact: true }).click();
  await first.getByLabel("Field").selectOption("city");
  await first.getByLabel("Value").fill("leeds");
  await first.getByRole("button", { name: "Show contacts" }).click();
  await first.getByRole("button", { name: "Save segment" }).click();
  const dialog = first.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Our Leeds people");
  // Sharing with everybody is not an agent's to do.
  await expect(dialog.getByRole("option")).toHaveText(["Only me", "Team Billing"]);
  await dialog.getByLabel("Who sees it").selectOption({ label: "Team Billing" });
  await dialog.getByRole("button", { name: "Save segment" }).click();
  await expect(first.getByRole("heading", { level: 1 })).toHaveText("Our Leeds people");
  await second.goto(`/t/${slug}/contacts`);
  await expect(second.getByRole("button", { name: "All contacts" })).toBeVisible();
  await expect(second.getByRole("button", { name: "Our Leeds people" })).toHaveCount(0);
  await db.pool.query(
    "insert into team_member (tenant_id, team_id, member_id) select $1, id, $2 from team where tenant_id = $1",
    [tenantId, outside.id],
  );
  await second.reload();
  await second.getByRole("button", { name: "Our Leeds people" }).click();
  await expect(table(second).getByRole("rowheader")).toHaveText([/Yusuf Demir$/]);
  // Taken back by whoever made it, it is gone from the other's screen too.
  const segmentId = new URL(second.url()).searchParams.get("segment");
  await mutate(first, slug, "segments.delete", { segmentId });
  await expect(second.getByRole("button", { name: "Our Leeds people" })).toHaveCount(0);
  await expect(table(second).getByRole("rowheader")).toHaveCount(2);

  await openInbox(second, slug);
  await second.keyboard.press("/");
  await second.getByRole("searchbox", { name: /Search/ }).fill("quill");
  await second
    .getByRole("list", { name: "Results" })
    .getByRole("link", { name: /Ada Quill/ })
    .click();
  await expect(second).toHaveURL(new RegExp(`/t/${slug}/contacts/${contact.id}`));
  await expect(second.getByRole("heading", { level: 1 })).toHaveText("Ada Quill");
});
