// Takes the pictures of docs/ anew from a running Parley with its demo data: node scripts/screenshots.mjs [address]
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { findBrowser } from "./browser.mjs";
import { root } from "./prepare.mjs";

const url = process.argv[2] ?? "http://localhost:3000";
const person = { email: "admin2@weavecode.demo", password: "DemoPassword123!" };
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844, isMobile: true, hasTouch: true },
];

const isRoot = process.getuid?.() === 0;
const browser = await chromium.launch({
  executablePath: (await findBrowser()) ?? undefined,
  args: isRoot ? ["--no-sandbox"] : [],
});
for (const colorScheme of ["light", "dark"]) {
  for (const { width, height, ...device } of SIZES) {
    const context = await browser.newContext({
      baseURL: url,
      colorScheme,
      viewport: { width, height },
      locale: "en-GB",
      timezoneId: "Europe/London",
      reducedMotion: "reduce",
      ...device,
    });
    await signIn(context);
    const page = await context.newPage();
    const take = async (name) => {
      await page.waitForTimeout(1_500);
      await page.screenshot({ path: join(root, "docs", `${name}-${colorScheme}-${width}.png`) });
    };
    const rows = page.getByLabel("Conversations", { exact: true }).getByRole("link");
    await page.goto("/t/acme/inbox?view=all");
    await rows.first().waitFor();
    if (width < 640) await take("inbox-list");
    await rows.filter({ hasText: "Grace Whitfield" }).first().click();
    await page.getByRole("log", { name: "Messages" }).waitFor();
    await take("inbox");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Command bar" }).fill("as");
    await take("command-bar");
    await page.keyboard.press("Escape");
    await page.goto("/t/acme/contacts");
    await page
      .getByRole("link", { name: /Grace Whitfield/ })
      .first()
      .click();
    await page.getByRole("heading", { level: 1, name: "Grace Whitfield" }).waitFor();
    await take("contact");
    await page.goto("/t/acme/settings/inboxes");
    await page
      .getByRole("link", { name: /^Settings of/ })
      .first()
      .click();
    await page.getByLabel("Who gets the next one").waitFor();
    await take("settings");
    await context.close();
  }
}
await browser.close();

async function signIn({ request }) {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  await request.post("/api/auth/callback/credentials", { form: { ...person, csrfToken, json: "true" } });
}
