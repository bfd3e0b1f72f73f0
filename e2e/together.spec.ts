import type { Page } from "@playwright/test";
import {
  type MadeTeam,
  makeContact,
  makeConversation,
  makeMessages,
  type Pooled,
} from "../prisma/seed/factories";
import { makeTeamOf } from "../prisma/seed/factories-teams";
import {
  conversations,
  noteBox,
  openConversation,
  openInbox,
  replyBox,
  sendButton,
  signedIn,
  thread,
  views,
} from "./harness/agent";
import { meet } from "./harness/meet";
import { expect, test } from "./harness/test";
import { chatLog, say } from "./harness/visitor";

const row = (page: Page, words: string | RegExp) =>
  conversations(page).getByRole("link").filter({ hasText: words });
const bellOf = (page: Page) => page.getByRole("button", { name: /^Notifications/ });

async function written(db: Pooled, { tenant, inbox }: MadeTeam, name: string, words: string, more = {}) {
  const contact = await makeContact(db, { tenantId: tenant.id, name, email: "grace@example.com" });
  const place = { tenantId: tenant.id, inboxId: inbox.id, contactId: contact.id };
  const made = await makeConversation(db, { ...place, ...more });
  await makeMessages(db, made, [{ kind: "incoming", content: words }]);
}

/** An act from the command bar, by its words. */
async function run(page: Page, words: string): Promise<void> {
  await thread(page).click({ position: { x: 5, y: 5 } });
  await page.keyboard.press("Control+k");
  await page.keyboard.type(words);
  await expect(page.getByRole("dialog").getByRole("combobox")).toHaveValue(words);
  await page.keyboard.press("Enter");
}

test("what two agents reach for at once is one's, and the other is told whose", async ({
  browser,
  url,
  team,
  db,
}) => {
  const [tom, priya] = team.agents;
  const { slug } = team.tenant;
  for (const name of ["Grace Whitfield", "Daniel Osei"]) await written(db, team, name, `From ${name}`);
  const pages = (await Promise.all(
    [tom, priya].map(({ user }) => signedIn(browser, { url, email: user.email })),
  )) as [Page, Page];
  for (const page of pages) {
    await openInbox(page, slug, "Unassigned");
    await openConversation(page, "From Grace Whitfield");
  }

  await test.step("both press I in the same moment", async () => {
    for (const page of pages) await thread(page).click({ position: { x: 5, y: 5 } });
    // Both are on their way before either is answered.
    const onTheirWay = new Set<Page>();
    for (const page of pages) {
      await page.route(/conversations\.act/, async (route) => {
        onTheirWay.add(page);
        await expect.poll(() => onTheirWay.size).toBe(pages.length);
        await route.continue();
      });
    }
    await Promise.all(pages.map((page) => page.keyboard.press("i")));
    const lost = async () => {
      for (const page of pages)
        if (await page.getByText(/took this a moment before you/).isVisible()) return page;
      return null;
    };
    await expect.poll(lost).not.toBeNull();
    const loser = (await lost())!;
    const winner = pages.find((page) => page !== loser)!;
    const name = winner === pages[0] ? tom.user.name : priya.user.name;
    await expect(loser.getByText(`Not done: ${name} took this a moment before you.`)).toBeVisible();
    await expect(loser.getByText("This conversation now belongs to somebody else")).toBeVisible();
    await expect(views(winner).getByRole("link", { name: "Mine 1" })).toBeVisible();
    await expect(views(loser).getByRole("link", { name: "Mine 0" })).toBeVisible();
    for (const page of pages) await expect(row(page, "From Grace")).toHaveCount(0);
  });

  await test.step("who begins to reply holds it; the other takes over, and the first sees that", async () => {
    const [first, second] = pages;
    for (const page of pages) await openConversation(page, "From Daniel Osei");
    await replyBox(first).pressSequentially("I have an idea");
    await expect(second.getByText("Tom is replying").first()).toBeVisible();
    await second.getByRole("button", { name: "Take over" }).click();
    await expect(second.getByRole("button", { name: "Take over" })).toHaveCount(0);
    await replyBox(second).pressSequentially("So have I");
    await expect(first.getByText("Priya is replying").first()).toBeVisible();
  });
});

