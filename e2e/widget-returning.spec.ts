import { reply, thread } from "./harness/agent";
import { expectNoViolation } from "./harness/axe";
import { meet } from "./harness/meet";
import { expect, test } from "./harness/test";
import { chatLog, field, launcher, say } from "./harness/visitor";

// What a visitor hears of while the chat is closed, and what they may do with a conversation in the end.

test("a reply to a closed chat shows itself once and leads there; the visitor takes a copy and ends the conversation", async ({
  browser,
  url,
  team,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  await expect(thread(agent)).toContainText("v001");
  const bubble = visitor.getByRole("button", { name: /^New message from/ });
  const close = visitor.getByRole("button", { name: "Close the message" });

  await visitor.keyboard.press("Escape");
  await reply(agent, "It is **in stock**");
  await expect(bubble).toContainText("It is in stock");
  await expect(launcher(visitor)).toHaveAccessibleName("Open chat, 1 unread message");
  await expectNoViolation(visitor, "a message beside the button");
  await close.click();
  await expect(bubble).toBeHidden();
  await visitor.reload();
  await expect(launcher(visitor)).toHaveAccessibleName("Open chat, 1 unread message");
  await expect(bubble).toBeHidden();
  await reply(agent, "Shall I keep one?");
  await bubble.click();
  await expect(chatLog(visitor)).toContainText(/It is in stock.*Shall I keep one/s);
  await expect(field(visitor)).toBeFocused();
  await expect(bubble).toBeHidden();

  const more = visitor.getByRole("button", { name: "More" });
  const menu = visitor.getByRole("group", { name: "More" });
  await more.click();
  await menu.getByRole("button", { name: "Mute the sound" }).click();
  await expect(menu.getByRole("button", { name: "Switch the sound on" })).toBeVisible();
  await expectNoViolation(visitor, "the menu of a conversation");
  await menu.getByRole("button", { name: "E-mail me this conversation" }).click();
  await menu.getByRole("textbox", { name: "E-mail address" }).fill("grace@shop.example");
  await visitor.keyboard.press("Enter");
  await expect(menu).toContainText("The copy goes to grace@shop.example");
  await menu.getByRole("button", { name: "Done" }).click();
  await expect(more).toBeFocused();
  await expect(thread(agent)).toContainText("sent the transcript to grace@shop.example");

  await more.click();
  await menu.getByRole("button", { name: "End conversation" }).click();
  await expect(menu).toContainText("End this conversation?");
  await menu.getByRole("button", { name: "Keep it open" }).click();
  await menu.getByRole("button", { name: "End conversation" }).click();
  await menu.getByRole("button", { name: "End conversation" }).click();
  await expect(chatLog(visitor)).toContainText("This conversation is closed. Write again to reopen it.");
  await expect(thread(agent)).toContainText("ended the conversation");
  await say(visitor, "One more thing");
  await expect(thread(agent)).toContainText("One more thing");
  await expect(chatLog(visitor)).not.toContainText("This conversation is closed");
});

test("on a phone the message stays off the page's own buttons; a mail's link opens the conversation it is about", async ({
  browser,
  url,
  team,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  await visitor.keyboard.press("Escape");
  await visitor.setViewportSize({ width: 390, height: 700 });
  await visitor.evaluate(() => {
    const buy = document.createElement("button");
    buy.textContent = "Buy now";
    Object.assign(buy.style, {
      position: "fixed",
      inset: "auto 100px 110px auto",
      width: "120px",
      height: "44px",
    });
    document.body.append(buy);
  });
  const bubble = visitor.getByRole("button", { name: /^New message from/ });
  await reply(agent, "Yes");
  await expect(launcher(visitor)).toHaveAccessibleName("Open chat, 1 unread message");
  await visitor.getByRole("button", { name: "Buy now" }).click();
  await expect(bubble).toBeHidden();
  await visitor.getByRole("button", { name: "Buy now" }).evaluate((buy) => buy.remove());
  await reply(agent, "And the lid, too");
  await expect(bubble).toContainText("And the lid, too");
  expect((await bubble.boundingBox())!.x).toBeGreaterThan(20);

  const { conversationId } = await thread(agent).evaluate(() => ({
    conversationId: location.pathname.split("/").at(-1),
  }));
  await visitor.setViewportSize({ width: 1280, height: 720 });
  await visitor.goto(`${visitor.url()}?parley=${conversationId}`);
  await expect(chatLog(visitor)).toContainText("And the lid, too");
  await expect(field(visitor)).toBeVisible();
});
