import type { Page } from "@playwright/test";
import {
  assignTo,
  conversations,
  openConversation,
  openInbox,
  replyBox,
  signedIn,
  thread,
} from "./harness/agent";
import { marksIn } from "./harness/marks";
import { agentWrites, meet, visitorWrites } from "./harness/meet";
import { type Recorder, record } from "./harness/recorder";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";

/** Within this time a room that is no longer one's own has closed. */
const SECONDS = { timeout: 5_000 };

/** A visitor and an agent in a thread the agent owns, everything the agent is told recorded, and the owner beside. */
async function watched(given: Parameters<typeof meet>) {
  const [browser, { url, team }] = given;
  let told: Recorder | undefined;
  const { visitor, agent } = await meet(browser, {
    url,
    team,
    prepare: async (page) => {
      // The second page is the agent's.
      told = record(page);
    },
  });
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  const { slug } = team.tenant;
  await openInbox(owner, slug);
  await openConversation(owner, "v001");
  await assignTo(agent, "(you)");
  await expect(owner.getByRole("log", { name: "Messages" })).toContainText(/took this/);
  return { visitor, agent, owner, told: told!, slug };
}

/** The visitor writes; the owner sees it, the agent is told nothing, by no frame and no answer. */
async function expectDeaf(given: { visitor: Page; owner: Page; told: Recorder }, mark: string) {
  given.told.forget();
  await visitorWrites(given.visitor, [mark]);
  await expect.poll(() => marksIn(thread(given.owner))).toContain(mark);
  // A further message, so that one that comes late would have come.
  await visitorWrites(given.visitor, ["v900"]);
  await expect.poll(() => marksIn(thread(given.owner))).toContain("v900");
  expect(await given.told.everything()).not.toMatch(new RegExp(`${mark}|v900`));
}

test("a conversation passed on leaves its former owner's screen and sockets", async ({
  browser,
  url,
  team,
}) => {
  const all = await watched([browser, { url, team }]);
  const { visitor, agent, owner, told } = all;
  await visitorWrites(visitor, ["v002"]);
  await expect.poll(() => marksIn(thread(agent))).toContain("v002");
  expect(told.frames().join("\n"), "the recorder does see frames").toContain("v002");

  await replyBox(agent).fill("I will look into");
  await assignTo(owner, "Priya Nair");
  await expect(agent.getByText("This conversation now belongs to somebody else")).toBeVisible(SECONDS);
  await expect(agent.getByLabel("What you had begun to write")).toHaveValue("I will look into");
  await expect(conversations(agent).getByRole("link").filter({ hasText: "v00" })).toHaveCount(0);
  await expectDeaf(all, "v003");
});

test("a member who is deactivated is out at once, with the socket", async ({ browser, url, team }) => {
  const all = await watched([browser, { url, team }]);
  await mutate(all.owner, all.slug, "members.deactivate", { memberId: team.agents[0].id });
  await expect(thread(all.agent)).toBeHidden(SECONDS);
  await expectDeaf(all, "v003");
  const answer = await all.agent.goto(`/t/${all.slug}/inbox`);
  expect(answer?.status()).toBeGreaterThanOrEqual(400);
});

test("a role that may not see conversations ends them on the screen and on the socket", async ({
  browser,
  url,
  team,
}) => {
  const all = await watched([browser, { url, team }]);
  await mutate(all.owner, all.slug, "members.setRole", { memberId: team.agents[0].id, role: "finance" });
  await expect(thread(all.agent)).toBeHidden(SECONDS);
  await expectDeaf(all, "v003");
});

test("a session that is revoked is out at once, and the other one stays", async ({ browser, url, team }) => {
  const { visitor, agent } = await meet(browser, { url, team });
  const told = record(agent);
  const elsewhere = await signedIn(browser, { url, email: team.agents[0].user.email });
  await openInbox(elsewhere, team.tenant.slug);
  await openConversation(elsewhere, "v001");
  await mutate(elsewhere, team.tenant.slug, "sessions.revokeOthers", {});
  await expect(agent).toHaveURL(/\/sign-in/, SECONDS);
  told.forget();
  await visitorWrites(visitor, ["v002"]);
  await expect.poll(() => marksIn(thread(elsewhere))).toContain("v002");
  await agentWrites(elsewhere, ["a001"]);
  expect(await told.everything()).not.toMatch(/v002|a001/);
});

test("signing out in one tab ends the other tab too", async ({ browser, url, team }) => {
  const { agent } = await meet(browser, { url, team });
  const second = await agent.context().newPage();
  await second.goto(`/t/${team.tenant.slug}/inbox`);
  await second.getByRole("button", { name: /your account/ }).click();
  await second.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(second).toHaveURL(/\/sign-in/);
  await expect(agent).toHaveURL(/\/sign-in/, SECONDS);
  await agent.goto(`/t/${team.tenant.slug}/inbox`);
  await expect(agent).toHaveURL(/\/sign-in/);
});

test("another business's addresses are not found, and say nothing of it", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { rows } = await db.pool.query<{ id: string; slug: string; name: string }>(
    "select c.id, t.slug, t.name from conversation c join tenant t on t.id = c.tenant_id where t.slug = 'acme' limit 1",
  );
  const { id, slug, name } = rows[0]!;
  const page = await signedIn(browser, { url, email: team.owner.user.email });
  const told = record(page);
  for (const path of [
    `/t/${slug}`,
    `/t/${slug}/inbox`,
    `/t/${slug}/inbox/${id}`,
    `/t/${slug}/settings`,
    `/t/nobody-has-this/inbox`,
  ]) {
    const answer = await page.goto(path);
    expect([path, answer?.status()]).toEqual([path, 404]);
    await expect(page.getByRole("heading", { name: "This page does not exist" })).toHaveCount(1);
  }
  expect(await told.everything()).not.toContain(name);
  // One's own business, the other's conversation.
  await page.goto(`/t/${team.tenant.slug}/inbox/${id}`);
  await expect(page.getByText("This conversation is not here")).toBeVisible();
});
