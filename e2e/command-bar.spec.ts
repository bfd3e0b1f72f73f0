import type { Page } from "@playwright/test";
import {
  type MadeTeam,
  makeContact,
  makeConversation,
  makeLabel,
  makeMessages,
  type Pooled,
} from "../prisma/seed/factories";
import {
  conversations,
  openConversation,
  openInbox,
  replyBox,
  signedIn,
  thread,
  views,
} from "./harness/agent";
import { meet } from "./harness/meet";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";

const field = (page: Page) => page.getByRole("combobox", { name: "Command bar" });
const option = (page: Page, name: string | RegExp) => page.getByRole("option", { name });

async function openBar(page: Page, typed: string) {
  await page.keyboard.press("Control+k");
  await field(page).fill(typed);
}

/** More conversations than a list loads at first, and people that are in none of them. */
async function fill(db: Pooled, { tenant, inbox }: MadeTeam) {
  const tenantId = tenant.id;
  const with_ = async (name: string, content: string, lastMessageAt: Date) => {
    const contact = await makeContact(db, { tenantId, name, phone: null });
    const place = { tenantId, inboxId: inbox.id, contactId: contact.id };
    const made = await makeConversation(db, { ...place, lastMessageAt });
    await makeMessages(db, made, [{ kind: "incoming", content }]);
    await db.pool.query("update conversation set last_message_at = $2 where id = $1", [
      made.id,
      lastMessageAt,
    ]);
  };
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  for (let i = 0; i < 36; i++) await with_(`Person ${i}`, `Question ${i}`, ago(i + 1));
  await with_("Aster Lindqvist", "The bowls came out of the dishwasher dull", ago(9_000));
  await with_("Zoe Brown", "Is the kettle back?", ago(9_001));
  await makeContact(db, { tenantId, name: "Isla MacLeod", email: "isla@example.com" });
  await makeLabel(db, { tenantId, name: "Delivery" });
}

