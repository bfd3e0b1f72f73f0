import type { Locator, Page } from "@playwright/test";
import { makeContact, makeConversation, makeLabel, makeMessages } from "../prisma/seed/factories";
import { makeTeamOf } from "../prisma/seed/factories-teams";
import { openConversation, openInbox, replyBox, signedIn, thread } from "./harness/agent";
import { expectNoViolation, STILL } from "./harness/axe";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";

test("axe finds no violation in any layer over the inbox", async ({ browser, url, team, db }) => {
  const { slug, id: tenantId } = team.tenant;
  await makeLabel(db, { tenantId, name: "Delivery" });
  await makeTeamOf(db, { tenantId, name: "Returns", memberIds: [team.owner.id] });
  const contact = await makeContact(db, { tenantId, email: "grace@example.com" });
  const place = { tenantId, inboxId: team.inbox.id, contactId: contact.id };
  for (const content of ["The lid is loose", "The kettle whistles"]) {
    const made = await makeConversation(db, place);
    await makeMessages(db, made, [
      { kind: "outgoing", content: "We send **another**" },
      { kind: "incoming", content: `${content}, see https://example.com` },
    ]);
  }
  const page = await signedIn(browser, { url, email: team.owner.user.email, ...STILL });
  const colleague = await signedIn(browser, { url, email: team.agents[0].user.email, ...STILL });
  await mutate(page, slug, "canned.create", {
    shortCode: "hours",
    content: "We open at nine.",
    isShared: true,
  });
  await mutate(page, slug, "macros.create", {
    name: "Close kindly",
    isShared: true,
    actions: [{ type: "reply", content: "Bye" }],
  });
  await openInbox(page, slug);
  await openConversation(page, "The kettle whistles");
  const conversationId = new URL(page.url()).pathname.split("/").at(-1)!;
  await mutate(colleague, slug, "messages.send", {
    conversationId,
    kind: "note",
    content: `@[Member](member:${team.owner.id}) look`,
    clientId: "mention-1",
  });
  await expect(thread(page).getByText("look")).toBeVisible();

  const press = (name: string | RegExp, where: Page | Locator = page) =>
    where.getByRole("button", { name }).first().click();
  const bar = async (words: string) => {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(words);
    await page.keyboard.press("Enter");
  };
  const key = (keys: string) => async () => {
    await thread(page).click({ position: { x: 5, y: 5 } });
    await page.keyboard.press(keys);
  };
  const dialog = page.getByRole("dialog");
  const menu = page.getByRole("menu");
  /** Opens it, waits for what must be there, looks, closes it. */
  async function look(what: string, open: () => Promise<unknown>, sign: Locator) {
    await open();
    await expect(sign.first(), what).toBeVisible();
    await expectNoViolation(page, what);
    await page.keyboard.press("Escape");
    await expect(sign).toHaveCount(0);
  }
  await look("snooze", key("s"), dialog.getByRole("option"));
  await look("assign", key("a"), page.getByRole("option"));
  await look("command bar", key("Control+k"), dialog.getByRole("option"));
  await look("shortcuts", key("?"), dialog);
  await look("macros", () => bar("run a macro"), page.getByRole("option", { name: /Close kindly/ }));
  await look("merge", () => bar("merge with"), page.getByRole("option", { name: /The lid is loose/ }));
  await look(
    "transcript",
    () => bar("send the transcript"),
    page.getByRole("dialog", { name: /transcript/ }),
  );
  await look("deletion", () => bar("delete the"), page.getByRole("dialog", { name: /^Delete/ }));
  await look("more acts", () => press("More acts"), menu);
  await look("account", () => press(/your account$/), menu);
  await look("connection", () => press(/In sync/), dialog);
  await look(
    "send later",
    async () => {
      await replyBox(page).fill("Later");
      await press("More ways to send");
      await page.getByRole("menuitem", { name: "Send later…" }).click();
    },
    page.getByLabel("Your own time"),
  );
  await look("emoji", () => press("Emoji"), page.getByLabel("Find an emoji"));
  await look(
    "canned",
    async () => {
      await replyBox(page).fill("");
      await replyBox(page).focus();
      await page.keyboard.type("/");
    },
    page.getByRole("option"),
  );
  await replyBox(page).fill("");
  await key("/")();
  await page.getByRole("searchbox").fill("kettle");
  await expect(page.getByRole("list", { name: "Results" }).getByRole("link").first()).toBeVisible();
  await expectNoViolation(page, "search");
  await page.keyboard.press("Escape");
  await page.goto(`/t/${slug}/inbox?view=all`);
  await look(
    "notifications",
    () => press(/^Notifications/),
    page.getByRole("region", { name: "Notifications" }),
  );
  await look("filter", () => press("Filter"), dialog);
  await look("order", () => press(/^Order:/), menu);
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.getByRole("toolbar", { name: "Acts on the selection" })).toBeVisible();
  await expectNoViolation(page, "a selection");
});
