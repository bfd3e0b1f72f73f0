import type { Page } from "@playwright/test";
import { conversations, openConversation, openInbox, signedIn, thread, views } from "./harness/agent";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";
import { chatLog, openChat, say } from "./harness/visitor";

const bellOf = (page: Page) => page.getByRole("button", { name: /^Notifications/ });
const panelOf = (page: Page) => page.getByRole("region", { name: "Notifications" });
const bar = (page: Page) => page.getByRole("dialog", { name: "Command bar" });
const noticesOf = (page: Page) => panelOf(page).getByRole("listitem");

test("what is given to a colleague reaches both their devices at once, is read on both, and comes once by mail", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug } = team.tenant;
  const [giver, taker] = team.agents;
  const visitor = await openChat(browser, { url, slug });
  await say(visitor, "Where is my parcel?");
  const desk = await signedIn(browser, { url, email: taker.user.email });
  const other = await signedIn(browser, { url, email: taker.user.email });
  const lead = await signedIn(browser, { url, email: team.owner.user.email });
  for (const page of [desk, other]) {
    await page.goto(`/t/${slug}/settings/profile`);
    await expect(bellOf(page)).toHaveAccessibleName("Notifications");
  }
  await openInbox(lead, slug);
  await openConversation(lead, "Where is my parcel?");
  const conversationId = new URL(lead.url()).pathname.split("/").at(-1)!;
  await mutate(lead, slug, "conversations.assign", { conversationId, assigneeId: taker.id });

  for (const page of [desk, other])
    await expect(bellOf(page)).toHaveAccessibleName("Notifications, 1 unread");
  await bellOf(desk).click();
  await expect(noticesOf(desk)).toHaveCount(1);
  await expect(panelOf(desk)).toContainText("Amelia Hart gave you");
  await desk.keyboard.press("Escape");
  await expect(bellOf(desk)).toBeFocused();

  // More in the same conversation is the same notification, with more to say.
  const content = `@[Member](member:${taker.id}) can you look at this?`;
  await mutate(lead, slug, "messages.send", {
    conversationId,
    kind: "note",
    content,
    clientId: `note-${Date.now()}`,
  });
  await bellOf(desk).click();
  await expect(panelOf(desk)).toContainText("Amelia Hart mentioned you");
  await expect(noticesOf(desk)).toHaveCount(1);

  // The two minutes are over.
  await db.pool.query(
    "update outbox_entry set run_at = now(), state = 'ready' where kind = 'notifications.mail' and tenant_id = $1",
    [team.tenant.id],
  );
  const mail = lead.getByRole("link", { name: new RegExp(taker.user.email) });
  await expect(async () => {
    await lead.goto("/dev/mail");
    await expect(mail).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await expect(mail).toContainText("mentioned you");

  await noticesOf(desk).getByRole("button").first().click();
  await expect(thread(desk)).toContainText("can you look at this?");
  for (const page of [desk, other]) await expect(bellOf(page)).toHaveAccessibleName("Notifications");

  // Whoever looks at the thread is not told of it.
  await say(visitor, "Are you there?");
  await expect(thread(desk)).toContainText("Are you there?");
  await expect(bellOf(other)).toHaveAccessibleName("Notifications");
  expect(giver.id).not.toBe(taker.id);
});

