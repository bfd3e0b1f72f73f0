import type { Page } from "@playwright/test";
import {
  type MadeTeam,
  makeContact,
  makeConversation,
  makeMessages,
  type Pooled,
} from "../prisma/seed/factories";
import { openConversation, openInbox, replyBox, signedIn, thread, views } from "./harness/agent";
import { menuOf, message } from "./harness/colleague";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";

const link = (page: Page, name: RegExp) => views(page).getByRole("link", { name });

async function conversation(db: Pooled, { tenant, inbox, agents }: MadeTeam) {
  const contact = await makeContact(db, { tenantId: tenant.id, name: "Grace Whitfield" });
  const place = { tenantId: tenant.id, inboxId: inbox.id, contactId: contact.id };
  const made = await makeConversation(db, { ...place, assigneeId: agents[0].id });
  await makeMessages(db, made, [
    { kind: "incoming", content: "v001 Is the teapot back?" },
    { kind: "outgoing", content: "It comes on Monday." },
    { kind: "incoming", content: "v002 And another thing: an invoice" },
  ]);
}

test("labels, teams, views, inboxes and canned responses of one are there for the other without a reload", async ({
  browser,
  url,
  db,
  team,
}) => {
  const { slug } = team.tenant;
  await conversation(db, team);
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  const agent = await signedIn(browser, { url, email: team.agents[0].user.email });
  await openInbox(agent, slug);
  await openConversation(agent, "Grace Whitfield");
  await expect(views(agent).getByRole("button", { name: "New view" })).toBeVisible();

  await test.step("lists among the views", async () => {
    await mutate(owner, slug, "labels.create", { name: "Delivery", colour: "#288DE5" });
    await expect(link(agent, /^Delivery/)).toBeVisible();
    const memberIds = [team.agents[0].id];
    await mutate(owner, slug, "teams.create", { name: "Kiln crew", memberIds });
    await expect(link(agent, /^Kiln crew/)).toBeVisible();
    const view = { filter: null, status: "any", sort: "newest" };
    await mutate(owner, slug, "views.create", { ...view, name: "For all", sharedWith: "tenant" });
    await expect(link(agent, /^For all/)).toBeVisible();
    await mutate(owner, slug, "views.create", { ...view, name: "Mine alone", sharedWith: "private" });
    await mutate(owner, slug, "inboxes.update", { inboxId: team.inbox.id, name: "Shop chat" });
    await expect(link(agent, /^Shop chat/)).toBeVisible();
    await expect(link(agent, /^Mine alone/)).toHaveCount(0);
  });

  await test.step("canned responses, asked for a moment before", async () => {
    await replyBox(agent).pressSequentially("/gla");
    await expect(agent.getByRole("option", { name: /glaze/ })).toHaveCount(0);
    await mutate(owner, slug, "canned.create", {
      shortCode: "glaze",
      content: "Wash it by hand",
      fileIds: [],
      isShared: true,
    });
    await expect(async () => {
      await replyBox(agent).fill("");
      await replyBox(agent).pressSequentially("/gla");
      await expect(agent.getByRole("option", { name: /glaze/ })).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await replyBox(agent).fill("");
  });

  await test.step("who begins to reply holds it, and the other may take over", async () => {
    await openInbox(owner, slug);
    await openConversation(owner, "Grace Whitfield");
    await replyBox(agent).pressSequentially("I am on it");
    await replyBox(owner).focus();
    await owner.getByRole("button", { name: "Take over" }).click();
    await expect(owner.getByRole("button", { name: "Take over" })).toBeHidden();
    // Whoever held it is told, and may take it back.
    await replyBox(agent).focus();
    await agent.getByRole("button", { name: "Take over" }).click();
    await expect(owner.getByRole("button", { name: "Take over" })).toBeVisible();
    await replyBox(agent).fill("");
  });
});

test("a message's menu splits the conversation there; a macro gives it to a colleague and a team", async ({
  browser,
  url,
  db,
  team,
}) => {
  const { slug } = team.tenant;
  await conversation(db, team);
  const [first, second] = team.agents;
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  const agent = await signedIn(browser, { url, email: first.user.email });
  await mutate(owner, slug, "teams.create", { name: "Kiln crew", memberIds: [second.id] });

  await test.step("a macro is put together by name", async () => {
    await owner.goto(`/t/${slug}/settings/macros`);
    await owner.getByLabel("Name", { exact: true }).fill("To the kiln");
    await owner.getByLabel("Step 1", { exact: true }).selectOption({ label: "Assign to" });
    await owner.getByLabel("Assign to", { exact: true }).selectOption({ label: second.user.name });
    await owner.getByRole("button", { name: "Add a step" }).click();
    await owner.getByLabel("Step 2", { exact: true }).selectOption({ label: "Give to the team" });
    await owner.getByLabel("Give to the team", { exact: true }).selectOption({ label: "Kiln crew" });
    await owner.getByRole("button", { name: "Save macro" }).click();
    await owner.getByRole("button", { name: "Change To the kiln" }).click();
    await expect(owner.getByLabel("Give to the team", { exact: true })).toHaveValue(/.{36}/);
  });

  await test.step("one splits from a message, the other sees what is left", async () => {
    await openInbox(owner, slug);
    await openInbox(agent, slug);
    await openConversation(owner, "Grace Whitfield");
    await openConversation(agent, "Grace Whitfield");
    await menuOf(owner, "v002", "Split the conversation from here");
    await expect(thread(owner)).toContainText("split this off #");
    await expect(message(owner, "v002")).toBeVisible();
    await expect(thread(owner)).not.toContainText("teapot");
    await expect(thread(agent)).toContainText("split #");
    await expect(thread(agent)).not.toContainText("v002");
    await message(owner, "v002").hover();
  });

  await test.step("the macro gives it away", async () => {
    await owner.keyboard.press("Control+k");
    await owner.getByRole("combobox", { name: "Command bar" }).fill("run a macro");
    await owner.keyboard.press("Enter");
    await owner.getByRole("option", { name: /To the kiln/ }).click();
    const panel = owner.getByRole("complementary", { name: "Details" });
    await expect(panel.getByRole("button", { name: new RegExp(second.user.name) }).first()).toBeVisible();
    await expect(panel.getByRole("button", { name: /Kiln crew/ })).toBeVisible();
  });
});
