import { makeContact, makeConversation, makeMember, makeMessages, makeTeam } from "../prisma/seed/factories";
import { openInbox, signedIn } from "./harness/agent";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";

test("the businesses of one person: a dot where something is unread, and all of it by keyboard", async ({
  browser,
  url,
  db,
  team,
}) => {
  const other = await makeTeam(db, { isDemo: true });
  const { id: tenantId, slug, name } = other.tenant;
  const { user } = team.agents[0];
  const abroad = await makeMember(db, { tenantId, inboxIds: [other.inbox.id], user });
  const contact = await makeContact(db, { tenantId, name: "Grace Whitfield" });
  const made = await makeConversation(db, { tenantId, inboxId: other.inbox.id, contactId: contact.id });
  await makeMessages(db, made, 1);
  const agent = await signedIn(browser, { url, email: user.email });
  const colleague = await signedIn(browser, { url, email: other.owner.user.email });
  await colleague.goto(`/t/${slug}/inbox`);
  await openInbox(agent, team.tenant.slug);
  const switcher = agent.getByRole("button", { name: /, switch business/ });
  const menu = agent.getByRole("menu", { name: "Your businesses" });
  const keys = agent.keyboard;

  await test.step("opened by an arrow, left by Esc, and the focus is back", async () => {
    await switcher.focus();
    await keys.press("ArrowDown");
    await expect(menu.getByRole("menuitemcheckbox")).toHaveCount(2);
    await keys.press("ArrowDown");
    await expect(menu.getByRole("menuitemcheckbox").first()).toBeFocused();
    await keys.press("ArrowDown");
    await expect(menu.getByRole("menuitemcheckbox").last()).toBeFocused();
    await keys.press("ArrowDown");
    await expect(menu.getByRole("menuitemcheckbox").first()).toBeFocused();
    await keys.press("Escape");
    await expect(menu).toHaveCount(0);
    await expect(switcher).toBeFocused();
    await expect(switcher).not.toHaveAccessibleName(/unread/);
  });

  await test.step("what a colleague gives them there is a dot here", async () => {
    await mutate(colleague, slug, "conversations.assign", {
      conversationId: made.id,
      assigneeId: abroad.id,
    });
    await expect(async () => {
      await keys.press("Escape");
      await switcher.press("Enter");
      await expect(menu.getByRole("menuitemcheckbox", { name: /· unread$/ })).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await expect(menu.getByRole("menuitemcheckbox", { name: `${name} · unread` })).toHaveAttribute(
      "aria-checked",
      "false",
    );
  });

  await test.step("Enter goes there", async () => {
    await keys.press("End");
    const last = menu.getByRole("menuitemcheckbox").last();
    await expect(last).toBeFocused();
    if (!(await last.textContent())?.includes("unread")) await keys.press("Home");
    await keys.press("Enter");
    await expect(agent).toHaveURL(new RegExp(`/t/${slug}/inbox`));
    await expect(switcher).toHaveAccessibleName(new RegExp(`^${name}`));
    await expect(switcher).not.toHaveAccessibleName(/unread/);
  });
});
