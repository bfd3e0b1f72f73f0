import { type Browser, type BrowserContextOptions, expect, type Locator, type Page } from "@playwright/test";

// A customer on a business's website. The widget lives in a shadow root, which Playwright's locators look into.

export const launcher = (page: Page): Locator => page.getByRole("button", { name: /^Open chat/ });
export const field = (page: Page): Locator => page.getByRole("textbox", { name: "Write a message" });
export const chatLog = (page: Page): Locator => page.getByRole("log", { name: "Messages" });

export const start = (page: Page): Locator => page.getByRole("button", { name: /^Send us a message/ });

/** Reaches for the button and goes on to where one writes. */
export async function beginChat(page: Page): Promise<void> {
  await launcher(page).click();
  await start(page).click();
}

/** A fresh browser on the business's demo page with the chat open. */
export async function openChat(
  browser: Browser,
  given: { url: string; slug: string; prepare?: (page: Page) => Promise<unknown> } & BrowserContextOptions,
): Promise<Page> {
  const { url, slug, prepare, ...options } = given;
  const context = await browser.newContext({ baseURL: url, ...options });
  const page = await context.newPage();
  await prepare?.(page);
  await page.goto(`/demo/${slug}`);
  await beginChat(page);
  await expect(field(page)).toBeVisible();
  return page;
}

export async function say(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(field(page)).toHaveValue("");
}
