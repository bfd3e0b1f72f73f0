import type { Page } from "@playwright/test";
import { fillSignIn, signedIn, sync } from "./harness/agent";
import { PICTURE } from "./harness/files";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";

/** Opens the newest mail to the address in the page that shows the kept mail, and gives the link in it. */
async function linkInMail(page: Page, email: string): Promise<string> {
  const mail = page.getByRole("link", { name: new RegExp(email) }).first();
  // The worker sends it a moment after the act that owes it.
  await expect(async () => {
    await page.goto("/dev/mail");
    await expect(mail).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await mail.click();
  const link = page.getByRole("article").getByRole("link").last();
  return (await link.getAttribute("href"))!;
}

const PASSWORD = "a kettle of 9 herons";

test("somebody invited by e-mail joins and is at work, and the link works once", async ({
  browser,
  url,
  team,
  page,
}) => {
  const { slug, name } = team.tenant;
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  const email = `new-${slug}@example.com`;
  await mutate(owner, slug, "invitations.create", { email, role: "agent" });
  const link = await linkInMail(page, email);
  await page.goto(link);
  await page.getByLabel("Your name").fill("Nora Lindqvist");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: `Join ${name}` }).click();
  await expect(page).toHaveURL(new RegExp(`/t/${slug}/inbox`));
  await expect(sync(page)).toHaveText("In sync");

  const another = await (await browser.newContext({ baseURL: url })).newPage();
  await another.goto(link);
  await expect(another.getByRole("button", { name: /^Join/ })).toHaveCount(0);
});

test("a forgotten password is set anew by the link in the mail, once, and ends every session", async ({
  browser,
  url,
  team,
  page,
}) => {
  const { email } = team.agents[0].user;
  const inbox = `/t/${team.tenant.slug}/inbox`;
  const before = await signedIn(browser, { url, email });
  await before.goto(inbox);
  await expect(sync(before)).toHaveText("In sync");

  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot it?" }).click();
  await expect(page.getByRole("heading", { name: "Choose a new password" })).toBeVisible();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText(`If ${email} has an account, a link is on its way.`)).toBeVisible();
  const link = await linkInMail(page, email);
  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Save the new password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await expect(before).toHaveURL(/\/sign-in/);

  await fillSignIn(page, email);
  await expect(page.getByText(/do not match/)).toBeVisible();
  await fillSignIn(page, email, PASSWORD);
  await expect(page).toHaveURL(new RegExp(inbox));
  await page.goto(link);
  await expect(page.getByLabel("New password", { exact: true })).toHaveCount(0);
});

test("teams are made, changed and deleted on their page, and a member's inboxes and capacity on theirs", async ({
  browser,
  url,
  team,
}) => {
  const { slug } = team.tenant;
  const [tom] = team.agents;
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  await owner.goto(`/t/${slug}/settings/teams`);
  await owner.getByRole("button", { name: "New team" }).click();
  await owner.getByLabel("Name", { exact: true }).fill("Returns");
  await owner.getByLabel(tom.user.name).check();
  await owner.getByRole("button", { name: "Make the team" }).click();
  const row = owner.getByRole("listitem").filter({ hasText: "Returns" });
  await expect(row).toContainText(tom.user.name);

  await owner.goto(`/t/${slug}/settings/members`);
  await owner.getByRole("button", { name: `Where ${tom.user.name} works` }).click();
  await owner.getByLabel("Conversations at once").fill("7");
  await owner.getByRole("button", { name: "Save", exact: true }).click();
  await expect(owner.getByText(/Teams: Returns · at most 7 at once/)).toBeVisible();

  await owner.goto(`/t/${slug}/settings/teams`);
  await owner.getByRole("button", { name: "Delete Returns" }).click();
  await owner.getByRole("button", { name: "Delete team" }).click();
  await expect(owner.getByText("No teams yet")).toBeVisible();
});

test("a member says who they are: picture, signature, appearance, and the business its hours", async ({
  browser,
  url,
  team,
}) => {
  const { slug } = team.tenant;
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  await owner.goto(`/t/${slug}/settings/profile`);
  await owner.getByLabel("Your picture").setInputFiles(PICTURE);
  await expect(owner.getByRole("button", { name: "Change the picture" })).toBeVisible();
  await owner.getByLabel("Your signature").fill("Kind regards, Amelia");
  await owner.getByRole("button", { name: "Save the signature" }).click();
  await expect(owner.getByText("Your signature is saved")).toBeVisible();
  await owner.reload();
  await expect(owner.getByLabel("Your signature")).toHaveValue("Kind regards, Amelia");

  await owner.goto(`/t/${slug}/settings/business`);
  await owner.getByLabel("Keep business hours").check();
  await owner.getByRole("button", { name: "Add a time to Monday" }).click();
  await owner.getByRole("button", { name: "Add a holiday" }).click();
  await owner.getByLabel("Name of the holiday").fill("Inventory");
  await owner.getByLabel("Time zone").selectOption("America/New_York");
  await owner.getByRole("button", { name: "Save changes" }).click();
  await expect(owner.getByRole("button", { name: "Save changes" })).toHaveCount(0);
  await owner.reload();
  await expect(owner.getByLabel("Name of the holiday")).toHaveValue("Inventory");
  await expect(owner.getByLabel("Monday from")).toHaveCount(2);
});
