import type { Parley, ParleyCommand } from "../widget/parley";
import { watchLeftovers } from "./harness/leftovers";
import { expect, test } from "./harness/test";
import { beginChat, chatLog, field, launcher, say, start } from "./harness/visitor";
import { closeWebsites, serve, visit } from "./harness/website";

// What a page may ask of the widget, and what stays of it.

test.afterEach(closeWebsites);

test("destroy() leaves no node, listener, timer or socket behind", async ({ context, url, team }) => {
  await context.addInitScript(watchLeftovers);
  const { page } = await visit(context, { url, inbox: team.inbox.publicId });
  await beginChat(page);
  await say(page, "Hello");
  await expect(chatLog(page)).toContainText("Sent");
  await field(page).pressSequentially("half a thought");
  const left = () => page.evaluate(() => (window as unknown as { leftovers: () => object }).leftovers());
  expect(await left()).toMatchObject({ sockets: 1, isNode: true, isGlobal: true });
  await page.evaluate(() => (window.parley as Parley).destroy());
  await expect
    .poll(left)
    .toEqual({ listeners: [], timers: 0, sockets: 0, isNode: false, isGlobal: false, sheets: 0 });
});

test("what the page asked for before the widget was there is done, and what it throws stays its own", async ({
  context,
  url,
  team,
}) => {
  const head = `<script>window.heard = [];
    window.parley = [["on", "opened", () => { heard.push("opened"); throw new Error("the page's own") }], ["open"]]</script>`;
  const site = await serve({ url, inbox: team.inbox.publicId, head });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(site);
  await expect(start(page)).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual(["opened"]);
  expect(problems).toEqual([]);
});

test("a single-page site hides, dresses and forgets it, and says itself where its visitor is", async ({
  context,
  url,
  team,
  db,
}) => {
  const { page, problems } = await visit(context, { url, inbox: team.inbox.publicId });
  const call = (...[name, ...given]: ParleyCommand) =>
    page.evaluate(([n, g]) => (window.parley as Parley).push([n, ...g] as ParleyCommand), [
      name,
      given,
    ] as const);
  const panel = page.getByRole("dialog");
  const colour = () => panel.evaluate((node) => getComputedStyle(node).backgroundColor);

  expect(await (await context.request.get(`${url}/widget.d.ts`)).text()).toContain("type ParleyCalls");
  await call("hide");
  await expect(launcher(page)).toBeHidden();
  await page.getByRole("link", { name: "Top" }).focus();
  await call("open");
  await expect(start(page)).toBeFocused();
  const light = await colour();
  await call("setTheme", "dark");
  expect(await colour()).not.toBe(light);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: "Top" })).toBeFocused();
  await call("show");
  await expect(launcher(page)).toBeVisible();

  await beginChat(page);
  await say(page, "Is this seat free");
  await expect(chatLog(page)).toContainText("Sent");
  await page.evaluate(() => history.pushState(null, "", "/basket?coupon=secret"));
  await call("setPage", { url: "/orders/7?token=secret", title: "Order 7" });
  const pages = async () =>
    (
      await db.pool.query("select url, title from page_visit where tenant_id = $1 order by visited_at", [
        team.tenant.id,
      ])
    ).rows.map((row) => `${new URL(row.url).pathname}${new URL(row.url).search} ${row.title}`);
  await expect.poll(pages).toEqual(["/ Shop", "/basket Shop", "/orders/7 Order 7"]);

  const other = await context.newPage();
  await other.goto(page.url().replace("/basket?coupon=secret", "/"));
  await launcher(other).click();
  await expect(chatLog(other)).toContainText("Is this seat free");
  await call("reset");
  for (const tab of [page, other]) {
    await expect(start(tab)).toBeVisible();
    await expect(tab.getByRole("dialog")).not.toContainText("Is this seat free");
    expect(await tab.evaluate(() => Object.keys(localStorage))).toEqual([]);
  }
  await start(page).click();
  await say(page, "Somebody else");
  await expect(chatLog(page)).toContainText("Sent");
  const { rows } = await db.pool.query("select 1 from contact where tenant_id = $1", [team.tenant.id]);
  expect(rows).toHaveLength(2);
  expect(problems).toEqual([]);
});
