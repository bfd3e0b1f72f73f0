import { openConversation, openInbox, reply, replyBox, signedIn, thread } from "./harness/agent";
import { expectNoViolation } from "./harness/axe";
import { colleagueOf, message } from "./harness/colleague";
import { meet } from "./harness/meet";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";
import { beginChat, chatLog, field, openChat, say } from "./harness/visitor";

// What visitors are asked, before a chat and in it, and the tools they write with.

test("a form that the business has made is filled in before the first message, and the team reads the answers", async ({
  browser,
  url,
  team,
}) => {
  const { slug } = team.tenant;
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  await owner.goto(`/t/${slug}/settings/inboxes/${team.inbox.id}`);
  const form = owner.getByRole("region", { name: "Before the chat" });
  await form.getByLabel("Ask before the first message").check();
  await form.getByLabel("Heading").fill("Before we start");
  const add = async (kind: string) => {
    await form.getByLabel("Next question").selectOption({ label: kind });
    await form.getByRole("button", { name: "Add question" }).click();
  };
  await add("E-mail");
  await form.getByLabel("Must be answered").check();
  await add("Text");
  await expect(form.getByLabel("Question", { exact: true }).nth(1)).toBeFocused();
  await owner.keyboard.type("Order number");
  await form.getByRole("button", { name: "Example, pattern and hint" }).nth(1).click();
  await form.getByLabel("Pattern").fill("(F+)+");
  await expect(form).toContainText("This pattern could take too long on some answers.");
  await form.getByLabel("Pattern").fill("FK-\\d{5}");
  await form.getByLabel("Hint").last().fill("Like FK-12345");
  await form.getByRole("button", { name: "Move “Order number” up" }).press("Enter");
  await expect(form.getByRole("listitem").first().getByLabel("Question", { exact: true })).toHaveValue(
    "Order number",
  );
  await form.getByRole("button", { name: "Save changes" }).click();
  await expect(form.getByRole("button", { name: "Save changes" })).toHaveCount(0);

  const context = await browser.newContext({ baseURL: url });
  const visitor = await context.newPage();
  await visitor.goto(`/demo/${slug}`);
  await beginChat(visitor);
  const panel = visitor.getByRole("dialog");
  await expect(panel.getByRole("region", { name: "Before we start" })).toBeFocused();
  await panel.getByLabel("Order number").fill("12345");
  await panel.getByLabel("E-mail").fill("daniel@example");
  await panel.getByRole("button", { name: "Start the chat" }).click();
  await expect(panel.getByLabel("Order number")).toBeFocused();
  await expect(panel.getByLabel("Order number")).toHaveAccessibleDescription(/Like FK-12345/);
  await expect(panel).toContainText("An e-mail looks like name@example.com");
  await expectNoViolation(visitor, "the form before a chat");
  await panel.getByLabel("Order number").fill("FK-12345");
  await panel.getByLabel("E-mail").fill("daniel@example.com");
  await visitor.keyboard.press("Enter");
  await expect(field(visitor)).toBeFocused();
  expect(await visitor.evaluate(() => localStorage.length)).toBe(0);
  await say(visitor, "Where is my order?");
  await expect(chatLog(visitor)).toContainText("Sent");

  await openInbox(owner, slug);
  await openConversation(owner, "Where is my order?");
  await expect(thread(owner)).toContainText(/Order number\s*FK-12345/);
  await expect(owner.getByRole("complementary")).toContainText("daniel@example.com");
  await visitor.reload();
  await beginAgain();
  await expect(panel.getByLabel("E-mail")).toHaveCount(0);

  async function beginAgain() {
    await visitor.getByRole("button", { name: /^Open chat/ }).click();
    await visitor.getByRole("button", { name: "Back to the start" }).click();
    await visitor.getByRole("button", { name: /^Send us a message/ }).click();
    await expect(panel.getByLabel("Order number")).toBeVisible();
  }
});

