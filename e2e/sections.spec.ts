import type { Page } from "@playwright/test";
import { makeContact, makeConversation, makeLabel, makeMessages } from "../prisma/seed/factories";
import { conversations, openInbox, signedIn, sync, views } from "./harness/agent";
import { expect, test } from "./harness/test";

const heads = (page: Page) => views(page).getByRole("heading", { level: 2 });
const fold = (page: Page, title: string) => views(page).getByRole("button", { name: title, exact: true });

test("the sections of the views fold, move and grow, and belong to the member on every device", async ({
  browser,
  url,
  db,
  team,
}) => {
  const { tenant, inbox } = team;
  await makeLabel(db, { tenantId: tenant.id, name: "Delivery" });
  const contact = await makeContact(db, { tenantId: tenant.id, name: "Grace Whitfield" });
  const made = await makeConversation(db, {
    tenantId: tenant.id,
    inboxId: inbox.id,
    contactId: contact.id,
  });
  await makeMessages(db, made, 1);
  const desk = await signedIn(browser, { url, email: team.owner.user.email });
  const agent = await signedIn(browser, { url, email: team.agents[0].user.email });
  await openInbox(desk, tenant.slug);
  await openInbox(agent, tenant.slug);
  await expect(heads(desk)).toHaveText(["More", "Inboxes", "Teams", "Labels", "Saved views"]);

  await test.step("folded and moved by keyboard", async () => {
    await fold(desk, "Labels").focus();
    await desk.keyboard.press("Enter");
    await expect(views(desk).getByRole("link", { name: /^Delivery/ })).toHaveCount(0);
    await views(desk).getByRole("button", { name: "Place of Inboxes" }).focus();
    await desk.keyboard.press("ArrowDown");
    await desk.getByRole("menuitem", { name: "Move up" }).press("Enter");
    await expect(heads(desk)).toHaveText(["Inboxes", "More", "Teams", "Labels", "Saved views"]);
  });

  await test.step("rows are made lower", async () => {
    await desk.getByRole("button", { name: /^Order/ }).click();
    await desk.getByRole("menuitemcheckbox", { name: "Compact" }).click();
  });

  await test.step("another device has it all from the server's first paint, without a script", async () => {
    const phone = await signedIn(browser, {
      url,
      email: team.owner.user.email,
      javaScriptEnabled: false,
    });
    await expect(async () => {
      await phone.goto(`/t/${tenant.slug}/inbox?view=all`);
      await expect(heads(phone)).toHaveText(["Inboxes", "More", "Teams", "Labels", "Saved views"], {
        timeout: 500,
      });
    }).toPass();
    await expect(views(phone).getByRole("link", { name: /^Delivery/ })).toHaveCount(0);
    const height = async (page: Page) =>
      (await conversations(page).getByRole("link").first().boundingBox())?.height;
    expect(await height(phone)).toBe(await height(desk));
    expect(await height(phone)).toBeLessThan((await height(agent)) ?? 0);
    await expect(heads(agent)).toHaveText(["More", "Inboxes", "Labels", "Saved views"]);
  });

  await test.step("a refusal puts them back", async () => {
    await desk.route(/profile\.setPreferences/, (route) => route.abort());
    await fold(desk, "Inboxes").click();
    await expect(desk.getByText(/^Not done/)).toBeVisible();
    await expect(fold(desk, "Inboxes")).toHaveAttribute("aria-expanded", "true");
    await desk.unroute(/profile\.setPreferences/);
    await expect(heads(desk)).toHaveText(["Inboxes", "More", "Teams", "Labels", "Saved views"]);
    await expect(views(desk).getByRole("link", { name: /^Delivery/ })).toHaveCount(0);
  });

  await test.step("a new view from its head; a new label and a new team for whoever may", async () => {
    await views(agent).getByRole("button", { name: "New view" }).click();
    const dialog = agent.getByRole("dialog", { name: "New view" });
    await dialog.getByRole("checkbox", { name: "Open" }).check();
    await dialog.getByLabel("Name").fill("What is open");
    await dialog.getByRole("button", { name: "Save view" }).click();
    await expect(views(agent).getByRole("link", { name: /^What is open/ })).toHaveAttribute(
      "aria-current",
      "page",
    );
    await expect(views(agent).getByRole("button", { name: "New label" })).toHaveCount(0);
    await views(desk).getByRole("button", { name: "New label" }).click();
    await expect(desk.getByRole("textbox", { name: "Name", exact: true })).toBeFocused();
    await desk.goBack();
    await expect(sync(desk)).toHaveText("In sync");
    await views(desk).getByRole("button", { name: "New team" }).click();
    await expect(desk.getByRole("dialog")).toBeVisible();
  });
});