test("everything is done from the command bar without a pointer", async ({ browser, url, team }) => {
  const { slug } = team.tenant;
  const visitor = await openChat(browser, { url, slug });
  await say(visitor, "A question for the bar");
  const page = await signedIn(browser, { url, email: team.owner.user.email });
  await openInbox(page, slug);
  await openConversation(page, "A question for the bar");
  const keys = page.keyboard;

  await keys.press("Control+k");
  await expect(bar(page).getByRole("combobox")).toBeFocused();
  await keys.type("assign to");
  await expect(
    bar(page)
      .getByRole("option", { name: /Assign to…/ })
      .first(),
  ).toContainText("A");
  await keys.press("Enter");
  await keys.type("priya");
  await expect(bar(page).getByRole("status")).toHaveText("1 result");
  await keys.press("Enter");
  await expect(bar(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: /Assigned to Priya Nair/ })).toBeVisible();

  await keys.press("Control+k");
  await keys.type("snooze");
  await keys.press("Enter");
  await expect(bar(page).getByRole("option").first()).toBeVisible();
  await keys.press("Backspace");
  await expect(
    bar(page)
      .getByRole("option", { name: /Snooze/ })
      .first(),
  ).toBeVisible();
  await keys.type("snooze");
  await keys.press("Enter");
  await keys.type("tomorrow");
  await keys.press("Enter");
  await expect(thread(page)).toContainText(/snoozed/i);

  await keys.press("Control+k");
  await keys.type("go to unassigned");
  await keys.press("Enter");
  await expect(views(page).getByRole("link", { name: /^Unassigned/ })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await keys.press("Control+k");
  await keys.type("zzzz");
  await expect(bar(page)).toContainText("Nothing matches “zzzz”");
  await keys.press("Escape");
  await expect(bar(page)).toHaveCount(0);
  await keys.press("Control+k");
  await keys.type("settings: keyboard");
  await keys.press("Enter");
  await expect(page.getByRole("heading", { name: "Keyboard", level: 1 })).toBeVisible();
});

/** A key as a keyboard of another layout sends it. */
async function press(page: Page, init: { key: string; code: string }) {
  await page.evaluate((given) => {
    const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...given });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, init);
}

test("keys work on other keyboards, are changed by pressing them, and follow the preset", async ({
  browser,
  url,
  team,
}) => {
  const { slug } = team.tenant;
  const visitor = await openChat(browser, { url, slug });
  await say(visitor, "A question for the keys");
  const page = await signedIn(browser, { url, email: team.owner.user.email });
  await openInbox(page, slug);
  await openConversation(page, "A question for the keys");
  const heading = views(page).getByRole("link", { name: /^Unassigned/ });

  // Cyrillic: G, U by their place. AZERTY: A stands where Q is.
  await press(page, { key: "п", code: "KeyG" });
  await press(page, { key: "г", code: "KeyU" });
  await expect(heading).toHaveAttribute("aria-current", "page");
  await openConversation(page, "A question for the keys");
  await press(page, { key: "a", code: "KeyQ" });
  await expect(page.getByRole("menu").or(page.getByRole("listbox"))).toBeVisible();
  await page.keyboard.press("Escape");

  await page.goto(`/t/${slug}/settings/keys`);
  const resolve = page.getByRole("button", { name: /Change the key of “Resolve”/ });
  await resolve.click();
  await page.keyboard.press("j");
  await expect(page.getByRole("alert").filter({ hasText: "already does" })).toContainText(
    "Next conversation",
  );
  await page.getByRole("button", { name: "Leave it" }).click();
  // The page shows a change before it is kept; the next page shows what is kept.
  const kept = () => page.waitForResponse(/profile\.setPreferences/);
  await resolve.click();
  await Promise.all([kept(), page.keyboard.press("q")]);
  await expect(resolve).toHaveAccessibleName(/now Q/);
  await openInbox(page, slug);
  await openConversation(page, "A question for the keys");
  await page.keyboard.press("e");
  await page.keyboard.press("q");
  await expect(page.getByRole("button", { name: "Reopen" })).toBeVisible();
  await expect(chatLog(visitor)).toContainText("This conversation is closed");
  await page.keyboard.press("o");
  await expect(chatLog(visitor)).not.toContainText("This conversation is closed");

  await page.goto(`/t/${slug}/settings/keys`);
  await Promise.all([kept(), page.getByRole("radio", { name: /Alt keys/ }).check()]);
  await Promise.all([kept(), page.getByRole("button", { name: "Reset all keys" }).click()]);
  await expect(resolve).toHaveAccessibleName(/now Alt E/);
  await openInbox(page, slug);
  await conversations(page).getByRole("link").filter({ hasText: "A question for the keys" }).first().click();
  await expect(thread(page)).toBeVisible();
  await page.keyboard.press("Alt+e");
  await expect(page.getByRole("button", { name: "Reopen" })).toBeVisible();
});