test("choices, a form in two tabs, a quote, emoji and a window of its own", async ({
  browser,
  url,
  team,
}) => {
  const { slug } = team.tenant;
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  await owner.goto(`/t/${slug}/inbox`);
  await mutate(owner, slug, "inboxes.updateWebsite", { inboxId: team.inbox.id, features: { popout: true } });
  const { visitor, agent } = await meet(browser, { url, team });
  const second = await colleagueOf(browser, { url, team });
  const panel = visitor.getByRole("dialog");
  const tab = await visitor.context().newPage();
  await tab.goto(`/demo/${slug}`);
  await tab.getByRole("button", { name: /^Open chat/ }).click();

  await replyBox(agent).pressSequentially("/ask");
  await expect(agent.getByRole("option", { name: /^\/ask/ })).toBeVisible();
  await agent.keyboard.press("Enter");
  const dialog = agent.getByRole("dialog");
  await dialog.getByLabel("What you write above it").fill("Which glaze?");
  await dialog.getByLabel("Choices", { exact: true }).fill("Oat\nClay");
  await dialog.getByRole("button", { name: "Send" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(message(second, "Which glaze?")).toContainText("Not answered yet");
  await panel.getByRole("button", { name: "Clay" }).click();
  await expect(panel.getByRole("button", { name: "Clay" })).toHaveCount(0);
  await expect(tab.getByRole("button", { name: "Clay" })).toHaveCount(0);
  await expect(message(second, "Which glaze?")).toContainText("Answered below");
  await expect(thread(agent)).toContainText("Clay");

  const sent = await conversationOf(owner, slug);
  const fields = [{ key: "street", kind: "text", label: "Street", isRequired: true }];
  await mutate(owner, slug, "messages.send", {
    ...{ conversationId: sent, clientId: "form-000001", kind: "outgoing", content: "Where to?" },
    ask: { type: "form", fields },
  });
  for (const page of [visitor, tab]) await page.getByLabel("Street").fill("1 High Street");
  await Promise.all(
    [visitor, tab].map((page) =>
      page.getByRole("button", { name: "Send", exact: true }).dispatchEvent("click"),
    ),
  );
  for (const page of [visitor, tab]) await expect(chatLog(page)).toContainText("Sent. Thank you.");
  await expect(thread(agent).getByText("Street: 1 High Street")).toHaveCount(1);

  await reply(agent, "We pack it today");
  const line = chatLog(visitor).getByText("We pack it today");
  await line.hover();
  await panel.getByRole("button", { name: "Reply to this message" }).last().click();
  await expect(panel).toContainText(/Replying to \w+\s*We pack it today/);
  await panel.getByRole("button", { name: "Add an emoji" }).click();
  await expect(panel.getByRole("button", { name: "😀" })).toBeFocused();
  await visitor.keyboard.press("ArrowRight");
  await visitor.keyboard.press("Enter");
  await expect(field(visitor)).toHaveValue("😃");
  await field(visitor).press("End");
  await visitor.keyboard.type(" thank you");
  await visitor.keyboard.press("Enter");
  await expect(message(agent, "😃 thank you")).toContainText("We pack it today");
  await expectNoViolation(visitor, "a chat with what was asked");

  const popup = visitor.waitForEvent("popup");
  await panel.getByRole("button", { name: "Open in a window of its own" }).click();
  const own = await popup;
  await expect(chatLog(own)).toContainText("😃 thank you");
  await say(own, "From the window");
  await expect(thread(second)).toContainText("From the window");
  await own.keyboard.press("Escape");
  await expect(field(own)).toBeVisible();
});

async function conversationOf(page: Parameters<typeof mutate>[0], slug: string): Promise<string> {
  const input = encodeURIComponent(JSON.stringify({ view: "all" }));
  const headers = { "x-parley-tenant": slug };
  const answer = await page.request.get(`/api/trpc/conversations.list?input=${input}`, { headers });
  return (await answer.json()).result.data.items[0].id;
}

test("the chat is a page of its own for whoever has the link, where the business wants it", async ({
  browser,
  url,
  team,
}) => {
  const { slug } = team.tenant;
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  await owner.goto(`/t/${slug}/inbox`);
  const address = `/chat/${team.inbox.publicId}`;
  expect((await owner.request.get(address)).status()).toBe(404);
  await mutate(owner, slug, "inboxes.updateWebsite", { inboxId: team.inbox.id, features: { popout: true } });
  const visitor = await openChat(browser, { url, slug, viewport: { width: 390, height: 844 } });
  await visitor.goto(address);
  await visitor.getByRole("button", { name: /^Send us a message/ }).click();
  await say(visitor, "By the link alone");
  await expect(chatLog(visitor)).toContainText("Sent");
  await openInbox(owner, slug);
  await openConversation(owner, "By the link alone");
});
