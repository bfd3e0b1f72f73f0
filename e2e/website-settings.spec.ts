import type { Page } from "@playwright/test";
import type { Parley } from "../widget/parley";
import { signedIn } from "./harness/agent";
import { expectNoViolation, STILL } from "./harness/axe";
import { expect, test } from "./harness/test";
import { closeWebsites, serve } from "./harness/website";

// What the owner of a website sets, and what its visitors see of it.

test.afterEach(closeWebsites);

const panel = (page: Page) => page.getByRole("dialog");

test("an owner gives the chat its look, its words and its limits; a visitor has them in German and in Arabic", async ({
  browser,
  url,
  team,
}) => {
  const { slug } = team.tenant;
  const owner = await signedIn(browser, { url, email: team.owner.user.email, ...STILL });
  await owner.goto(`/t/${slug}/settings/inboxes/${team.inbox.id}`);
  const part = (name: string) => owner.getByRole("region", { name, exact: true });
  const save = async (name: string) => {
    await part(name).getByRole("button", { name: "Save changes" }).click();
    await expect(part(name).getByRole("button", { name: "Save changes" })).toBeHidden();
  };
  const preview = owner.frameLocator('iframe[title="Preview of the chat"]');

  const look = part("How the chat looks");
  await expect(preview.getByRole("heading", { name: "How can we help?" })).toBeVisible();
  await expectNoViolation(owner, "the settings of a website");
  await look.getByLabel("Welcome heading").fill("Welcome to the kiln");
  await expect(preview.getByRole("heading", { name: "Welcome to the kiln" })).toBeVisible();
  await expect(owner.getByLabel("Welcome heading")).toBeFocused();
  await look.getByRole("radio", { name: "Letter" }).check();
  await look.getByLabel("Word on the button").fill("Ask us");
  await look.getByRole("radio", { name: "Left" }).check();
  await look.getByLabel("Distance from the edges, in pixels").fill("40");
  await save("How the chat looks");

  const features = part("What visitors can do");
  await features.getByLabel("Send files and pictures").uncheck();
  await save("What visitors can do");

  const texts = part("What the chat says");
  await texts.getByLabel("Texts in", { exact: true }).selectOption({ label: "Deutsch" });
  await part("Preview").getByLabel("In", { exact: true }).selectOption({ label: "Deutsch" });
  await texts.getByLabel("Find a text").fill("schreib");
  await texts.getByLabel("Schreiben Sie uns", { exact: true }).fill("Fragen Sie das Team");
  await expect(preview.getByRole("button", { name: "Fragen Sie das Team" })).toBeVisible();
  await texts.getByLabel("{name} schreibt", { exact: true }).fill("Gleich");
  await texts.getByRole("button", { name: "Save changes" }).click();
  await expect(texts).toContainText("Keep {name} in the text");
  await texts.getByRole("button", { name: "Back to “{name} schreibt”" }).click();
  await save("What the chat says");
  await part("Preview").getByLabel("In", { exact: true }).selectOption({ label: "العربية" });
  await expect(preview.getByRole("button", { name: "أرسلوا لنا رسالة" })).toBeVisible();
  await expect(preview.getByRole("dialog")).toHaveAttribute("dir", "rtl");

  const check = part("Check my site");
  const lookAt = async (address: string, answer: RegExp) => {
    await check.getByLabel("Address of a page").fill(address);
    await check.getByRole("button", { name: "Look at the page" }).click();
    await expect(check).toContainText(answer);
  };
  const strict = { "content-security-policy": `script-src 'self'; connect-src ${url}` };
  await lookAt(await serve({ url, inbox: "another" }), /names another inbox: “another”/);
  await lookAt(
    await serve({ url, inbox: team.inbox.publicId, headers: strict }),
    /policy forbids the script\. Add .* to its script-src/,
  );
  await lookAt("http://10.0.0.1/", /address inside this network/);
  await lookAt(await serve({ url, inbox: team.inbox.publicId }), /can be shown on .*Nobody has written/);

  const context = await browser.newContext({ baseURL: url, locale: "en-GB" });
  await context.addInitScript(() => {
    window.parley = [["setLocale", "de"]];
  });
  const visitor = await context.newPage();
  await visitor.goto(`/demo/${slug}`);
  const button = visitor.getByRole("button", { name: /^(Open chat|Chat öffnen)/ });
  await expect(button).toHaveText("Ask us");
  expect(await button.boundingBox()).toMatchObject({ x: 40 });
  await button.click();
  await expect(visitor.getByRole("heading", { name: "Welcome to the kiln" })).toBeVisible();
  await visitor.getByRole("button", { name: "Fragen Sie das Team" }).click();
  await expect(visitor.getByRole("button", { name: "Datei anhängen" })).toHaveCount(0);
  await visitor.getByRole("textbox", { name: "Nachricht schreiben" }).fill("Ein halber Gedanke");
  await visitor.evaluate(() => (window.parley as Parley).setLocale("ar"));
  await expect(visitor.getByRole("textbox", { name: "كتابة رسالة" })).toHaveValue("Ein halber Gedanke");
  await expect(panel(visitor)).toHaveAttribute("dir", "rtl");
  expect((await panel(visitor).boundingBox())?.x).toBeLessThan(60);
  await expectNoViolation(visitor, "the chat in Arabic");
});
