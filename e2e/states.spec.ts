import type { Locator, Page } from "@playwright/test";
import { makeConversation, makeMessages } from "../prisma/seed/factories";
import { conversations, openInbox, signedIn, sync, views } from "./harness/agent";
import { expect, test } from "./harness/test";

/** Answers to these procedures are lost until the returned function is called. */
async function losing(page: Page, procedures: RegExp): Promise<() => Promise<void>> {
  const of = (url: URL) => url.pathname.startsWith("/api/trpc/") && procedures.test(url.pathname);
  await page.route(of, (route) => route.abort());
  return () => page.unroute(of);
}

/** What asks is in vain and says so; once the way is free, trying again fills the place. */
async function expectRetry(
  page: Page,
  given: { lost: RegExp; ask: () => Promise<unknown>; words: string; found: Locator },
) {
  const free = await losing(page, given.lost);
  await given.ask();
  const card = page.getByRole("alert").filter({ hasText: given.words });
  await expect(card).toBeVisible();
  await card.getByRole("button", { name: "Try again" }).click();
  await expect(card).toBeVisible();
  await free();
  // Some come back by themselves, with the connection: then there is nothing left to press.
  await expect(async () => {
    if (await card.isVisible()) await card.getByRole("button").click({ timeout: 1_000 });
    await expect(given.found).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(card).toHaveCount(0);
}

test("every list says when it is empty, loads in place, and comes back after an error", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug, id: tenantId } = team.tenant;
  await makeMessages(db, await makeConversation(db, { tenantId, inboxId: team.inbox.id }), 1);
  const page = await signedIn(browser, { url, email: team.owner.user.email });
  await openInbox(page, slug);

  await test.step("conversations", async () => {
    await expectRetry(page, {
      lost: /conversations\.list/,
      ask: () => views(page).getByRole("link", { name: "Snoozed" }).click(),
      words: "The list did not load",
      found: conversations(page).getByText("Nothing is snoozed"),
    });
    const skeletons = conversations(page).locator(".appear-late");
    let pass = () => {};
    const held = new Promise<void>((done) => {
      pass = done;
    });
    await page.route(/conversations\.list/, async (route) => {
      await held;
      await route.continue();
    });
    await views(page).getByRole("link", { name: "Closing soon" }).click();
    await expect(skeletons.first()).toBeVisible();
    pass();
    await expect(conversations(page).getByText("No window closes soon")).toBeVisible();
    await expect(skeletons).toHaveCount(0);
    await page.unroute(/conversations\.list/);
  });

  await test.step("search", async () => {
    await page.keyboard.press("/");
    await expectRetry(page, {
      lost: /search\.messages/,
      ask: () => page.getByRole("searchbox").fill("glaze"),
      words: "The search did not answer",
      found: page.getByText("Nothing matches “glaze”"),
    });
  });

  await test.step("notifications", async () => {
    const panel = page.getByRole("region", { name: "Notifications" });
    await expectRetry(page, {
      lost: /notifications\.list/,
      ask: () => page.getByRole("button", { name: /^Notifications/ }).click(),
      words: "Your notifications did not load",
      found: panel.getByText("Nothing has asked for you yet"),
    });
  });

  await test.step("contacts", async () => {
    await page.goto(`/t/${slug}/contacts`);
    await expect(sync(page)).toHaveText("In sync");
    await expectRetry(page, {
      lost: /contacts\.(list|count)/,
      ask: () => page.getByRole("searchbox", { name: /^Name, e-mail/ }).fill("nobody"),
      words: "The list did not load.",
      found: page.getByText("No contact matches."),
    });
  });

  await test.step("the settings' lists are empty in words, each with what comes next", async () => {
    for (const [path, words] of [
      ["labels", "No labels yet."],
      ["macros", "No macros yet."],
      ["canned", "No canned responses yet"],
      ["teams", "No teams yet"],
      ["attributes", "None yet."],
    ]) {
      await page.goto(`/t/${slug}/settings/${path}`);
      await expect(page.getByText(words!).first()).toBeVisible();
    }
  });

  await test.step("what is refused for want of a network keeps what was typed", async () => {
    await page.goto(`/t/${slug}/settings/labels`);
    const free = await losing(page, /labels\.create/);
    const name = page.getByLabel("Name", { exact: true });
    await name.fill("Delivery");
    await page.getByRole("button", { name: "Make label" }).click();
    await expect(page.getByText("The server could not be reached. Try again.")).toBeVisible();
    await expect(name).toHaveValue("Delivery");
    await free();
    await page.getByRole("button", { name: "Make label" }).click();
    await expect(page.getByLabel("Name of Delivery")).toBeVisible();
  });
});
