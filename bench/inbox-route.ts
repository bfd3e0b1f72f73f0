import type { Page } from "@playwright/test";
import type { Bench } from "./harness/bench";
import { addCookies, launchBrowser, total, weigh } from "./harness/browser";
import { signIn } from "./harness/people";

export const inboxRoute: Bench = {
  key: "inboxRoute",
  title: "JS gz bytes a browser has loaded when a conversation can be opened and answered",
  mark: 204_800,
  shall: "at most",
  async run(bed) {
    const { url } = await bed.stack(10_000);
    const cookie = await signIn(url, "admin2@weavecode.demo");
    const browser = await launchBrowser();
    try {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      await addCookies(context, url, cookie);
      const page = await context.newPage();
      const scripts: string[] = [];
      page.on("response", (response) => {
        if (response.request().resourceType() === "script") scripts.push(response.url());
      });
      const release = await holdSocketLibrary(page);
      const start = performance.now();
      await page.goto(`${url}/t/acme/inbox`, { waitUntil: "domcontentloaded" });
      await page.getByLabel("Conversations", { exact: true }).getByRole("link").first().click();
      const composer = page.getByRole("textbox", { name: /^Reply/ });
      await composer.fill("Hello");
      if (!(await composer.isEnabled())) throw new Error("the composer cannot be written in");
      const usableMs = performance.now() - start;
      const loaded = [...scripts];
      release();
      const weights = await weigh(loaded);
      return {
        value: total(weights),
        best: total(weights),
        more: { usableMs: Math.round(usableMs), files: weights },
      };
    } finally {
      await browser.close();
    }
  },
};

/**
 * The socket's library is loaded after the first paint, and on a busy machine may still arrive before the composer is
 * written in. It is kept back until then: were it needed for that, this would never end.
 */
async function holdSocketLibrary(page: Page): Promise<() => void> {
  let release = () => {};
  const usable = new Promise<void>((done) => {
    release = done;
  });
  await page.route(/\/_next\/static\/chunks\/.*\.js/, async (route) => {
    try {
      const response = await route.fetch();
      const body = await response.text();
      if (body.includes("sockjs")) await usable;
      await route.fulfill({ response, body });
    } catch {
      // The page was closed while a part that comes later was on its way.
    }
  });
  return release;
}
