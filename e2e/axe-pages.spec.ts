import type { Page } from "@playwright/test";
import { makeContact, makeConversation, makeLabel, makeMessages } from "../prisma/seed/factories";
import { makeTeamOf } from "../prisma/seed/factories-teams";
import { signedIn } from "./harness/agent";
import { expectNoViolation, STILL } from "./harness/axe";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const layer = (page: Page) => page.getByRole("dialog");

/** Looks at the page, then at each of its dialogs, which Esc or its first way out closes. */
async function walk(page: Page, path: string, dialogs: Record<string, () => Promise<unknown>> = {}) {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectNoViolation(page, path);
  for (const [name, open] of Object.entries(dialogs)) {
    await open();
    await expect(layer(page)).toBeVisible();
    await expectNoViolation(page, `${path}: ${name}`);
    await layer(page).getByRole("button", { name: "Close" }).first().click();
    await expect(layer(page)).toHaveCount(0);
  }
}

test("axe finds no violation in the settings and their dialogs", async ({ browser, url, team, db }) => {
  const { slug, id: tenantId } = team.tenant;
  await makeLabel(db, { tenantId, name: "Delivery" });
  await makeTeamOf(db, { tenantId, name: "Returns", memberIds: [team.owner.id] });
  const page = await signedIn(browser, { url, email: team.owner.user.email, ...STILL });
  const add = (procedure: string, input: unknown) => mutate(page, slug, procedure, input);
  await add("canned.create", { shortCode: "hours", content: "We open at **nine**.", isShared: true });
  await add("macros.create", {
    name: "Close kindly",
    isShared: true,
    actions: [{ type: "reply", content: "Bye" }],
  });
  await add("attributes.create", { subject: "contact", key: "size", name: "Size", kind: "text" });
  await add("invitations.create", { email: `new-${slug}@example.com`, role: "agent" });
  const at = (path: string) => `/t/${slug}/settings/${path}`;

  await walk(page, at("business"));
  await walk(page, at("members"), { places: () => press(page, /^Where Tom/) });
  await walk(page, at("teams"), {
    "a new team": () => press(page, "New team"),
    "leaving one": () => press(page, "Delete Returns"),
  });
  await walk(page, at("inboxes"), { "a new inbox": () => press(page, "New inbox") });
  await walk(page, at("outbox"));
  await walk(page, at("bridge"));
  await walk(page, at(`inboxes/${team.inbox.id}`));
  await page.getByLabel("This inbox has its own hours").check();
  await press(page, "Add a holiday");
  await page.getByLabel("Greet whoever writes for the first time").check();
  await expectNoViolation(page, "an inbox with hours of its own");
  await walk(page, at("attributes"), {
    "a new attribute": () => press(page, "New contact attribute"),
    "leaving one": () => press(page, /^Delete Size/),
  });
  await walk(page, at("labels"), { "leaving one": () => press(page, /^Delete the label/) });
  await walk(page, at("macros"), { "leaving one": () => press(page, /^Delete the macro/) });
  await walk(page, at("canned"), {
    "a new response": () => press(page, "New response"),
    "leaving one": () => press(page, /^Delete \//),
  });
  for (const path of ["keys", "notifications", "profile", "security"]) await walk(page, at(path));
});

test("axe finds no violation in the contacts and their dialogs", async ({ browser, url, team, db }) => {
  const { slug, id: tenantId } = team.tenant;
  const [grace] = await Promise.all(
    ["Grace Whitfield", "Daniel Osei"].map((name) =>
      makeContact(db, { tenantId, name, email: `${name.slice(0, 5)}@example.com`, city: "Bath" }),
    ),
  );
  const made = await makeConversation(db, { tenantId, inboxId: team.inbox.id, contactId: grace!.id });
  await makeMessages(db, made, 2);
  const page = await signedIn(browser, { url, email: team.owner.user.email, ...STILL });
  await mutate(page, slug, "attributes.create", {
    subject: "contact",
    key: "size",
    name: "Size",
    kind: "text",
  });
  const list = `/t/${slug}/contacts`;
  await walk(page, list, {
    filter: () => press(page, /^Filter/),
    "a new contact": () => press(page, "New contact"),
    import: () => press(page, "Import"),
    "columns of an import": async () => {
      await press(page, "Import");
      const buffer = Buffer.from("Name,E-mail\nCleo,cleo@example.com\n");
      await page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer });
      await expect(page.getByLabel("Where “E-mail” goes")).toBeVisible();
    },
  });
  await page.getByLabel("Tick all shown").check();
  await expectNoViolation(page, "ticked contacts");
  await walk(page, `${list}/${grace!.id}`, {
    merge: () => press(page, "Merge"),
    "both sides of a merge": async () => {
      await press(page, "Merge");
      await layer(page).getByLabel("Find the other contact").fill("daniel");
      await layer(page)
        .getByRole("button", { name: /Daniel Osei/ })
        .click();
      await expect(layer(page).getByRole("radio", { name: /Daniel Osei/ })).toBeVisible();
    },
    deletion: () => press(page, "Delete"),
  });
});
