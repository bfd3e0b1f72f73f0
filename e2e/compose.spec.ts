import {
  conversations,
  noteBox,
  openConversation,
  openInbox,
  reply,
  replyBox,
  sendButton,
  signedIn,
  thread,
} from "./harness/agent";
import { colleagueOf, holds, menuOf, stored } from "./harness/colleague";
import { meet } from "./harness/meet";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";
import { chatLog, say } from "./harness/visitor";

// Two agents and a visitor in one conversation: what is written, held back, kept for later, and seen by the others meanwhile.

test("a reply is held, taken back into the composer, and sent once: also across a reload", async ({
  browser,
  url,
  team,
  db,
}) => {
  await holds(db, team, 10);
  const { visitor, agent } = await meet(browser, { url, team });
  await reply(agent, "Too hasty");
  await expect(thread(agent).getByText(/Sending in \d+ s/)).toBeVisible();
  await thread(agent).getByRole("button", { name: "Undo" }).click();
  await expect(replyBox(agent)).toHaveValue("Too hasty");
  await expect(thread(agent).getByText("Too hasty")).toHaveCount(0);

  // Z undoes what can be undone last, also a reply on its way.
  await sendButton(agent).click();
  await expect(thread(agent).getByText(/Sending in \d+ s/)).toBeVisible();
  await thread(agent).click({ position: { x: 5, y: 5 } });
  await agent.keyboard.press("z");
  await expect(replyBox(agent)).toHaveValue("Too hasty");
  await expect(thread(agent).getByText("Too hasty")).toHaveCount(0);

  await replyBox(agent).fill("Considered");
  await sendButton(agent).click();
  await expect(thread(agent).getByText(/Sending in \d+ s/)).toBeVisible();
  await agent.reload();
  await expect(thread(agent).getByText(/Sending in \d+ s/)).toBeVisible();
  await expect(chatLog(visitor).getByText("Considered")).toBeVisible();
  await expect(thread(agent).getByText("Considered")).toHaveCount(1);
  await expect(thread(agent).getByText(/Sending in/)).toHaveCount(0);
  expect(await stored(db, team)).toEqual(["v001", "Considered"]);
});

