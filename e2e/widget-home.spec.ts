import { openConversation, openInbox, reply } from "./harness/agent";
import { expectNoViolation } from "./harness/axe";
import { meet } from "./harness/meet";
import { expect, test } from "./harness/test";
import { chatLog, field, launcher, say, start } from "./harness/visitor";

// The first screen of the widget, and several conversations from there.

test("a visitor goes from one conversation to another, and hears of each wherever they are", async ({
  browser,
  url,
  team,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  const panel = visitor.getByRole("dialog");
  const back = () => visitor.getByRole("button", { name: "Back to the start" }).click();
  const row = (text: string) => panel.getByRole("listitem").filter({ hasText: text });

  await field(visitor).fill("half a thought");
  await back();
  await expect(start(visitor)).toBeFocused();
  await expect(panel.getByRole("heading", { name: "How can we help?" })).toBeVisible();
  await expect(panel).toContainText(/can help|We usually reply|as soon as we can/);
  await expect(row("v001")).toContainText("You");
  await expectNoViolation(visitor, "the widget's first screen");
  await row("v001").getByRole("button").click();
  await expect(field(visitor)).toHaveValue("half a thought");

  await back();
  await start(visitor).click();
  await expect(chatLog(visitor)).not.toContainText("v001");
  await say(visitor, "Another matter");
  await expect(chatLog(visitor)).toContainText("Sent");
  await reply(agent, "About the first");
  await expect(visitor.getByRole("button", { name: "Back to the start" })).toBeVisible();
  await back();
  await expect(panel.getByRole("listitem")).toHaveCount(2);
  await expect(row("About the first")).toContainText("1 unread message");
  await visitor.keyboard.press("Escape");
  await expect(launcher(visitor)).toHaveAccessibleName("Open chat, 1 unread message");
  await launcher(visitor).click();

  await openInbox(agent, team.tenant.slug);
  await openConversation(agent, "Another matter");
  await reply(agent, "About the other");
  await expect(row("About the other")).toBeVisible();
  await row("About the first").getByRole("button").click();
  await expect(chatLog(visitor)).toContainText(/v001.*About the first/s);
  await expect(chatLog(visitor)).not.toContainText("Another matter");
  await back();
  await row("About the other").getByRole("button").click();
  await expect(chatLog(visitor)).toContainText(/Another matter.*About the other/s);
  await say(visitor, "Thanks for both");
  await expect(chatLog(visitor)).toContainText("Thanks for both");
  await back();
  await expect(row("unread")).toHaveCount(0);
});
