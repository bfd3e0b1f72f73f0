import type { Page } from "@playwright/test";
import { thread } from "./harness/agent";
import { colleagueOf } from "./harness/colleague";
import { meet } from "./harness/meet";
import { expect, test } from "./harness/test";
import { chatLog } from "./harness/visitor";

const details = (page: Page) => page.getByRole("complementary", { name: "Details" });

async function choose(page: Page, entry: string): Promise<void> {
  await page.getByRole("button", { name: "More acts" }).click();
  await page.getByRole("menuitem", { name: entry }).click();
}

test("an agent asks for a rating; the customer gives and changes it; both agents see it in thread, panel and page", async ({
  browser,
  url,
  team,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  const colleague = await colleagueOf(browser, { url, team });
  await choose(agent, "Ask for a rating");
  await expect(thread(colleague)).toContainText("How did we do?");
  const log = chatLog(visitor);
  await log.getByRole("radio", { name: "Good" }).check();
  await log.getByRole("textbox").fill("Quick and kind");
  await log.getByRole("button", { name: "Send rating" }).click();
  await expect(log).toContainText("Thank you");
  await expect(log.getByText(/^Tom · \d\d:\d\d$/)).toBeVisible();
  for (const page of [agent, colleague]) {
    await expect(thread(page)).toContainText("rated this 4 of 5: “Quick and kind”");
    await expect(details(page).getByRole("region", { name: "Ratings" })).toContainText("4 of 5, Good");
  }
  await choose(agent, "Ask for a rating");
  await expect(agent.getByText(/You have asked .* already/)).toBeVisible();

  await agent.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await choose(agent, "Copy rating link");
  await expect(agent.getByText(/Rating link copied/)).toBeVisible();
  const link = await agent.evaluate(() => navigator.clipboard.readText());
  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await page.getByRole("radio", { name: "Great" }).check();
  await page.getByRole("button", { name: "Change rating" }).click();
  await expect(page.getByText("Thank you")).toBeVisible();
  const ratings = details(colleague).getByRole("region", { name: "Ratings" });
  await expect(ratings).toContainText("5 of 5, Great");
  await details(colleague).getByRole("link", { name: "Open the contact’s page" }).click();
  await expect(colleague.getByRole("region", { name: "Ratings" })).toContainText("“Quick and kind”");
});
