import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What depends on the colours alone. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/** Without motion nothing is caught half-way between two colours. */
export const STILL = { colorScheme: "light", reducedMotion: "reduce" } as const;

/** What axe finds on the page as it stands: at the desk in light and dark, on a phone in light. Leaves it at the desk in light. */
export async function expectNoViolation(page: Page, what: string): Promise<void> {
  await look(page, `${what} at the desk`, (axe) => axe.withTags(TAGS));
  await page.emulateMedia({ colorScheme: "dark" });
  await look(page, `${what} in the dark`, (axe) => axe.withRules(COLOURS));
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(PHONE);
  await look(page, `${what} on a phone`, (axe) => axe.withTags(TAGS));
  await page.setViewportSize(DESK);
}

/** What lies over the page; the page under it is looked at by itself. */
const LAYER = "dialog[open], [role=menu]";

async function look(page: Page, what: string, choose: (axe: AxeBuilder) => AxeBuilder): Promise<void> {
  // One frame: there is nothing to put together from several, which costs a page of its own each time.
  const all = () =>
    choose(new AxeBuilder({ page }).options({ rules: { "target-size": { enabled: true } } }).setLegacyMode());
  // The chat's own dialog lies in a shadow root, where the page is looked at as a whole.
  const layers = () => page.evaluate((selector) => document.querySelectorAll(selector).length, LAYER);
  const hasLayer = (await layers()) > 0;
  const { violations } = hasLayer
    ? await all()
        .include(LAYER)
        .analyze()
        // A menu may close with the change of width.
        .catch(async (error) => {
          if ((await layers()) > 0) throw error;
          return all().analyze();
        })
    : await all().analyze();
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} at ${nodes.map((node) => node.target).join(" | ")}`,
  );
  expect.soft(found, what).toEqual([]);
}
