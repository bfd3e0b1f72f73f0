import { createHash, randomBytes } from "node:crypto";
import { makeContact, makeConversation } from "../prisma/seed/factories";
import { newId } from "../server/core/ids";
import { openConversation, openInbox, reply, signedIn, thread, writeNote } from "./harness/agent";
import { expectNoViolation, STILL } from "./harness/axe";
import { PICTURE } from "./harness/files";
import { expect, test } from "./harness/test";
import { launcher, openChat, say } from "./harness/visitor";

test("axe finds no violation on what strangers and visitors see, and in the inbox", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug, id: tenantId } = team.tenant;
  const visitor = await openChat(browser, { url, slug, ...STILL });
  const agent = await signedIn(browser, { url, email: team.owner.user.email, ...STILL });
  const stranger = await (await browser.newContext({ baseURL: url, ...STILL })).newPage();

  const contact = await makeContact(db, { tenantId });
  const token = randomBytes(32).toString("base64url");
  const { id: conversationId } = await makeConversation(db, {
    tenantId,
    inboxId: team.inbox.id,
    contactId: contact.id,
    status: "resolved",
  });
  const tokenHash = createHash("sha256").update(token).digest("hex");
  await db.pool.query(
    "insert into rating (id, tenant_id, conversation_id, contact_id, token_hash) values ($1, $2, $3, $4, $5)",
    [newId(), tenantId, conversationId, contact.id, tokenHash],
  );
  for (const path of ["/", "/sign-in", "/sign-up", "/forgot", `/rate/${token}`]) {
    await stranger.goto(path);
    await expectNoViolation(stranger, path);
  }
  await stranger.goto(`/demo/${slug}`);
  await expect(launcher(stranger)).toBeVisible();
  await expectNoViolation(stranger, "the shop");

  await expectNoViolation(visitor, "the open chat, empty");
  await say(visitor, "Hello, have a look at https://example.com");
  await visitor.locator("input[type=file]").setInputFiles(PICTURE);
  await expect(visitor.getByRole("button", { name: "Send message" })).toBeEnabled();
  await visitor.getByRole("button", { name: "Send message" }).click();

  await openInbox(agent, slug);
  await expectNoViolation(agent, "the list");
  await openConversation(agent, /example\.com|chipped mug/);
  await reply(agent, "Good morning");
  await writeNote(agent, "A regular customer");
  await expect(thread(agent)).toContainText("A regular customer");
  await expectNoViolation(agent, "the thread");
  await expect(visitor.getByRole("log", { name: "Messages" })).toContainText("Good morning");
  await expectNoViolation(visitor, "the open chat");
});
