import { reply, thread } from "./harness/agent";
import { meet } from "./harness/meet";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";
import { beginChat, chatLog, say } from "./harness/visitor";
import { closeWebsites, serve, visit } from "./harness/website";

// The conversation as the visitor has it.

test.afterEach(closeWebsites);

test("a file dropped on the chat is sent, and does not take the page's place", async ({
  context,
  url,
  team,
}) => {
  const { page, problems } = await visit(context, { url, inbox: team.inbox.publicId });
  await beginChat(page);
  const isTaken = await page.getByRole("dialog").evaluate((panel) => {
    const data = new DataTransfer();
    data.items.add(new File(["Order FK-20418"], "order.txt", { type: "text/plain" }));
    const told = (name: string) =>
      !panel.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
    return told("dragover") && told("drop");
  });
  expect(isTaken).toBe(true);
  await expect(page.getByRole("button", { name: "Send message" })).toBeEnabled();
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(chatLog(page).getByText("order.txt")).toBeVisible();
  expect(problems).toEqual([]);
});

test("two tabs without a network queue in one order, and send each message once when it is back", async ({
  context,
  url,
  team,
  db,
}) => {
  const site = await serve({ url, inbox: team.inbox.publicId });
  const one = (await visit(context, site)).page;
  const two = (await visit(context, site)).page;
  for (const page of [one, two]) await beginChat(page);
  await say(one, "one");
  await expect(chatLog(two)).toContainText("one");
  await context.setOffline(true);
  await say(one, "two");
  await say(two, "three");
  await say(one, "four");
  await expect(chatLog(one)).toContainText("Goes out when you are back online");
  await expect(one.getByText("Offline. What you write goes out when you are back.")).toBeVisible();
  await context.setOffline(false);
  for (const page of [one, two]) {
    await expect(chatLog(page)).toContainText(/two.*three.*four.*Sent/s);
    await expect(chatLog(page)).not.toContainText("Goes out");
  }
  const { rows } = await db.pool.query("select content from message where tenant_id = $1 order by seq", [
    team.tenant.id,
  ]);
  expect(rows.map((row) => row.content)).toEqual(["one", "two", "three", "four"]);
});

test("an open chat follows its messages through a split and its undo, and draws what the team formats", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  await say(visitor, "And about the lid");
  const text =
    "It is **in stock**: see [the shop](https://shop.test/kettle)\n- steel\n- `copper`\n<b>not this</b>";
  await reply(agent, text);
  const log = chatLog(visitor);
  await expect(log.getByText("in stock", { exact: true })).toBeVisible();
  await expect(log.getByRole("listitem")).toHaveText(["steel", "copper"]);
  await expect(log).toContainText("<b>not this</b>");
  const link = log.getByRole("link", { name: "the shop" });
  await expect(link).toHaveAttribute("href", "https://shop.test/kettle");
  await expect(link).toHaveAttribute("rel", /noopener/);

  const { rows } = await db.pool.query<{ id: string; seq: number }>(
    `select c.id, m.seq from conversation c join message m on m.conversation_id = c.id
     where c.tenant_id = $1 and m.content = 'And about the lid'`,
    [team.tenant.id],
  );
  const { id: conversationId, seq: fromSeq } = rows[0]!;
  const { slug } = team.tenant;
  await mutate(agent, slug, "conversations.split", { conversationId, fromSeq });
  await expect(log).not.toContainText("v001");
  await expect(log).toContainText("And about the lid");
  await agent.reload();
  await thread(agent).getByRole("button", { name: "Undo" }).click();
  await expect(log).toContainText("v001");
  await expect(log).toContainText("And about the lid");
  await say(visitor, "Still here");
  await expect(thread(agent)).toContainText("Still here");
});
