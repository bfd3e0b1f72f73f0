import { watchLeftovers } from "./harness/leftovers";
import { expect, test } from "./harness/test";
import { chatLog, field, launcher, say } from "./harness/visitor";
import { closeWebsites, serve, visit } from "./harness/website";

// What a page may ask of the widget, and what stays of it.

test.afterEach(closeWebsites);

test("destroy() leaves no node, listener, timer or socket behind", async ({ context, url, team }) => {
  await context.addInitScript(watchLeftovers);
  const { page } = await visit(context, { url, inbox: team.inbox.publicId });
  await launcher(page).click();
  await say(page, "Hello");
  await expect(chatLog(page)).toContainText("Sent");
  await field(page).pressSequentially("half a thought");
  const left = () => page.evaluate(() => (window as unknown as { leftovers: () => object }).leftovers());
  expect(await left()).toMatchObject({ sockets: 1, isNode: true, isGlobal: true });
  await page.evaluate(() => (window as unknown as { parley: { destroy: () => void } }).parley.destroy());
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
  await expect(field(page)).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual(["opened"]);
  expect(problems).toEqual([]);
});