test("the bar finds what is not loaded, goes places, sets the availability and remembers", async ({
  browser,
  url,
  db,
  team,
}) => {
  await fill(db, team);
  const { slug } = team.tenant;
  const agent = await signedIn(browser, { url, email: team.owner.user.email });
  const other = await signedIn(browser, { url, email: team.owner.user.email });
  await openInbox(agent, slug);
  await openInbox(other, slug);

  await test.step("a conversation that is not loaded, by who it is with", async () => {
    await openBar(agent, "lindq");
    await expect(option(agent, /^Aster Lindqvist #/)).toBeVisible();
    await agent.keyboard.press("Enter");
    await expect(thread(agent)).toContainText("dishwasher");
  });

  await test.step("a message by its words", async () => {
    await openBar(agent, "kettle back");
    await option(agent, /^Zoe Brown: .*kettle back/).click();
    await expect(thread(agent)).toContainText("Is the kettle back?");
  });

  await test.step("an answer to words typed before is dropped", async () => {
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    await agent.route(/search\.conversations/, async (route) => {
      if (decodeURIComponent(route.request().url()).includes("aster")) await held;
      await route.continue().catch(() => {});
    });
    await agent.keyboard.press("Control+k");
    const asked = agent.waitForRequest((request) => decodeURIComponent(request.url()).includes("aster"));
    await field(agent).fill("aster");
    await asked;
    await field(agent).fill("macleod");
    await expect(option(agent, /^Isla MacLeod/)).toBeVisible();
    const late = agent.waitForResponse((response) => decodeURIComponent(response.url()).includes("aster"));
    release();
    await late;
    await expect(option(agent, /Lindqvist/)).toHaveCount(0);
    await agent.unroute(/search\.conversations/);
    await agent.keyboard.press("Enter");
    await expect(agent.getByRole("heading", { name: "Isla MacLeod" }).first()).toBeVisible();
    await agent.goBack();
    await expect(views(agent)).toBeVisible();
  });

  await test.step("to a label at once, and to a team, a view and a settings page", async () => {
    await openBar(agent, "delivery");
    await agent.keyboard.press("Enter");
    await expect(views(agent).getByRole("link", { name: /^Delivery/ })).toHaveAttribute(
      "aria-current",
      "page",
    );
    await mutate(agent, slug, "teams.create", { name: "Kiln crew", memberIds: [] });
    await mutate(agent, slug, "views.create", {
      name: "Old ones",
      filter: null,
      sharedWith: "private",
      status: "any",
      sort: "oldest",
    });
    await openBar(agent, "kiln");
    await option(agent, /^Kiln crew/).click();
    await expect(agent).toHaveURL(/view=team/);
    await openBar(agent, "old ones");
    await option(agent, /^Old ones/).click();
    await expect(agent).toHaveURL(/view=saved/);
    await openBar(agent, "settings: macros");
    await agent.keyboard.press("Enter");
    await expect(agent).toHaveURL(/settings\/macros/);
    await openBar(agent, "unassigned");
    await agent.keyboard.press("Enter");
    await expect(agent).toHaveURL(/inbox\?view=unassigned/);
  });

  await test.step("what was open last stands first", async () => {
    await agent.keyboard.press("Control+k");
    const recent = agent.getByRole("group", { name: "Recent" }).getByRole("option");
    await expect(recent.first()).toHaveText(/Settings: Macros/);
    await expect(recent.filter({ hasText: "Isla MacLeod" })).toBeVisible();
    await expect(recent.filter({ hasText: "Zoe Brown" })).toBeVisible();
    await agent.keyboard.press("Escape");
  });

  await test.step("the availability, told to the member's other windows", async () => {
    await openBar(agent, "busy");
    await agent.keyboard.press("Enter");
    await expect(other.getByRole("button", { name: /, busy/ })).toBeVisible();
  });

  await test.step("acts on the open conversation are still the first", async () => {
    await openInbox(agent, slug);
    await openConversation(agent, "Person 3");
    await openBar(agent, "as");
    await expect(agent.getByRole("option").first()).toHaveText(/Assign to…/);
    await agent.keyboard.press("Escape");
  });
});

test("C writes to a contact: their latest conversation opens with the reply at hand", async ({
  browser,
  url,
  team,
}) => {
  const { agent } = await meet(browser, { url, team });
  const name = await conversations(agent).getByRole("link").first().getAttribute("aria-label");
  const contact = name!.split(",")[0]!;
  await openInbox(agent, team.tenant.slug);
  await expect(agent.getByRole("button", { name: "Write to a contact" })).toBeVisible();
  await agent.keyboard.press("c");
  await expect(field(agent)).toBeFocused();
  await agent.keyboard.type(contact);
  await expect(agent.getByRole("option", { name: new RegExp(`^${contact}`) })).toHaveCount(1);
  await agent.keyboard.press("Enter");
  await expect(replyBox(agent)).toBeFocused();
  await expect(thread(agent)).toContainText("v001");
});

test("with nothing open the bar is about the row in focus, takes a list's place, and finds choices by their names", async ({
  browser,
  url,
  db,
  team,
}) => {
  const { slug, id: tenantId } = team.tenant;
  for (const name of ["Grace Whitfield", "Hugo Marsh"]) {
    const contact = await makeContact(db, { tenantId, name });
    const made = await makeConversation(db, { tenantId, inboxId: team.inbox.id, contactId: contact.id });
    await makeMessages(db, made, [{ kind: "incoming", content: "The lid is loose" }]);
  }
  const agent = await signedIn(browser, { url, email: team.owner.user.email });
  await openInbox(agent, slug);
  await mutate(agent, slug, "macros.create", {
    name: "Take and thank",
    isShared: true,
    actions: [{ type: "priority", priority: "urgent" }],
  });
  const keys = agent.keyboard;
  const row = conversations(agent).getByRole("link", { name: /^Grace Whitfield/ });
  const bar = agent.getByRole("dialog", { name: "Command bar" });
  const tick = agent.getByRole("checkbox", { name: /Grace Whitfield/ });

  await test.step("the acts of the row, under its name", async () => {
    await row.focus();
    for (const isTicked of [true, false]) {
      await keys.press("x");
      await expect(tick).toBeChecked({ checked: isTicked });
      await row.focus();
    }
    await keys.press("Control+k");
    await expect(bar).toContainText(/Grace Whitfield #\d+/);
    await expect(option(agent, /^Resolve/)).toHaveCount(1);
    await expect(option(agent, /^Reopen/)).toHaveCount(0);
    // What this search asks for is no longer on its way when the next step counts.
    const macros = agent.waitForResponse(/macros\.list/);
    await field(agent).fill("assign to me");
    await keys.press("Enter");
    await expect(views(agent).getByRole("link", { name: /Mine 1/ })).toBeVisible();
    await expect(row).toBeFocused();
    await macros;
  });

  await test.step("over a list the bar takes its place, and a macro is found by its name, asked for once", async () => {
    let asked = 0;
    agent.on("request", (request) => {
      if (request.url().includes("macros.list")) asked++;
    });
    await keys.press("a");
    const list = agent.getByRole("dialog", { name: "Assign to" });
    await expect(list.getByRole("option", { name: "Priya Nair" })).toBeVisible();
    await keys.press("Control+k");
    await keys.type("take and", { delay: 30 });
    await expect(field(agent)).toHaveValue("take and");
    await expect(list).toHaveCount(0);
    await expect(bar).toContainText(/Grace Whitfield #\d+/);
    await expect(agent.getByRole("option").first()).toHaveText(/^Run a macro: Take and thank/);
    await keys.press("Enter");
    await expect(conversations(agent).getByRole("link", { name: /^Grace Whitfield.*urgent/ })).toBeFocused();
    expect(asked).toBe(1);
  });

  await test.step("a colleague and a priority by name, and a command not drowned by its choices", async () => {
    await openBar(agent, "priya");
    await option(agent, "Assign to: Priya Nair").click();
    await expect(agent.getByText("Grace Whitfield is now with Priya Nair")).toBeVisible();
    await openBar(agent, "low");
    await option(agent, "Set the priority: Low").click();
    await expect(conversations(agent).getByRole("link", { name: /^Grace Whitfield.*low/ })).toBeVisible();
    await openBar(agent, "assign");
    await expect(option(agent, /^Assign/)).toHaveText([/^Assign to…/, /^Assign to me/, /^Assign a team…/]);
    await keys.press("Escape");
    await expect(conversations(agent).getByRole("link", { name: /^Hugo Marsh/ })).not.toHaveAccessibleName(
      /urgent|low/,
    );
  });

  await test.step("the density of the list, and the way out", async () => {
    await openBar(agent, "density");
    await expect(option(agent, "Density of the list: Compact")).toBeVisible();
    await field(agent).fill("compact");
    await keys.press("Enter");
    await expect.poll(async () => (await row.boundingBox())?.height).toBe(52);
    await openBar(agent, "sign out");
    await keys.press("Enter");
    await expect(agent).toHaveURL(/sign-in/);
  });
});