test("a reply is scheduled in words, changed, sent now and cancelled; a colleague sees it, and a hint when the customer writes", async ({
  browser,
  url,
  team,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  const colleague = await colleagueOf(browser, { url, team });
  async function sendLater(text: string, time: string) {
    await replyBox(agent).fill(text);
    await agent.getByRole("button", { name: "More ways to send" }).click();
    await agent.getByRole("menuitem", { name: "Send later…" }).click();
    await agent.getByLabel("Your own time").fill(time);
    await agent.getByRole("button", { name: "Schedule" }).click();
  }
  await sendLater("See you next year", "03/03/2027 10:15");
  await expect(thread(agent).getByText("Scheduled for 03/03/2027, 10:15")).toBeVisible();
  await expect(thread(colleague).getByText("Scheduled for 03/03/2027, 10:15")).toBeVisible();
  await say(visitor, "v002");
  await expect(thread(agent).getByText(/wrote after you scheduled this/)).toBeVisible();

  const change = () => thread(agent).getByRole("button", { name: "Change" }).click();
  await change();
  await agent.getByLabel("Your own time").fill("04/03/2027 11:00");
  await agent.getByRole("button", { name: "Schedule" }).click();
  await expect(thread(colleague).getByText("Scheduled for 04/03/2027, 11:00")).toBeVisible();
  await change();
  await agent.getByRole("button", { name: "Send it now" }).click();
  await expect(chatLog(visitor).getByText("See you next year")).toBeVisible();
  await expect(thread(agent).getByText(/Scheduled for/)).toHaveCount(0);

  await sendLater("Never mind", "03/03/2027 10:15");
  await change();
  await agent.getByRole("button", { name: "Cancel the reply" }).click();
  await expect(thread(colleague).getByText(/Scheduled for/)).toHaveCount(0);
});

test("a canned response fills in the customer's name, from the keyboard alone", async ({
  browser,
  url,
  team,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  await mutate(agent, team.tenant.slug, "canned.create", {
    shortCode: "hours",
    content: "Hello, {{agent.first_name}} here. We open at nine. Conversation {{conversation.number}}.",
    isShared: false,
  });
  await replyBox(agent).focus();
  await agent.keyboard.type("/ho");
  await expect(agent.getByRole("option", { name: /\/hours/ })).toHaveAttribute("aria-selected", "true");
  await agent.keyboard.press("Enter");
  await expect(replyBox(agent)).toHaveValue("Hello, Tom here. We open at nine. Conversation 1.");
  await agent.keyboard.type(" :grinning face");
  await agent.keyboard.press("Control+A");
  await agent.keyboard.press("Control+B");
  await expect(replyBox(agent)).toHaveValue(/^\*\*Hello.*\*\*$/);
  await agent.keyboard.press("Control+Enter");
  await expect(chatLog(visitor)).toContainText("We open at nine");
});

test("a colleague named in a note is called to a conversation they could not see", async ({
  browser,
  url,
  team,
}) => {
  const { agent } = await meet(browser, { url, team });
  const id = new URL(agent.url()).pathname.split("/").at(-1)!;
  await mutate(agent, team.tenant.slug, "conversations.assign", {
    conversationId: id,
    assigneeId: team.agents[0].id,
  });
  const colleague = await signedIn(browser, { url, email: team.agents[1].user.email });
  await openInbox(colleague, team.tenant.slug);
  await expect(conversations(colleague).getByText("v001")).toHaveCount(0);
  await agent.getByRole("tab", { name: "Note" }).click();
  await noteBox(agent).focus();
  await agent.keyboard.type("@Pri");
  await agent.getByRole("option", { name: /Priya Nair/ }).click();
  await agent.keyboard.type("can you look?");
  await sendButton(agent).click();
  await expect(conversations(colleague).getByText(/can you look/)).toBeVisible();
  await openConversation(colleague, "can you look");
  await expect(thread(colleague).getByText("@Priya Nair")).toBeVisible();
});

test("a draft is on the second device with its quote, and gone from it once it is sent", async ({
  browser,
  url,
  team,
}) => {
  const { agent } = await meet(browser, { url, team });
  const second = await signedIn(browser, { url, email: team.agents[0].user.email });
  await openInbox(second, team.tenant.slug);
  await menuOf(agent, "v001", "Reply to this");
  await replyBox(agent).fill("Half a thought");
  await expect(conversations(second).getByText("Half a thought")).toBeVisible();
  await openConversation(second, "Half a thought");
  await expect(replyBox(second)).toHaveValue("Half a thought");
  await expect(second.getByText("Answering")).toBeVisible();
  await reply(agent, "A whole one");
  await expect(replyBox(second)).toHaveValue("");
});

test("before it is sent, a reply shows what a colleague has answered meanwhile", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  const colleague = await colleagueOf(browser, { url, team });
  await replyBox(agent).focus();
  await agent.keyboard.type("I think");
  await reply(colleague, "It leaves at 15:00");
  await expect(thread(agent).getByText("It leaves at 15:00")).toBeVisible();
  await agent.keyboard.type(" it leaves today");
  await agent.keyboard.press("Control+Enter");
  const guard = agent.getByRole("alert").filter({ hasText: "Priya replied" });
  await expect(guard).toContainText("It leaves at 15:00");
  expect(await stored(db, team)).toEqual(["v001", "It leaves at 15:00"]);
  await guard.getByRole("button", { name: "Keep editing" }).click();
  await expect(replyBox(agent)).toBeFocused();
  await agent.keyboard.press("Control+Enter");
  await expect(chatLog(visitor)).toContainText("I think it leaves today");
});
