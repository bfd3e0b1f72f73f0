import type { Page } from "@playwright/test";
import { makeContact, makeConversation, makeMember, makeMessages, makeTeam } from "../prisma/seed/factories";
import { makeUser } from "../prisma/seed/factories-users";
import { openConversation, openInbox, reply, sendButton, signedIn, thread, views } from "./harness/agent";
import { meet } from "./harness/meet";
import { destroyServer, makeServer } from "./harness/server";
import { expect, test } from "./harness/test";
import { openChat, say } from "./harness/visitor";

// What stands around the work: businesses, roles, banners, and the ways a file gets into the composer.

test("somebody who works for two businesses goes from one to the other", async ({
  browser,
  url,
  db,
  team,
}) => {
  const other = await makeTeam(db, { name: "Harbour Tea" });
  const user = await makeUser(db, { name: "Rosa Lind" });
  for (const { tenant, inbox } of [team, other])
    await makeMember(db, { tenantId: tenant.id, user, inboxIds: [inbox.id] });
  const page = await signedIn(browser, { url, email: user.email });
  await openInbox(page, team.tenant.slug);
  await page.getByRole("button", { name: /Fern & Kettle/ }).press("Enter");
  await page.getByRole("menuitemcheckbox", { name: "Harbour Tea" }).press("Enter");
  await page.waitForURL(`**/t/${other.tenant.slug}/inbox**`);
  await expect(views(page)).toBeVisible();
  await expect(page.getByRole("button", { name: /Harbour Tea/ })).toBeVisible();
});

test("a role without conversations is told so, and by whom it can be changed", async ({
  browser,
  url,
  db,
  team,
}) => {
  const clerk = await makeMember(db, { tenantId: team.tenant.id, role: "finance" });
  const page = await signedIn(browser, { url, email: clerk.user.email });
  await page.goto(`/t/${team.tenant.slug}/inbox`);
  await expect(page.getByText("Your role does not include conversations")).toBeVisible();
  await expect(views(page)).toHaveCount(0);
});

test("files come by paste and by drop, and one still on its way can be left out", async ({
  browser,
  url,
  team,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  await give(agent, "paste", "pasted.txt");
  await give(agent, "drop", "dropped.txt");
  await expect(agent.getByRole("button", { name: "Remove pasted.txt" })).toBeVisible();
  // The third never arrives, and is taken away while it waits.
  await agent.route("**/api/files?**", () => {});
  await give(agent, "paste", "slow.txt");
  await expect(agent.getByRole("progressbar", { name: "slow.txt, 0 % uploaded" })).toHaveCount(1);
  await expect(sendButton(agent)).toHaveAttribute("aria-disabled", "true");
  await agent.getByRole("button", { name: "Remove slow.txt" }).click();
  await agent.unroute("**/api/files?**");
  await sendButton(agent).click();
  for (const page of [agent, visitor]) {
    const log = page.getByRole("log", { name: "Messages" });
    await expect(log.getByText("pasted.txt")).toBeVisible();
    await expect(log.getByText("dropped.txt")).toBeVisible();
    await expect(log.getByText("slow.txt")).toHaveCount(0);
  }
});

test("two members in one conversation see each other there, and no more once one has left", async ({
  browser,
  url,
  team,
}) => {
  const { agent } = await meet(browser, { url, team });
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  await openInbox(owner, team.tenant.slug);
  await openConversation(owner, /./);
  const section = (page: Page) => page.getByRole("region", { name: "Conversation", exact: true });
  await expect(section(agent).getByText("Amelia").first()).toBeVisible();
  await owner.keyboard.press("Escape");
  await owner.context().close();
  await expect(section(agent).getByText("Amelia")).toHaveCount(0);
  await expect(thread(agent)).toBeVisible();
});

test("what one writes comes into view, also from further up", async ({ browser, url, db, team }) => {
  const { tenant, inbox, agents } = team;
  const contact = await makeContact(db, { tenantId: tenant.id });
  const conversation = await makeConversation(db, {
    tenantId: tenant.id,
    inboxId: inbox.id,
    contactId: contact.id,
    assigneeId: agents[0].id,
  });
  await makeMessages(db, conversation, 90);
  const page = await signedIn(browser, { url, email: agents[0].user.email });
  await openInbox(page, tenant.slug);
  await openConversation(page, contact.name);
  await thread(page).evaluate((log) => log.scrollTo(0, -2_000));
  await expect(page.getByRole("button", { name: /^\d+ new message|To the newest/ })).toBeVisible();
  await reply(page, "A new pot is on its way");
  await expect(thread(page).getByText("A new pot is on its way")).toBeInViewport();
  // With the line under it, above the composer.
  expect(await thread(page).evaluate((log) => Math.abs(log.scrollTop))).toBeLessThan(1);
});

test("a new business is shown what comes first, until its first customer writes", async ({
  browser,
  url,
  team,
}) => {
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  await openInbox(owner, team.tenant.slug);
  await expect(owner.getByRole("heading", { name: "Set up your inbox" })).toBeVisible();
  await expect(owner.getByText("No conversations yet")).toBeVisible();
  await owner.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await owner.getByRole("button", { name: "Copy the line" }).click();
  const line = await owner.evaluate(() => navigator.clipboard.readText());
  expect(line).toBe(`<script async src="${url}/widget.js" data-inbox="${team.inbox.publicId}"></script>`);
  await say(await openChat(browser, { url, slug: team.tenant.slug }), "Do you have oat mugs?");
  await expect(owner.getByRole("heading", { name: "Set up your inbox" })).toHaveCount(0);
  await expect(owner.getByText("Choose a conversation")).toBeVisible();
});

test("the first stops of Tab lead past the navigation", async ({ browser, url, team }) => {
  const page = await signedIn(browser, { url, email: team.owner.user.email });
  await openInbox(page, team.tenant.slug);
  await page.goto(page.url());
  for (const name of ["Skip to the list", "Skip to the thread", "Skip to the composer"]) {
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name })).toBeFocused();
  }
  await page.goto(`/t/${team.tenant.slug}/settings/members`);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("#content")).toBeFocused();
});

test("staging says on every page that it is staging", async ({ browser }) => {
  const server = await makeServer({ env: { PARLEY_ENV: "staging" } });
  try {
    await server.start();
    const page = await signedIn(browser, { url: server.url, email: "admin2@weavecode.demo" });
    for (const path of ["/t/acme/inbox", "/t/acme/settings/members", "/"]) {
      await page.goto(path);
      await expect(page.getByText("Staging.")).toBeVisible();
    }
  } finally {
    await destroyServer(server);
  }
});

/** As the browser does when a person pastes or drops a file. */
async function give(page: Page, how: "paste" | "drop", name: string): Promise<void> {
  await page.getByRole("textbox", { name: /^Reply/ }).evaluate(
    (at, { how, name }) => {
      const data = new DataTransfer();
      data.items.add(new File(["Order FK-20418"], name, { type: "text/plain" }));
      const event =
        how === "paste"
          ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
      at.dispatchEvent(event);
    },
    { how, name },
  );
}
