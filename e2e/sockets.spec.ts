import { conversations, openConversation, reply, sync, thread } from "./harness/agent";
import { expectAlike, marks, marksIn, storedMarks } from "./harness/marks";
import { agentWrites, meet, visitorWrites } from "./harness/meet";
import { type HeldSockets, holdSockets } from "./harness/sockets";
import { expect, test } from "./harness/test";
import { chatLog, field } from "./harness/visitor";

/** The requests that carry a message; a batch may hold others before it. */
const SENDING = /\/api\/(widget\/messages|trpc\/[^?]*messages\.send)/;

test("an agent who goes offline keeps writing: it goes out once and in order, and nothing is missed", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  await agent.context().setOffline(true);
  await expect(sync(agent)).toHaveText("Offline");
  await agentWrites(agent, marks("a", 5));
  await expect(sync(agent)).toHaveText("Offline · 5 messages waiting");
  await expect(thread(agent)).toContainText("Goes out when you are back online");
  await visitorWrites(visitor, marks("v", 5, 1));
  await expect.poll(() => marksIn(chatLog(visitor))).toEqual(marks("v", 6));
  await expect.poll(() => storedMarks(db, team.tenant.id)).toEqual(marks("v", 6));
  expect(await marksIn(thread(agent))).toEqual(["v001", ...marks("a", 5)]);

  await agent.context().setOffline(false);
  await expect(sync(agent)).toHaveText("In sync");
  await expectAlike({ db, tenantId: team.tenant.id, visitor, agent }, [...marks("v", 6), ...marks("a", 5)]);
  await expect(thread(agent)).not.toContainText("Goes out when you are back online");
});

test("a visitor who goes offline keeps writing: it goes out once and in order, and nothing is missed", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  await visitor.context().setOffline(true);
  await visitorWrites(visitor, marks("v", 5, 1));
  await expect(chatLog(visitor)).toContainText("Goes out when you are back online");
  await expect(visitor.getByText("Offline. What you write goes out when you are back.")).toBeVisible();
  await agentWrites(agent, marks("a", 5));
  await expect.poll(() => storedMarks(db, team.tenant.id)).toEqual(["v001", ...marks("a", 5)]);
  expect(await marksIn(chatLog(visitor))).toEqual(marks("v", 6));

  await visitor.context().setOffline(false);
  await expectAlike({ db, tenantId: team.tenant.id, visitor, agent }, [...marks("v", 6), ...marks("a", 5)]);
  await expect(chatLog(visitor)).not.toContainText("Goes out when you are back online");
});

test("both sockets cut with traffic both ways: what was missed comes with the next connection", async ({
  browser,
  url,
  team,
  db,
}) => {
  const held: HeldSockets[] = [];
  const { visitor, agent } = await meet(browser, {
    url,
    team,
    prepare: async (page) => held.push(await holdSockets(page)),
  });
  await reply(agent, "a001");
  await expect.poll(() => marksIn(chatLog(visitor))).toEqual(["v001", "a001"]);

  for (const sockets of held) await sockets.cut();
  await expect(sync(agent)).toContainText("Reconnecting…");
  // HTTP still works: what is written is stored at once, and only the news of it is lost (until the next poll).
  await Promise.all([visitorWrites(visitor, marks("v", 5, 1)), agentWrites(agent, marks("a", 5, 1))]);
  await expect.poll(async () => (await storedMarks(db, team.tenant.id)).length).toBe(12);
  await expect(sync(agent)).toContainText("Reconnecting…");

  for (const sockets of held) sockets.mend();
  await expect(sync(agent)).toHaveText("In sync");
  await expectAlike({ db, tenantId: team.tenant.id, visitor, agent }, [...marks("v", 6), ...marks("a", 6)]);
});

test("single frames lost on the way leave no hole: the next one shows that something is missing", async ({
  browser,
  url,
  team,
  db,
}) => {
  const held: HeldSockets[] = [];
  const { visitor, agent } = await meet(browser, {
    url,
    team,
    prepare: async (page) => held.push(await holdSockets(page)),
  });
  for (const sockets of held) sockets.lose((frame) => /[va]00[24]/.test(frame));
  for (const n of [1, 2, 3, 4]) {
    await visitorWrites(visitor, marks("v", 1, n));
    await agentWrites(agent, marks("a", 1, n - 1));
  }
  await visitorWrites(visitor, marks("v", 1, 5));
  await agentWrites(agent, marks("a", 1, 4));
  await expectAlike({ db, tenantId: team.tenant.id, visitor, agent }, [...marks("v", 6), ...marks("a", 5)]);
});

test("an answer lost on the way back: the repeated message is stored once", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  const asked = { visitor: 0, agent: 0 };
  for (const [who, page] of [
    ["visitor", visitor],
    ["agent", agent],
  ] as const) {
    await page.route(SENDING, async (route) => {
      if (route.request().method() !== "POST" || ++asked[who] > 2) return route.continue();
      // It arrives and is stored; the sender never learns of it.
      await route.fetch();
      await route.abort("connectionreset");
    });
  }
  await Promise.all([visitorWrites(visitor, marks("v", 3, 1)), agentWrites(agent, marks("a", 3))]);
  await expectAlike({ db, tenantId: team.tenant.id, visitor, agent }, [...marks("v", 4), ...marks("a", 3)]);
  expect(Math.min(asked.visitor, asked.agent), "each has asked again").toBeGreaterThan(3);
});

test("a tab closed with messages waiting sends them when it is opened again", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  const slug = team.tenant.slug;
  for (const page of [visitor, agent]) {
    await page.route(SENDING, (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
  }
  await visitorWrites(visitor, marks("v", 2, 1));
  await agentWrites(agent, marks("a", 2));
  expect(await storedMarks(db, team.tenant.id)).toEqual(["v001"]);
  const [again, back] = await Promise.all([visitor, agent].map((page) => page.context().newPage()));
  await Promise.all([visitor.close(), agent.close()]);

  await again!.goto(`/demo/${slug}`);
  await again!.getByRole("button", { name: /^Open chat/ }).click();
  await expect(field(again!)).toBeVisible();
  await back!.goto(`/t/${slug}/inbox`);
  await expect(conversations(back!)).toBeVisible();
  await expect.poll(async () => (await storedMarks(db, team.tenant.id)).length).toBe(5);
  await back!.getByRole("link", { name: "All open" }).click();
  await openConversation(back!, /v00|a00/);
  const sides = { db, tenantId: team.tenant.id, visitor: again!, agent: back! };
  await expectAlike(sides, [...marks("v", 3), ...marks("a", 2)]);
});
