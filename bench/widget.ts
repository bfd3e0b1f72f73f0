import type { Page, Response } from "@playwright/test";
import type { Bench, Measured } from "./harness/bench";
import { launchBrowser, total, type Weight, weigh } from "./harness/browser";
import type { Testbed } from "./harness/testbed";

export const widgetLoader: Bench = {
  key: "widgetLoader",
  title: "gz bytes of what a page loads before the visitor opens the chat",
  mark: 4_096,
  shall: "at most",
  run: async (bed) => toMeasured((await weighWidget(bed)).closed),
};

export const widgetAll: Bench = {
  key: "widgetAll",
  title: "gz bytes of all of the widget's code after opening and writing",
  mark: 20_480,
  shall: "at most",
  run: async (bed) => toMeasured((await weighWidget(bed)).open),
};

function toMeasured(weights: Weight[]): Measured {
  return { value: total(weights), best: total(weights), more: { files: weights } };
}

let weighed: Promise<{ closed: Weight[]; open: Weight[] }> | null = null;

/** One visit serves both: a closed page, then a chat. */
function weighWidget(bed: Testbed) {
  weighed ??= visit(bed);
  return weighed;
}

async function visit(bed: Testbed): Promise<{ closed: Weight[]; open: Weight[] }> {
  const { url } = await bed.stack(10_000);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const urls: string[] = [];
    page.on("response", (response) => {
      if (isWidgets(response, page)) urls.push(response.url());
    });
    await page.goto(`${url}/demo/acme`, { waitUntil: "networkidle" });
    const launcher = page.getByRole("button", { name: /^Open chat/ });
    await launcher.waitFor();
    const closed = await weigh(urls);
    await launcher.click();
    await page.getByRole("button", { name: /^Send us a message/ }).click();
    await page.getByRole("textbox", { name: "Write a message" }).fill("Does the oat mug keep tea warm?");
    await page.getByRole("button", { name: "Send message" }).click();
    await page.getByRole("log", { name: "Messages" }).getByText("Does the oat mug keep tea warm?").waitFor();
    await page.waitForLoadState("networkidle");
    return { closed, open: await weigh(urls) };
  } finally {
    await browser.close();
  }
}

/** The widget's own code and styles, wherever it puts them: its files, and all but API answers inside frames of its own. */
function isWidgets(response: Response, page: Page): boolean {
  const { pathname, protocol } = new URL(response.url());
  if (!protocol.startsWith("http") || pathname.startsWith("/api/")) return false;
  return /^\/widget(\.js$|\/)/.test(pathname) || response.frame() !== page.mainFrame();
}
