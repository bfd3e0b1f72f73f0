import { signedIn } from "./harness/agent";
import { expectNoViolation, STILL } from "./harness/axe";
import { expect, test } from "./harness/test";

test("the phone writes, the inbox beside it answers; it is read, marked with a heart, waited for and heard once", async ({
  browser,
  url,
  acme,
  db,
}) => {
  const email = `agent2@${acme}.demo`;
  await db.pool.query(
    `update member m set preferences = '{"undoSeconds":0}' from "user" u where u.id = m.user_id and u.email = $1`,
    [email],
  );
  const page = await signedIn(browser, { url, email, ...STILL });
  await page.goto("/dev/phone");
  const write = page.getByRole("textbox", { name: "Write a message" });
  const chat = page.getByRole("log", { name: "Chat" });
  const travelled = page.getByRole("list", { name: "What travelled" });
  const inbox = page.getByTitle("Inbox").contentFrame();
  const thread = inbox.getByRole("log", { name: "Messages" });
  const reply = async (text: string) => {
    await inbox.getByRole("textbox", { name: /^Reply/ }).fill(text);
    await inbox.getByRole("textbox", { name: /^Reply/ }).press("Control+Enter");
  };
  // A run before may have left something on it, and has in the inbox.
  const order = `order ${Date.now().toString(36)}`;
  await page.getByRole("button", { name: "Start again" }).click();

  await test.step("words and a picture arrive in the inbox", async () => {
    await page.getByRole("radio", { name: "360dialog" }).press("Space");
    await write.fill(`The teapot of ${order} arrived chipped`);
    await write.press("Enter");
    await page.getByRole("button", { name: "Photo" }).press("Enter");
    await expect(chat.getByRole("img", { name: "Picture Teapot.png" })).toBeVisible();
    await expect(thread.getByText(`The teapot of ${order} arrived chipped`)).toBeVisible();
    await expect(thread.getByRole("img").last()).toBeVisible();
    await page.getByRole("button", { name: "Location" }).press("Enter");
    await expect(thread.getByRole("link", { name: /^Pulteney Bridge.*opens the map/ })).toBeVisible();
    await expect(travelled.getByText(/^Processed in \d+ ms$/).first()).toBeVisible();
    await expectNoViolation(page, "the pretend phone");
  });

  await test.step("the answer is on the phone, read by whoever looks at it, and gets a heart", async () => {
    await page.getByRole("switch", { name: "Leave messages unread" }).press("Space");
    await reply(`A new one for ${order} leaves today`);
    await expect(chat.getByText(`A new one for ${order} leaves today`)).toBeVisible();
    await expect(thread.getByText("Delivered").last()).toBeVisible();
    await page.getByRole("switch", { name: "Leave messages unread" }).press("Space");
    await expect(thread.getByText(/Read \d/).last()).toBeVisible();
    await page.getByRole("button", { name: "Reaction" }).press("Enter");
    await page.getByRole("button", { name: "❤️" }).press("Enter");
    await expect(thread.getByRole("list", { name: "Reactions" }).last()).toBeVisible();
    await expect(chat.getByText("❤️").last(), "a mark under the last message is scrolled to").toBeInViewport({
      ratio: 1,
    });
    await page.getByRole("button", { name: "Edit" }).click();
    await expect(write).toHaveValue(`The teapot of ${order} arrived chipped`);
    await write.fill(`The teapot of ${order} came chipped`);
    await write.press("Enter");
    await expect(thread.getByText(`The teapot of ${order} came chipped`)).toBeVisible();
  });

  await test.step("what comes twice is one message, and a message too fast goes a little later", async () => {
    await page.getByRole("radio", { name: /^Rhys Morgan/ }).press("Space");
    await page.getByRole("switch", { name: "Deliver every webhook twice" }).click();
    await write.fill(`Do you ship ${order} to Wales?`);
    await write.press("Enter");
    await expect(travelled.getByText("Ignored: seen before")).toBeVisible();
    await expect(thread.getByText(`Do you ship ${order} to Wales?`)).toHaveCount(1);
    await page.getByRole("switch", { name: "Refuse our next message" }).click();
    await expect(page.getByLabel("How it is refused")).toHaveValue("busy");
    await reply(`**Every week**, so ${order} too`);
    await expect(travelled.getByText("Refused: too fast")).toBeVisible();
    await expect(chat.getByText(`Every week, so ${order} too`)).toBeVisible();
    await expect(chat.getByRole("strong")).toHaveText("Every week");
    await expect(page.getByLabel("How it is refused")).toHaveCount(0);
  });
});
