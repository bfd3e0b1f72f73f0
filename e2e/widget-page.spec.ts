import type { Page } from "@playwright/test";
import { expect, test } from "./harness/test";
import { beginChat, chatLog, field, launcher, say } from "./harness/visitor";
import { closeWebsites, serve, visit } from "./harness/website";

// A page that pins the widget, and one with the keyboard of a phone.

test.afterEach(closeWebsites);

test("a page pins the widget's version by its hash, under a policy that trusts nonces only", async ({
  context,
  url,
  team,
}) => {
  const version = await (await context.request.get(`${url}/widget.json`)).json();
  const inbox = team.inbox.publicId;
  const parts = Object.fromEntries(Object.entries(version.parts).map(([path, hash]) => [url + path, hash]));
  const policy = `default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; connect-src ${url} ${url.replace("http", "ws")}; img-src ${url}; require-trusted-types-for 'script'`;
  const line = (integrity: string) => ({
    ...{ url, inbox, headers: { "content-security-policy": policy } },
    head: `<script type="importmap" nonce="abc">${JSON.stringify({ integrity: parts })}</script>`,
    tag: `<script async nonce="abc" src="${url}${version.script}" integrity="${integrity}" crossorigin="anonymous" data-inbox="${inbox}"></script>`,
  });
  const { page, problems } = await visit(context, line(version.integrity));
  await beginChat(page);
  await say(page, "Pinned");
  await expect(chatLog(page)).toContainText("Sent");
  expect(problems).toEqual([]);

  const other = await context.newPage();
  const refused = other.waitForEvent("console", (text) => /integrity/i.test(text.text()));
  await other.goto(await serve(line(version.integrity.replace(/.{4}$/, "AAAA"))));
  await refused;
  await expect(launcher(other)).toHaveCount(0);
});

test("on a phone the chat keeps to what the keyboard leaves of the screen", async ({
  browser,
  url,
  team,
}) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const { page } = await visit(context, { url, inbox: team.inbox.publicId });
  await beginChat(page);
  await field(page).focus();
  const keyboard = (height: number, offsetTop: number) =>
    page.evaluate(
      ([height, offsetTop]) => {
        const screen = window.visualViewport!;
        Object.defineProperty(screen, "height", { configurable: true, value: height });
        Object.defineProperty(screen, "offsetTop", { configurable: true, value: offsetTop });
        screen.dispatchEvent(new Event("resize"));
      },
      [height, offsetTop],
    );
  const box = (page: Page) => page.getByRole("dialog").boundingBox();
  await keyboard(500, 0);
  await expect.poll(() => box(page)).toEqual({ x: 0, y: 0, width: 390, height: 500 });
  const { y = 0, height = 0 } = (await field(page).boundingBox())!;
  expect(y + height).toBeLessThan(500);
  await keyboard(500, 60);
  await expect.poll(() => box(page)).toMatchObject({ y: 60, height: 500 });
  await keyboard(844, 0);
  await expect.poll(() => box(page)).toMatchObject({ y: 0, height: 844 });
  await context.close();
});
