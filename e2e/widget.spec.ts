import type { Page } from "@playwright/test";
import { PHONE } from "./harness/phone";
import { expect, test } from "./harness/test";
import { beginChat, chatLog, field, launcher, say, start } from "./harness/visitor";
import { closeWebsites, visit } from "./harness/website";

// The widget on websites that are not ours: another origin, other rules, other styles.

test.afterEach(closeWebsites);

const kept = (page: Page) => page.evaluate(() => Object.keys(localStorage));

test("one file and nothing stored until somebody reaches for the button, nothing stored until they write", async ({
  context,
  url,
  team,
  db,
}) => {
  const { page, requests, problems } = await visit(context, { url, inbox: team.inbox.publicId });
  await page.waitForTimeout(3000);
  expect(requests).toEqual(["GET /widget.js"]);

  await launcher(page).click();
  await expect(start(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(field(page)).toBeFocused();
  await expect(page.getByRole("dialog")).toContainText(team.tenant.name);
  expect(await kept(page)).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  const contacts = () => db.pool.query("select 1 from contact where tenant_id = $1", [team.tenant.id]);
  expect((await contacts()).rowCount).toBe(0);

  await say(page, "Hello");
  await expect(chatLog(page)).toContainText("Sent");
  expect(await kept(page)).toEqual([`parley:${team.inbox.publicId}`]);
  expect((await contacts()).rowCount).toBe(1);
  expect(problems).toEqual([]);
});

test("a strict content security policy is kept to", async ({ context, url, team }) => {
  const policy = `default-src 'none'; script-src 'self' ${url}; style-src 'self'; connect-src ${url} ${url.replace("http", "ws")}; require-trusted-types-for 'script'`;
  const headers = { "content-security-policy": policy };
  const { page, problems } = await visit(context, { url, inbox: team.inbox.publicId, headers });
  await beginChat(page);
  await say(page, "Two lines\nof text");
  await expect(chatLog(page)).toContainText("Sent");
  await expect
    .poll(() => page.getByRole("dialog").evaluate((panel) => panel.getBoundingClientRect().width))
    .toBe(376);
  expect(problems).toEqual([]);
});

test("a page whose style goes for everything does not reach it", async ({ context, url, team }) => {
  const head = `<style>* { all: unset !important }
    div, p, button, dialog, section, textarea, svg { display: none !important; color: red !important }
    parley-widget { display: none !important; opacity: 0 !important; transform: scale(9) !important; --c: red !important }</style>`;
  const { page } = await visit(context, { url, inbox: team.inbox.publicId, head });
  const { width = 0, height = 0 } = page.viewportSize()!;
  const place = await launcher(page).boundingBox();
  expect(place).toEqual({ x: width - 80, y: height - 80, width: 56, height: 56 });
  await expect(launcher(page)).not.toHaveCSS("background-color", "rgb(255, 0, 0)");
  await beginChat(page);
  await say(page, "Still here");
  await expect(chatLog(page)).toContainText("Sent");
  expect((await page.getByRole("dialog").boundingBox())?.width).toBe(376);
});

test("a website that the inbox does not allow is told so, politely", async ({ context, url, team, db }) => {
  await db.pool.query("update inbox set settings = $2 where id = $1", [
    team.inbox.id,
    JSON.stringify({ allowedOrigins: ["https://shop.example"] }),
  ]);
  const { page } = await visit(context, { url, inbox: team.inbox.publicId });
  await launcher(page).click();
  await expect(page.getByRole("alert")).toContainText("is not set up for");
  await expect(field(page)).toBeHidden();
});

test("on a phone it is the page: modal, with a cross, and the focus goes back", async ({
  browser,
  url,
  team,
}) => {
  const context = await browser.newContext(PHONE);
  const { page } = await visit(context, { url, inbox: team.inbox.publicId });
  await launcher(page).tap();
  const panel = page.getByRole("dialog");
  await expect(panel).toBeVisible();
  await expect.poll(() => panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  expect(await panel.evaluate((node) => node.matches(":modal"))).toBe(true);
  await start(page).tap();
  await expect(field(page)).toHaveCSS("font-size", "16px");
  await panel.getByRole("button", { name: "Close chat" }).tap();
  await expect(panel).toBeHidden();
  await expect(launcher(page)).toBeFocused();
  await context.close();
});
