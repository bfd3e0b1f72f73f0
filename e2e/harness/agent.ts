import { randomInt } from "node:crypto";
import { type Browser, type BrowserContextOptions, expect, type Locator, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "../../prisma/seed/factories-users";

// A member of the team at work, found by role and label as a person or a screen reader finds things.

/** Signs in by the form, as a person does. */
export async function signIn(page: Page, email: string, password = DEMO_PASSWORD): Promise<void> {
  await page.goto("/sign-in");
  await fillSignIn(page, email, password);
}

export async function fillSignIn(page: Page, email: string, password = DEMO_PASSWORD): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

const bytes = () => randomInt(1, 255);

/** A browser of its own, signed in by the door behind the form: quicker where signing in is not the matter. */
export async function signedIn(
  browser: Browser,
  given: { url: string; email: string; password?: string } & BrowserContextOptions,
): Promise<Page> {
  const { url, email, password = DEMO_PASSWORD, ...options } = given;
  const context = await browser.newContext({ baseURL: url, ...options });
  const { csrfToken } = await (await context.request.get("/api/auth/csrf")).json();
  const answer = await context.request.post("/api/auth/callback/credentials", {
    form: { email, password, csrfToken, json: "true" },
    // Sign-ins are counted for an address, and a whole suite is more than one office.
    headers: { "x-forwarded-for": `10.${bytes()}.${bytes()}.${bytes()}` },
  });
  expect(answer.status(), await answer.text()).toBe(200);
  return context.newPage();
}

export const views = (page: Page): Locator => page.getByRole("navigation", { name: "Views" });
export const conversations = (page: Page): Locator => page.getByLabel("Conversations", { exact: true });
export const thread = (page: Page): Locator => page.getByRole("log", { name: "Messages" });
export const replyBox = (page: Page): Locator => page.getByRole("textbox", { name: /^Reply/ });
export const noteBox = (page: Page): Locator => page.getByRole("textbox", { name: /^Note/ });
export const sendButton = (page: Page): Locator =>
  page.getByRole("button", { name: /^(Send(?! a )|Add note)/ });
/** What the row at the foot of the views says of the connection. */
export const sync = (page: Page): Locator =>
  page.getByRole("status").filter({ hasText: /In sync|Connecting|Reconnecting|Catching up|Offline/ });

/** The inbox at one of its views, live. */
export async function openInbox(
  page: Page,
  slug: string,
  view: "Mine" | "Unassigned" | "All open" = "All open",
) {
  await page.goto(`/t/${slug}/inbox`);
  await views(page).getByRole("link", { name: view }).click();
  await expect(sync(page)).toHaveText("In sync");
}

/** Opens the conversation whose row holds the text. */
export async function openConversation(page: Page, text: string | RegExp): Promise<void> {
  await conversations(page).getByRole("link").filter({ hasText: text }).first().click();
  await expect(thread(page)).toBeVisible();
}

export async function reply(page: Page, text: string): Promise<void> {
  await replyBox(page).fill(text);
  await sendButton(page).click();
  // Where the other side wrote in the same moment, the first press shows what; an agent who has seen it sends on.
  await expect(async () => {
    const anyway = page.getByRole("button", { name: "Send anyway" });
    if (await anyway.isVisible()) await anyway.click();
    await expect(replyBox(page)).toHaveValue("", { timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
}

export async function writeNote(page: Page, text: string): Promise<void> {
  await page.getByRole("tab", { name: "Note" }).click();
  await noteBox(page).fill(text);
  await sendButton(page).click();
  await expect(noteBox(page)).toHaveValue("");
  await page.getByRole("tab", { name: "Reply" }).click();
}

/** Gives the open conversation to the member of this name, or to oneself as "you". */
export async function assignTo(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /^Assign/ }).click();
  await page.getByRole("option", { name }).click();
}

/** The number beside a view's name. */
export async function countOf(page: Page, view: "Mine" | "Unassigned" | "All open"): Promise<number> {
  const texts = await views(page).getByRole("link", { name: view }).allInnerTexts();
  return Number(/\d+/.exec(texts.join(" "))?.[0] ?? 0);
}
