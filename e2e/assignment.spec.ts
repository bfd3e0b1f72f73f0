import { openConversation, openInbox, reply, signedIn, sync, thread, views } from "./harness/agent";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";
import { chatLog, openChat, say } from "./harness/visitor";

test("a business sets its inbox up; work goes round by itself, and a visitor is greeted, answered out of hours and asked how it was", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug } = team.tenant;
  const [tom, priya] = team.agents;
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  await mutate(owner, slug, "profile.setAvailability", { availability: "busy" });
  const askedDaysAgo = (days: number) =>
    db.pool.query("update rating set asked_at = now() - make_interval(days => $2) where tenant_id = $1", [
      team.tenant.id,
      days,
    ]);

  await test.step("the owner sets the inbox up on its page", async () => {
    await owner.goto(`/t/${slug}/settings/inboxes`);
    await owner.getByRole("link", { name: /^Settings of/ }).click();
    await owner.getByLabel("Who gets the next one").selectOption({ label: "Everybody in turn" });
    await owner.getByLabel("Greet whoever writes for the first time").check();
    await owner.getByLabel("Greeting", { exact: true }).fill("Hello from the pottery");
    await owner.getByLabel("Answer out of hours").check();
    await owner.getByLabel("Reply out of hours").fill("We are back in the morning");
    await owner.getByLabel("This inbox has its own hours").check();
    for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"])
      await owner.getByRole("button", { name: `Remove this time of ${day}` }).click();
    await owner.getByLabel("Ask how it was").check();
    await owner.getByRole("button", { name: "Save changes" }).click();
    await expect(owner.getByText("Saved", { exact: true })).toBeVisible();
  });

  const agents = await Promise.all(
    [tom, priya].map(({ user }) => signedIn(browser, { url, email: user.email })),
  );
  const first = agents[0]!;
  for (const agent of agents) await openInbox(agent, slug, "Mine");

  const visitors = await Promise.all([0, 1].map(() => openChat(browser, { url, slug })));
  await say(visitors[0]!, "A cracked bowl");
  await say(visitors[1]!, "A lost parcel");

  await test.step("each agent is given one, and the visitors are greeted and told of the hours, once", async () => {
    for (const agent of agents) {
      await expect(
        agent
          .getByLabel("Conversations", { exact: true })
          .getByRole("link")
          .filter({ hasText: /Visitor/ }),
      ).toHaveCount(1);
    }
    for (const visitor of visitors) {
      await expect(chatLog(visitor).getByText("Hello from the pottery")).toHaveCount(1);
      await expect(chatLog(visitor).getByText("We are back in the morning")).toHaveCount(1);
    }
  });

  await test.step("the agent sees who gave it, answers and resolves; the visitor rates, and both in the thread read it at once", async () => {
    await openConversation(first, /Visitor/);
    await expect(thread(first).getByText(/Parley assigned this to you/)).toBeVisible();
    const words = (await thread(first).getByText("A cracked bowl").count()) > 0 ? 0 : 1;
    await owner.goto(first.url());
    await expect(thread(owner).getByText(/Parley assigned this to Tom/)).toBeVisible();
    await reply(first, "A new one is on its way");
    await first
      .getByRole("button", { name: /^Resolve/ })
      .first()
      .click();
    const visitor = visitors[words]!;
    // Held for ten seconds, as long as the resolve can be undone.
    await expect(visitor.getByRole("radio", { name: "Good" })).toBeVisible({ timeout: 30_000 });
    await visitor.getByRole("radio", { name: "Good" }).check();
    await visitor.getByLabel("What should we know?").fill("Quick");
    await visitor.getByRole("button", { name: "Send rating" }).click();
    await expect(visitor.getByText("Thank you. You can change it for 14 days.")).toBeVisible();
    for (const page of [first, owner])
      await expect(thread(page).getByText(/rated this 4 of 5: “Quick”/)).toBeVisible();

    const changeTo = async (words: string) => {
      await visitor.getByRole("radio", { name: words }).check();
      await visitor.getByRole("button", { name: "Change rating" }).click();
    };
    await askedDaysAgo(13);
    await changeTo("Great");
    for (const page of [first, owner])
      await expect(thread(page).getByText(/rated this 5 of 5/)).toBeVisible();
    await askedDaysAgo(15);
    await changeTo("Bad");
    await expect(visitor.getByText(/14 days\. They have passed/)).toBeVisible();
    await expect(thread(owner).getByText(/rated this 2 of 5/)).toHaveCount(0);
  });
});

test("whoever goes offline is given nothing, and gets what waits when they are back; the others see it at once", async ({
  browser,
  url,
  team,
}) => {
  const { slug } = team.tenant;
  const [tom] = team.agents;
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  await mutate(owner, slug, "profile.setAvailability", { availability: "busy" });
  await mutate(owner, slug, "inboxes.update", { inboxId: team.inbox.id, assignment: "balanced" });
  const agent = await signedIn(browser, { url, email: tom.user.email });
  await openInbox(agent, slug, "Mine");
  await agent.getByRole("button", { name: /your account$/ }).click();
  await agent.getByRole("menuitemcheckbox", { name: "Offline" }).click();
  await expect(agent.getByRole("button", { name: /offline, your account$/ })).toBeVisible();

  await owner.goto(`/t/${slug}/settings/members`);
  await expect(sync(owner)).toHaveText("In sync");
  const row = owner.getByRole("listitem").filter({ hasText: tom.user.email });
  await expect(row.getByText(/Offline/)).toBeVisible();

  const visitor = await openChat(browser, { url, slug });
  await say(visitor, "Is anybody there?");
  await openInbox(agent, slug, "Unassigned");
  await expect(
    agent.getByLabel("Conversations", { exact: true }).getByText("Is anybody there?"),
  ).toBeVisible();
  await agent.getByRole("button", { name: /your account$/ }).click();
  await agent.getByRole("menuitemcheckbox", { name: "Online" }).click();
  await expect(row.getByText(/Online/)).toBeVisible();
  await views(agent).getByRole("link", { name: "Mine" }).click();
  await expect(
    agent.getByLabel("Conversations", { exact: true }).getByText("Is anybody there?"),
  ).toBeVisible();
});
