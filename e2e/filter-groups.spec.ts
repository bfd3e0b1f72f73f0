import type { Page } from "@playwright/test";
import { makeContact, makeConversation, makeLabel, makeMessages } from "../prisma/seed/factories";
import { conversations, openInbox, signedIn } from "./harness/agent";
import { PHONE } from "./harness/phone";
import { expect, test } from "./harness/test";

const PEOPLE = [
  ["Grace Whitfield", "high"],
  ["Daniel Osei", "low"],
  ["Hannah Price", "urgent"],
] as const;
const rows = (page: Page) => conversations(page).getByRole("link");

/** The control that has the focus, by its kind and name. */
const focused = (page: Page) => page.locator(":focus");

test("AND and OR in groups are put together by keyboard alone, and by touch on a phone", async ({
  browser,
  url,
  db,
  team,
}) => {
  const { tenant, inbox } = team;
  const label = await makeLabel(db, { tenantId: tenant.id, name: "Delivery" });
  for (const [name, priority] of PEOPLE) {
    const contact = await makeContact(db, { tenantId: tenant.id, name });
    const place = { tenantId: tenant.id, inboxId: inbox.id, contactId: contact.id };
    const made = await makeConversation(db, { ...place, priority });
    await makeMessages(db, made, 1);
    if (name === "Daniel Osei") {
      await db.pool.query(
        "insert into conversation_label (tenant_id, conversation_id, label_id) values ($1, $2, $3)",
        [tenant.id, made.id, label.id],
      );
    }
  }

  await test.step("by keyboard: open, and (Delivery or urgent)", async () => {
    const desk = await signedIn(browser, { url, email: team.owner.user.email });
    const keys = desk.keyboard;
    await openInbox(desk, tenant.slug);
    await expect(rows(desk)).toHaveCount(3);
    await desk.getByRole("button", { name: "Filter", exact: true }).focus();
    await keys.press("Enter");
    const dialog = desk.getByRole("dialog", { name: "Filter the list" });
    await dialog.getByRole("checkbox", { name: "Open" }).focus();
    await keys.press("Space");
    await dialog.getByRole("button", { name: "Add group" }).focus();
    await keys.press("Enter");
    // The focus is where the next choice is made.
    const group = dialog.getByRole("group", { name: "Group of conditions" });
    await expect(group.getByRole("combobox", { name: "Field" })).toBeFocused();
    await keys.type("Labels");
    await keys.press("Tab");
    await keys.press("Tab");
    await keys.press("Space");
    await expect(group.getByRole("checkbox", { name: "Delivery" })).toBeChecked();
    await group.getByRole("button", { name: "Add condition" }).focus();
    await keys.press("Enter");
    const second = group.getByRole("combobox", { name: "Field" }).last();
    await expect(second).toBeFocused();
    await keys.type("Priority");
    await group.getByRole("checkbox", { name: "Urgent" }).focus();
    await keys.press("Space");
    await expect(group.getByRole("combobox", { name: "Joined by" })).toHaveValue("or");
    await group.getByRole("button", { name: "Add condition" }).focus();
    await keys.press("Enter");
    await group.getByRole("button", { name: "Remove the condition" }).last().focus();
    await keys.press("Enter");
    await expect(second).toBeFocused();
    await dialog.getByRole("button", { name: "Apply filter" }).focus();
    await keys.press("Enter");
    await expect(rows(desk)).toHaveCount(2);
    await expect(rows(desk).filter({ hasText: "Grace Whitfield" })).toHaveCount(0);
    await expect(focused(desk)).toHaveAccessibleName(/Filter|condition/i);
  });

  await test.step("on a phone nothing is cut off, and every control is large enough", async () => {
    const phone = await signedIn(browser, {
      url,
      email: team.agents[0].user.email,
      ...PHONE,
    });
    await phone.goto(`/t/${tenant.slug}/inbox?view=all`);
    await phone.getByRole("button", { name: "Filter", exact: true }).tap();
    const dialog = phone.getByRole("dialog", { name: "Filter the list" });
    await dialog.getByRole("combobox", { name: "Field" }).selectOption("priority");
    await dialog.getByRole("checkbox", { name: "High" }).check();
    await dialog.getByRole("button", { name: "Add group" }).tap();
    const group = dialog.getByRole("group", { name: "Group of conditions" });
    await group.getByRole("combobox", { name: "Field" }).selectOption("labels");
    await group.getByRole("checkbox", { name: "Delivery" }).check();
    const join = dialog.getByRole("combobox", { name: "Joined by" });
    await join.selectOption("or");
    const widths = await dialog.evaluate((node) => [
      ...[node, ...node.querySelectorAll("*")].map((one) => Math.ceil(one.getBoundingClientRect().right)),
    ]);
    expect(Math.max(...widths)).toBeLessThanOrEqual(390);
    for (const control of [join, group.getByRole("combobox", { name: "Field" })]) {
      expect((await control.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
    expect((await group.getByRole("combobox", { name: "Field" }).boundingBox())?.width).toBeGreaterThan(240);
    await dialog.getByRole("button", { name: "Apply filter" }).tap();
    await expect(rows(phone)).toHaveCount(2);
  });
});
