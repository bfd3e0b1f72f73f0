import type { Page } from "@playwright/test";
import { makeContact, makeConversation, makeMember, makeMessages } from "../prisma/seed/factories";
import { conversations, openConversation, openInbox, signedIn, thread } from "./harness/agent";
import { expect, test } from "./harness/test";

const AT = new Date("2025-03-04T14:31:00Z");
const BRITISH = { day: "04/03/2025", time: "14:31", colour: "Colour", first: "Monday" };
const AMERICAN = { day: "03/04/2025", time: "2:31 PM", colour: "Color", first: "Sunday" };

/** What the page tells of itself in the browser's console where the server has painted something else. */
function mismatches(page: Page): string[] {
  const told: string[] = [];
  page.on("console", (line) => {
    if (line.type() === "error" && /hydrat|react error/i.test(line.text())) told.push(line.text());
  });
  page.on("pageerror", (error) => told.push(error.message));
  return told;
}

/** The list, the thread and a settings page, each loaded anew. */
async function reads(page: Page, slug: string, words: typeof BRITISH): Promise<void> {
  await openInbox(page, slug, "Unassigned");
  await expect(conversations(page).getByRole("link").filter({ hasText: "The lid" })).toContainText(words.day);
  await openConversation(page, "The lid is loose");
  await expect(thread(page)).toContainText(`Tuesday, ${words.day}`);
  await expect(thread(page).getByText(words.time, { exact: true }).first()).toBeVisible();
  await page.goto(`/t/${slug}/settings/labels`);
  await expect(page.getByLabel(words.colour, { exact: true })).toBeVisible();
}

test("an owner sets American English for the business; a colleague reads it, and has British English back for themselves", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug, id: tenantId } = team.tenant;
  const contact = await makeContact(db, { tenantId, name: "Grace Whitfield" });
  const made = await makeConversation(db, { tenantId, inboxId: team.inbox.id, contactId: contact.id });
  await makeMessages(db, made, [{ kind: "incoming", content: "The lid is loose", at: AT }]);
  const { user } = await makeMember(db, { tenantId, role: "administrator", inboxIds: [team.inbox.id] });
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  const colleague = await signedIn(browser, { url, email: user.email });
  const told = [mismatches(owner), mismatches(colleague)];
  await reads(colleague, slug, BRITISH);

  await test.step("the owner chooses; the page they are on speaks it at once", async () => {
    await owner.goto(`/t/${slug}/settings/business`);
    await owner.getByLabel("Keep business hours").check();
    const days = owner.getByRole("list", { name: "Business hours" }).getByRole("listitem");
    await expect(days.first()).toContainText(BRITISH.first);
    await owner.getByLabel("Language").selectOption("American English");
    await owner.getByRole("button", { name: "Save changes" }).click();
    await expect(owner.locator("html")).toHaveAttribute("lang", "en-US");
    await expect(days.first()).toContainText(AMERICAN.first);
    await owner.getByRole("link", { name: "Labels" }).click();
    await expect(owner.getByLabel(AMERICAN.colour, { exact: true })).toBeVisible();
  });

  await test.step("a colleague's reload shows it, in the server's own paint already", async () => {
    await reads(colleague, slug, AMERICAN);
    const page = await colleague.request.get(`/t/${slug}/settings/labels`);
    const markup = await page.text();
    expect(markup).toContain('<html lang="en-US"');
    expect(markup).toContain(">Color<");
  });

  await test.step("the colleague chooses British English for themselves, and nobody else has it", async () => {
    await colleague.goto(`/t/${slug}/settings/profile`);
    const language = colleague.getByLabel("Language");
    await expect(language.locator("option:checked")).toHaveText("As the business has it: American English");
    await language.selectOption("British English");
    await expect(colleague.locator("html")).toHaveAttribute("lang", "en-GB");
    await reads(colleague, slug, BRITISH);
    await reads(owner, slug, AMERICAN);
  });

  await test.step("and then Portuguese, which says and counts things its own way", async () => {
    await colleague.goto(`/t/${slug}/settings/profile`);
    await colleague.getByLabel("Language").selectOption("Português (Brasil)");
    await expect(colleague.getByRole("heading", { name: "Perfil" })).toBeVisible();
    await expect(colleague.locator("html")).toHaveAttribute("lang", "pt-BR");
    await colleague.goto(`/t/${slug}/inbox?view=unassigned`);
    await expect(colleague.getByRole("link", { name: "Não atribuídas 1" })).toBeVisible();
    const row = colleague.getByLabel("Conversas", { exact: true }).getByRole("link");
    await expect(row).toHaveAccessibleName(/, espera há \d+ dias/);
    await row.click();
    await expect(colleague.getByRole("log", { name: "Mensagens" })).toContainText("04/03/2025, terça-feira");
    await expect(colleague.getByRole("textbox", { name: /^Responder a Grace Whitfield/ })).toBeVisible();
  });
  expect(told.flat()).toEqual([]);
});

test("whoever is not signed in is spoken to as their browser asks", async ({ browser, url }) => {
  for (const [asked, spoken, words] of [
    ["en-US", "en-US", "MIT license"],
    ["fr-FR", "en-GB", "MIT licence"],
    ["pt-PT", "pt-BR", "licença MIT"],
  ] as const) {
    const page = await (await browser.newContext({ baseURL: url, locale: asked })).newPage();
    await page.goto("/");
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", spoken);
  }
});
