import type { Page } from "@playwright/test";
import { conversations, noteBox, openInbox, replyBox, signedIn, sync, thread } from "./harness/agent";
import { expect, test } from "./harness/test";
import { chatLog, openChat, say, start } from "./harness/visitor";

/** Where the focus is, in words. */
const focused = (page: Page) => page.locator(":focus");

test("an agent signs in, answers, notes, takes over, resolves and reopens without a pointer", async ({
  browser,
  url,
  team,
  page,
}) => {
  const { slug } = team.tenant;
  const visitors = [];
  for (const text of ["First question", "Second question"]) {
    const visitor = await openChat(browser, { url, slug });
    await say(visitor, text);
    visitors.push(visitor);
  }
  const [first, second] = visitors;
  const keys = page.keyboard;

  await page.goto("/sign-in");
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await keys.type(team.agents[0].user.email);
  await keys.press("Tab");
  while (
    !(await page.getByLabel("Password", { exact: true }).evaluate((el) => el === document.activeElement))
  )
    await keys.press("Tab");
  await keys.type(team.agents[0].user.password);
  await keys.press("Enter");
  await expect(sync(page)).toHaveText("In sync");

  await keys.press("g");
  await keys.press("u");
  await expect(page.getByRole("link", { name: /Unassigned 2/ })).toHaveAttribute("aria-current", "page");
  await expect(page.getByRole("link", { name: /Second question/ })).toBeVisible();
  await keys.press("j");
  await expect(focused(page)).toHaveAccessibleName(/Second question/);
  await keys.press("j");
  await expect(focused(page)).toHaveAccessibleName(/First question/);
  await keys.press("k");
  await keys.press("Enter");
  await expect(thread(page)).toContainText("Second question");

  await keys.press("r");
  await expect(replyBox(page)).toBeFocused();
  await keys.type("An answer by key");
  await keys.press("Control+Enter");
  await expect(chatLog(second!)).toContainText("An answer by key");
  await keys.press("Control+Shift+P");
  await expect(noteBox(page)).toBeFocused();
  await keys.type("A note by key");
  await keys.press("Control+Enter");
  await expect(thread(page)).toContainText("A note by key");
  await keys.press("Control+Shift+P");
  await expect(replyBox(page)).toBeFocused();

  await keys.press("Escape");
  await expect(replyBox(page)).not.toBeFocused();
  await keys.press("i");
  await expect(page.getByRole("link", { name: /Mine 1/ })).toBeVisible();
  await keys.press("e");
  await expect(chatLog(second!)).toContainText("This conversation is closed");
  await keys.press("o");
  await expect(chatLog(second!)).not.toContainText("This conversation is closed");
  expect(await first!.getByText("An answer by key").count()).toBe(0);
});

test("every part of the inbox is reached by F6, layers give the focus back, and the sheet lists the keys", async ({
  browser,
  url,
  team,
}) => {
  const visitor = await openChat(browser, { url, slug: team.tenant.slug });
  await say(visitor, "Hello");
  const page = await signedIn(browser, { url, email: team.agents[0].user.email });
  await openInbox(page, team.tenant.slug);
  await expect(conversations(page).getByRole("link", { name: /Hello/ })).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(thread(page)).toContainText("Hello");
  const seen = new Set<string>();
  await expect(async () => {
    await page.keyboard.press("F6");
    seen.add(
      await page.evaluate(
        () =>
          document.activeElement?.closest("nav,section,aside,[role=region]")?.getAttribute("aria-label") ??
          "",
      ),
    );
    expect([...seen]).toEqual(expect.arrayContaining(["Views", "Conversations", "Conversation"]));
  }).toPass({ timeout: 15_000 });

  await page.keyboard.press("a");
  await expect(
    page.getByRole("dialog").or(page.getByRole("menu")).or(page.getByRole("listbox")).first(),
  ).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog").or(page.getByRole("menu")).or(page.getByRole("listbox"))).toHaveCount(
    0,
  );
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toContainText(
    "Resolve and go to the next",
  );
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a visitor opens, writes, reads and closes the chat by keyboard", async ({ page, team }) => {
  await page.goto(`/demo/${team.tenant.slug}`);
  await page.getByRole("button", { name: /^Open chat/ }).focus();
  await page.keyboard.press("Enter");
  await expect(start(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Write a message" })).toBeFocused();
  await page.keyboard.type("By key");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("in two lines");
  await page.keyboard.press("Enter");
  await expect(chatLog(page)).toContainText(/By key\s+in two lines/);
  await page.keyboard.press("Escape");
  await expect(chatLog(page)).toBeHidden();
  await expect(page.getByRole("button", { name: /^Open chat/ })).toBeFocused();
});
