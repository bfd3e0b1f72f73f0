import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { openConversation, openInbox, reply, signedIn, thread, writeNote } from "./harness/agent";
import { PICTURE } from "./harness/files";
import { expect, test } from "./harness/test";
import { launcher, openChat, say } from "./harness/visitor";

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** What axe finds on the page as it is, at each size. */
async function expectNoViolation(page: Page, what: string): Promise<void> {
  // What differs by size is the same in both colours.
  const isDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  const sizes = isDark ? [DESK, PHONE] : [DESK];
  for (const size of sizes) {
    await page.setViewportSize(size);
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
      .analyze();
    const found = violations.map(
      ({ id, help, nodes }) => `${id}: ${help} at ${nodes.map((node) => node.target).join(" | ")}`,
    );
    expect.soft(found, `${what} at ${size.width} px`).toEqual([]);
  }
  await page.setViewportSize(DESK);
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds no violation on any screen (${colorScheme})`, async ({ browser, url, team }) => {
    test.setTimeout(150_000);
    const { slug } = team.tenant;
    // Without motion nothing is caught half-way between two colours.
    const look = { colorScheme, reducedMotion: "reduce" } as const;
    const visitor = await openChat(browser, { url, slug, ...look });
    const agent = await signedIn(browser, { url, email: team.owner.user.email, ...look });
    const stranger = await (await browser.newContext({ baseURL: url, ...look })).newPage();

    for (const path of ["/", "/sign-in", "/sign-up", "/forgot"]) {
      await stranger.goto(path);
      await expectNoViolation(stranger, path);
    }
    await stranger.goto(`/demo/${slug}`);
    await expect(launcher(stranger)).toBeVisible();
    await expectNoViolation(stranger, "the shop");

    await expectNoViolation(visitor, "the open chat, empty");
    await say(visitor, "Hello, have a look at https://example.com");
    await visitor.locator("input[type=file]").setInputFiles(PICTURE);
    await expect(visitor.getByRole("button", { name: "Send message" })).toBeEnabled();
    await visitor.getByRole("button", { name: "Send message" }).click();

    await openInbox(agent, slug);
    await expectNoViolation(agent, "the list");
    await openConversation(agent, /./);
    await reply(agent, "Good morning");
    await writeNote(agent, "A regular customer");
    await expect(thread(agent)).toContainText("A regular customer");
    await expectNoViolation(agent, "the thread");
    await expect(visitor.getByRole("log", { name: "Messages" })).toContainText("Good morning");
    await expectNoViolation(visitor, "the open chat");
    for (const path of [
      "settings",
      "settings/inboxes",
      "settings/members",
      "settings/security",
      "settings/profile",
    ]) {
      await agent.goto(`/t/${slug}/${path}`);
      await expectNoViolation(agent, path);
    }
  });
}
