import {
  deliverAsTelegram,
  pressedBy,
  promoted,
  saidBy,
  startTelegram,
  TEAM_BOT,
  TEAM_GROUP,
} from "../server/testing/fake-telegram";
import { openConversation, openInbox, reply, signedIn, thread, writeNote } from "./harness/agent";
import { expectNoViolation, STILL } from "./harness/axe";
import { openNewInbox } from "./harness/inbox-form";
import { expect, test } from "./harness/test";
import { chatLog, openChat, say } from "./harness/visitor";

// A team that answers from the topics of a Telegram group, and the Telegram of the tests (harness: PARLEY_E2E_TELEGRAM).
let telegram: Awaited<ReturnType<typeof startTelegram>>;
test.beforeAll(async () => {
  telegram = await startTelegram(Number(process.env.PARLEY_E2E_TELEGRAM));
});
test.afterAll(() => telegram.close());

const BEN = { id: 700000501, first_name: "Ben" };
const MALLORY = { id: 700000666, first_name: "Mallory" };

test("a visitor on the website is answered, claimed and closed from a topic of the team's Telegram group", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug } = team.tenant;
  const { bot } = telegram;
  bot.forums.add(TEAM_GROUP);
  const texts = () => (bot.state.chats.get(TEAM_GROUP) ?? []).map(({ text }) => String(text));
  const deliver = async (update: object) => expect(await deliverAsTelegram(bot, update)).toBe(200);
  /** Three seconds between two posts are tested elsewhere. */
  const shows = (words: string) =>
    expect(async () => {
      await db.pool.query("update send_pace set next_at = now() where key like 'desk:%'");
      await db.pool.query(
        "update outbox_entry set run_at = now() where kind = 'reaction.mirror-to-topic' and state = 'scheduled'",
      );
      expect(texts().join("\n")).toContain(words);
    }).toPass({ timeout: 20_000, intervals: [200] });
  const owner = await signedIn(browser, { url, email: team.owner.user.email, ...STILL });

  await test.step("an administrator connects a bot and chooses its group", async () => {
    await owner.goto(`/t/${slug}/settings/bridge`);
    await owner.getByLabel("Bot token").fill(`${TEAM_BOT}x`);
    await owner.getByRole("button", { name: "Connect the bot" }).click();
    await expect(owner.getByText(/Telegram does not know this token/).first()).toBeVisible();
    await owner.getByLabel("Bot token").fill(TEAM_BOT);
    await owner.getByRole("button", { name: "Connect the bot" }).click();
    await expect(owner.getByText("Waiting for a group")).toBeVisible();
    await deliver(promoted());
    await expect(async () => {
      await owner.getByRole("button", { name: "Look again" }).click();
      await expect(owner.getByRole("radio", { name: /^Support desk/ })).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await owner.getByRole("radio", { name: /^Support desk/ }).check();
    await owner.getByRole("button", { name: "Use this group" }).click();
    await expect(owner.getByText("Connected", { exact: true })).toBeVisible();
    await owner.getByRole("button", { name: "Test the bridge" }).click();
    await expect(owner.getByText("The connection works")).toBeVisible();
    await expectNoViolation(owner, "the topic bridge");
  });

  const agent = await signedIn(browser, { url, email: team.agents[0].user.email, ...STILL });
  await test.step("an agent links their account by a code", async () => {
    await agent.goto(`/t/${slug}/settings/profile`);
    await agent.getByRole("button", { name: "Link my account" }).click();
    const code = await agent.getByText(/^\/start [A-Z0-9]{10}$/).textContent();
    await deliver(saidBy(BEN, code!));
    await expect(async () => {
      await agent.reload();
      await expect(agent.getByText("You are Ben in Telegram.")).toBeVisible({ timeout: 1_000 });
    }).toPass();
  });

  const visitor = await openChat(browser, { url, slug });
  await openInbox(agent, slug);
  await test.step("what a visitor writes stands in a topic, and its answer reaches them", async () => {
    await say(visitor, "Is the shop open?");
    await shows("Is the shop open?");
    const [topic] = bot.forums.groups.get(TEAM_GROUP)!.topics;
    await deliver(saidBy(MALLORY, "Go away", topic!.thread));
    await shows("Mallory, you are not linked");
    await deliver(saidBy(BEN, "Until six today.", topic!.thread));
    await expect(chatLog(visitor).getByText("Until six today.")).toBeVisible();
    await expect(chatLog(visitor).getByText("Go away")).toHaveCount(0);
    await openConversation(agent, "Until six today.");
    await expect(thread(agent).getByText("Until six today.")).toBeVisible();
  });

  const [topic] = bot.forums.groups.get(TEAM_GROUP)!.topics;
  await test.step("notes stay notes, either way, and the dashboard's answers stand in the topic", async () => {
    await deliver(saidBy(BEN, "/note a regular customer", topic!.thread));
    await expect(thread(agent).getByText("a regular customer")).toBeVisible();
    await writeNote(agent, "likes the blue ones");
    await shows("likes the blue ones");
    expect(texts().find((text) => text.includes("likes the blue ones"))).toMatch(/📝 Note by /);
    await reply(agent, "And from ten tomorrow.");
    await shows("And from ten tomorrow.");
    await expect(chatLog(visitor).getByText("And from ten tomorrow.")).toBeVisible();
    for (const note of ["a regular customer", "likes the blue ones"])
      await expect(chatLog(visitor).getByText(note)).toHaveCount(0);
  });

  await test.step("it is claimed and closed from Telegram, and the topic closes with it", async () => {
    await deliver(pressedBy(BEN, "claim", topic!.thread));
    await shows("has taken this.");
    await expect(
      thread(agent)
        .getByText(/took this|assigned|claimed/i)
        .first(),
    ).toBeVisible();
    await deliver(saidBy(BEN, "/close", topic!.thread));
    await shows("resolved this.");
    await expect.poll(() => bot.forums.groups.get(TEAM_GROUP)!.topics[0]!.isClosed).toBe(true);
    expect(bot.forums.groups.get(TEAM_GROUP)!.topics).toHaveLength(1);
  });

  await test.step("the same bot is connected as an inbox by its form, which says what is wrong", async () => {
    const form = await openNewInbox(owner, slug, /^Telegram/);
    await form.getByRole("button", { name: "Connect inbox" }).click();
    for (const words of ["Enter a name for the inbox", /^Bot token is digits, a colon and letters/])
      await expect(form.getByText(words)).toBeVisible();
    await form.getByLabel("Name").fill("Shop bot");
    await form.getByLabel("Bot token").fill(`${TEAM_BOT}x`);
    await form.getByRole("button", { name: "Test connection" }).click();
    await expect(form.getByText(/Telegram does not know this token/).first()).toBeVisible();
    await form.getByLabel("Bot token").fill(TEAM_BOT);
    await form.getByRole("button", { name: "Test connection" }).click();
    await expect(form.getByText("@acme_team_bot")).toBeVisible();
    await expectNoViolation(owner, "the form of a bot");
    await form.getByRole("button", { name: "Connect inbox" }).click();
    await expect(owner.getByText("Waiting for the first message")).toBeVisible();
    // Telegram was told by us where it delivers.
    expect(bot.state.webhook.url).toMatch(/\/api\/webhooks\/telegram\/[\w-]+$/);
  });
});
