import { createHmac } from "node:crypto";
import type { Page } from "@playwright/test";
import type { ParleyUser } from "../widget/parley";
import { openConversation, openInbox, reply, signedIn } from "./harness/agent";
import { expect, test } from "./harness/test";
import { beginChat, chatLog, field, launcher, say, start } from "./harness/visitor";
import { closeWebsites, serve } from "./harness/website";

// Whoever is signed in on a business's website is the same visitor on all of their devices.

test.afterEach(closeWebsites);

test("a proved user has one history on two devices, a wrong proof opens nothing, and signing out leaves nothing", async ({
  browser,
  url,
  team,
}) => {
  const { slug } = team.tenant;
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  await owner.goto(`/t/${slug}/settings/inboxes/${team.inbox.id}`);
  const look = owner.getByRole("region", { name: "How the chat looks" });
  await look.getByLabel("Welcome heading").fill("Good morning from the kiln");
  await look.getByLabel("Websites that may show it").fill("fern,example.com");
  await look.getByRole("button", { name: "Save changes" }).click();
  await expect(look).toContainText("Use a full stop, not a comma: fern.example.com");
  await look.getByLabel("Websites that may show it").fill("");
  await look.getByRole("button", { name: "Save changes" }).click();
  await expect(look.getByRole("button", { name: "Save changes" })).toBeHidden();

  await owner.getByRole("button", { name: "Make a secret" }).click();
  const line = owner.getByRole("region", { name: "Who your visitors are" }).locator("code").first();
  await expect(line).toHaveText(/^[\w-]{43}$/);
  const secret = (await line.textContent())!;
  await owner.reload();
  await expect(line).toHaveText(`••••••••••••${secret.slice(-4)}`);

  const hash = createHmac("sha256", secret).update("42").digest("hex");
  async function device(user: ParleyUser, known = false): Promise<{ page: Page; said: string[] }> {
    const head = `<script>window.told = []; window.parley = [
      ["on", "identified", (d) => told.push("identified " + d.id)], ["on", "error", (d) => told.push(d.message)],
      ["identify", ${JSON.stringify(user)}]]</script>`;
    const page = await (await browser.newContext()).newPage();
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    await page.goto(await serve({ url, inbox: team.inbox.publicId, head }));
    await launcher(page).click();
    await expect(page.getByRole("heading", { name: "Good morning from the kiln" })).toBeVisible();
    await (known ? page.getByRole("button", { name: /From the phone/ }) : start(page)).click();
    return { page, said };
  }
  const told = (page: Page) => page.evaluate(() => (window as unknown as { told: string[] }).told);

  const phone = await device({ id: 42, hash, name: "Grace Whitfield", email: "grace@fern.example" });
  await expect.poll(() => told(phone.page)).toEqual(["identified 42"]);
  await say(phone.page, "From the phone");
  await expect(chatLog(phone.page)).toContainText("Sent");
  expect(await phone.page.evaluate(() => Object.keys(localStorage))).toEqual([]);

  await openInbox(owner, slug);
  await openConversation(owner, "From the phone");
  await expect(owner.getByRole("region", { name: "Conversation", exact: true })).toContainText(
    "Grace Whitfield",
  );
  const laptop = await device({ id: 42, hash }, true);
  await expect(chatLog(laptop.page)).toContainText("From the phone");
  await reply(owner, "Found you on both");
  for (const { page } of [phone, laptop]) await expect(chatLog(page)).toContainText("Found you on both");

  const thief = await device({ id: 42, hash: hash.replace(/./g, "0"), email: "grace@fern.example" });
  await expect.poll(() => told(thief.page)).toEqual([expect.stringContaining("the hash is wrong")]);
  expect(thief.said.join()).toContain("Parley: identify(): the hash is wrong");
  await expect(chatLog(thief.page)).not.toContainText("From the phone");

  // Signing in on one tab takes the handle from the other, and nothing of what is being written there.
  const shop = await serve({ url, inbox: team.inbox.publicId });
  const tablet = await browser.newContext();
  const [tab, other] = [await tablet.newPage(), await tablet.newPage()];
  await tab.goto(shop);
  await beginChat(tab);
  await say(tab, "Before I signed in");
  await expect(chatLog(tab)).toContainText("Sent");
  await other.goto(shop);
  await launcher(other).click();
  await expect(chatLog(other)).toContainText("Before I signed in");
  await field(other).fill("Half a thought");
  await tab.evaluate((user) => window.parley?.push(["identify", user]), { id: 42, hash });
  await expect.poll(() => tab.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await expect(chatLog(other)).not.toContainText("Before I signed in");
  await expect(field(other)).toHaveValue("Half a thought");

  await laptop.page.evaluate(() => window.parley?.push(["reset"]));
  await expect(laptop.page.getByRole("dialog")).not.toContainText("From the phone");
});
