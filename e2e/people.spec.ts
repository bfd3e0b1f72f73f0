import type { Page } from "@playwright/test";
import { makeTeamOf } from "../prisma/seed/factories-teams";
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

test("an owner invites into a team and sees it there; the one who joins moves to another e-mail, and the old one is told", async ({
  browser,
  url,
  team,
  db,
  page,
}) => {
  const { slug, id: tenantId } = team.tenant;
  await makeTeamOf(db, { tenantId, name: "Billing" });
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  const email = `invited-${slug}@example.com`;
  await owner.goto(`/t/${slug}/settings/members`);
  await owner.getByLabel("E-mail").fill(email);
  await owner.getByRole("group", { name: "Teams" }).getByLabel("Billing").check();
  await owner.getByRole("button", { name: "Send the invitation" }).click();
  await expect(owner.getByRole("list", { name: "Invitations" })).toContainText("Teams: Billing");
  await page.goto(await linkInMail(page, email));
  await page.getByLabel("Your name").fill("Nora Lindqvist");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: /^Join/ }).click();
  await expect(sync(page)).toHaveText("In sync");
  await owner.reload();
  const row = owner.getByRole("listitem").filter({ hasText: "Nora Lindqvist" });
  await expect(row).toContainText("Teams: Billing");

  const next = `moved-${slug}@example.com`;
  await page.goto(`/t/${slug}/settings/profile`);
  await page.getByLabel("New e-mail").fill(next);
  await page.getByLabel("Your password").fill("not the password");
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText(/This is not your password/)).toBeVisible();
  await page.getByLabel("Your password").fill(PASSWORD);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText(`A link is on its way to ${next}.`)).toBeVisible();
  const other = await (await browser.newContext({ baseURL: url })).newPage();
  const link = await linkInMail(other, next);
  const stranger = await signedIn(browser, { url, email: team.agents[0].user.email });
  await stranger.goto(link);
  await expect(stranger.getByText("This link does not work any more")).toBeVisible();
  await expect(stranger.getByText(next)).toHaveCount(0);
  await other.goto(link);
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  await expect(other.getByText(next)).toHaveCount(0);
  await fillSignIn(other, email, PASSWORD);
  await other.getByRole("button", { name: "Use this e-mail" }).click();
  await expect(other.getByText(`You sign in with ${next} from now on.`)).toBeVisible();
  await other.getByRole("link", { name: "Go on to Parley" }).click();
  await expect(other).toHaveURL(new RegExp(`/t/${slug}/inbox`));
  await expect(page).toHaveURL(/\/sign-in/);
  await fillSignIn(page, next, PASSWORD);
  await expect(page).toHaveURL(new RegExp(`/t/${slug}/`));
  await expect(async () => {
    await page.goto("/dev/mail");
    const told = page.getByRole("link", { name: new RegExp(`${email}.*has changed|has changed.*${email}`) });
    await expect(told.first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
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
