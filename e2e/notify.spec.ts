import type { Page } from "@playwright/test";
import { openConversation, openInbox, signedIn, thread } from "./harness/agent";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";
import { openChat, say } from "./harness/visitor";

const bellOf = (page: Page) => page.getByRole("button", { name: /^Notifications/ });
const panelOf = (page: Page) => page.getByRole("region", { name: "Notifications" });
const noticesOf = (page: Page) => panelOf(page).getByRole("listitem");

test("what is given to a colleague reaches both their devices at once, is read on both, and comes once by mail", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug } = team.tenant;
  const [giver, taker] = team.agents;
  const visitor = await openChat(browser, { url, slug });
  await say(visitor, "Where is my parcel?");
  const desk = await signedIn(browser, { url, email: taker.user.email });
  const other = await signedIn(browser, { url, email: taker.user.email });
  const lead = await signedIn(browser, { url, email: team.owner.user.email });
  for (const page of [desk, other]) {
    await page.goto(`/t/${slug}/settings/profile`);
    await expect(bellOf(page)).toHaveAccessibleName("Notifications");
  }
  await openInbox(lead, slug);
  await openConversation(lead, "Where is my parcel?");
  const conversationId = new URL(lead.url()).pathname.split("/").at(-1)!;
  await mutate(lead, slug, "conversations.assign", { conversationId, assigneeId: taker.id });

  for (const page of [desk, other])
    await expect(bellOf(page)).toHaveAccessibleName("Notifications, 1 unread");
  await bellOf(desk).click();
  await expect(noticesOf(desk)).toHaveCount(1);
  await expect(panelOf(desk)).toContainText("Amelia Hart gave you");
  await desk.keyboard.press("Escape");
  await expect(bellOf(desk)).toBeFocused();

  // More in the same conversation is the same notification, with more to say.
  const content = `@[Member](member:${taker.id}) can you look at this?`;
  await mutate(lead, slug, "messages.send", {
    conversationId,
    kind: "note",
    content,
    clientId: `note-${Date.now()}`,
  });
  await bellOf(desk).click();
  await expect(panelOf(desk)).toContainText("Amelia Hart mentioned you");
  await expect(noticesOf(desk)).toHaveCount(1);

  // The two minutes are over.
  await db.pool.query(
    "update outbox_entry set run_at = now(), state = 'ready' where kind = 'notifications.mail' and tenant_id = $1",
    [team.tenant.id],
  );
  const mail = lead.getByRole("link", { name: new RegExp(taker.user.email) });
  await expect(async () => {
    await lead.goto("/dev/mail");
    await expect(mail).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await expect(mail).toContainText("mentioned you");

  await noticesOf(desk).getByRole("button").first().click();
  await expect(thread(desk)).toContainText("can you look at this?");
  for (const page of [desk, other]) await expect(bellOf(page)).toHaveAccessibleName("Notifications");

  // Whoever looks at the thread is not told of it.
  await say(visitor, "Are you there?");
  await expect(thread(desk)).toContainText("Are you there?");
  await expect(bellOf(other)).toHaveAccessibleName("Notifications");
  expect(giver.id).not.toBe(taker.id);
});