test("a note that names a team calls all of it, and none of the others", async ({
  browser,
  url,
  team,
  db,
}) => {
  const [tom, priya] = team.agents;
  const { slug, id: tenantId } = team.tenant;
  await makeTeamOf(db, { tenantId, name: "Returns", memberIds: [team.owner.id, priya.id] });
  await written(db, team, "Grace Whitfield", "It came back twice");
  const [author, owner, mate] = (await Promise.all(
    [tom, team.owner, priya].map(({ user }) => signedIn(browser, { url, email: user.email })),
  )) as [Page, Page, Page];
  for (const page of [owner, mate]) await page.goto(`/t/${slug}/settings/profile`);
  await openInbox(author, slug);
  await openConversation(author, "It came back twice");
  await author.getByRole("tab", { name: "Note" }).click();
  await noteBox(author).pressSequentially("@Ret");
  await author.getByRole("option", { name: /Returns/ }).click();
  await noteBox(author).pressSequentially("whose is this?");
  await sendButton(author).click();
  for (const page of [owner, mate])
    await expect(bellOf(page)).toHaveAccessibleName("Notifications, 1 unread");
  await expect(bellOf(author)).toHaveAccessibleName("Notifications");
  await openInbox(mate, slug);
  await views(mate).getByRole("link", { name: "Mentions 1" }).click();
  await openConversation(mate, /whose is this/);
  await expect(thread(mate).getByText("@Returns")).toBeVisible();
});

test("participants, mute, block and the transcript: done by one agent, seen by the other at once", async ({
  browser,
  url,
  team,
}) => {
  const { slug } = team.tenant;
  const { visitor, agent } = await meet(browser, { url, team });
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  await openInbox(owner, slug);
  await openConversation(owner, "v001");

  await test.step("one asked to take part keeps the conversation in sight when it is somebody's", async () => {
    const colleague = await signedIn(browser, { url, email: team.agents[1].user.email });
    await openInbox(colleague, slug);
    await expect(row(colleague, "v001")).toBeVisible();
    await run(owner, "assign to me");
    await expect(row(colleague, "v001")).toHaveCount(0);
    await run(owner, "participants");
    await owner.getByRole("option", { name: "Priya Nair" }).click();
    await expect(row(colleague, "v001")).toBeVisible();
    await expect(thread(owner)).toContainText("added Priya as participant");
    await colleague.context().close();
  });

  await test.step("mute and unmute by M", async () => {
    await run(owner, "assign to");
    await owner.getByRole("option", { name: "Tom Okafor" }).click();
    await expect(thread(agent)).toContainText("assigned this to you");
    await thread(owner).click({ position: { x: 5, y: 5 } });
    await owner.keyboard.press("m");
    await expect(thread(agent)).toContainText("muted this");
    await expect(conversations(agent).getByTitle("Muted")).toBeVisible();
    await owner.keyboard.press("z");
    await expect(thread(agent)).toContainText("unmuted this");
  });

  await test.step("a blocked contact still writes, and wakes nobody", async () => {
    await run(agent, "block the contact");
    await expect(thread(owner)).toContainText("blocked the contact");
    await run(owner, "resolve");
    await expect(agent.getByRole("button", { name: "Reopen" })).toBeVisible();
    await say(visitor, "Hello?");
    await expect(thread(owner)).toContainText("Hello?");
    await expect(agent.getByRole("button", { name: "Reopen" })).toBeVisible();
    await run(agent, "block the contact");
    await expect(thread(owner)).toContainText("unblocked the contact");
  });

  await test.step("the transcript goes by mail, without the notes, and the thread says so", async () => {
    await owner.getByRole("tab", { name: "Note" }).click();
    await noteBox(owner).fill("Between us");
    await sendButton(owner).click();
    await expect(thread(agent)).toContainText("Between us");
    await run(agent, "send the transcript");
    const to = `${slug}@example.com`;
    await agent.getByLabel("To", { exact: true }).fill(to);
    await agent.getByRole("button", { name: "Send transcript" }).click();
    await expect(thread(owner)).toContainText(`sent the transcript to ${to}`);
    const mail = owner.getByRole("link", { name: new RegExp(to) });
    await expect(async () => {
      await owner.goto("/dev/mail");
      await expect(mail).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await mail.click();
    await expect(owner.getByRole("article")).toContainText("Hello?");
    await expect(owner.getByRole("article")).not.toContainText("Between us");
    await expect(chatLog(visitor)).not.toContainText("transcript");
  });
});
