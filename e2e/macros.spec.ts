import type { Page } from "@playwright/test";
import { makeContact, makeConversation, makeMessages } from "../prisma/seed/factories";
import { conversations, openConversation, openInbox, replyBox, signedIn, thread } from "./harness/agent";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();

/** Runs a macro from the command bar, by keys alone. */
async function runMacro(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("run a macro");
  await expect(page.getByRole("dialog", { name: "Command bar" }).getByRole("combobox")).toHaveValue(
    "run a macro",
  );
  await page.keyboard.press("Enter");
  await page.keyboard.type(name);
  await expect(page.getByRole("option", { name: new RegExp(name) })).toBeVisible();
  await page.keyboard.press("Enter");
}

test("labels, responses and macros made in the settings are at the colleagues' hands without a reload", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug, id: tenantId } = team.tenant;
  const contact = await makeContact(db, { tenantId, name: "Grace Whitfield" });
  const made = await makeConversation(db, { tenantId, inboxId: team.inbox.id, contactId: contact.id });
  await makeMessages(db, made, [{ kind: "incoming", content: "The lid is loose" }]);
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  const [agent, colleague] = (await Promise.all(
    team.agents.map(({ user }) => signedIn(browser, { url, email: user.email })),
  )) as [Page, Page];
  for (const page of [agent, colleague]) {
    await openInbox(page, slug);
    await openConversation(page, "The lid is loose");
  }

  await test.step("a label is made and named anew", async () => {
    await owner.goto(`/t/${slug}/settings/labels`);
    await owner.getByLabel("Name", { exact: true }).fill("Breakage");
    await owner.getByLabel("Colour", { exact: true }).selectOption("Red");
    await press(owner, "Make label");
    const name = owner.getByLabel("Name of Breakage");
    await name.fill("Breakages");
    await name.blur();
    await expect(owner.getByLabel("Name of Breakages")).toBeVisible();
  });

  await test.step("a response is made, used by a colleague, changed, and used as it is now", async () => {
    await owner.goto(`/t/${slug}/settings/canned`);
    await press(owner, "New response");
    const dialog = owner.getByRole("dialog");
    await dialog.getByLabel("Short code").fill("lid");
    await dialog.getByLabel("Text").fill("We send another lid.");
    await dialog.getByLabel("Everybody may use it").check();
    await press(owner, "Save response");
    await expect(owner.getByRole("listitem").filter({ hasText: "/lid" })).toBeVisible();
    const offered = colleague.getByRole("option", { name: /\/lid/ });
    const use = async (words: string) => {
      await expect(async () => {
        await replyBox(colleague).fill("");
        await replyBox(colleague).pressSequentially("/lid");
        await expect(offered).toContainText(words, { timeout: 2_000 });
        // What is offered may be asked for anew in this very moment.
        await colleague.keyboard.press("Enter");
        await expect(replyBox(colleague)).toHaveValue(words, { timeout: 2_000 });
      }).toPass();
      await replyBox(colleague).fill("");
    };
    await use("We send another lid.");
    await press(owner, "Edit /lid");
    await dialog.getByLabel("Text").fill("Two lids are on their way.");
    await press(owner, "Save response");
    await expect(owner.getByText("Two lids are on their way.")).toBeVisible();
    await use("Two lids are on their way.");
  });

  await test.step("a macro of several steps is made by the owner", async () => {
    await owner.goto(`/t/${slug}/settings/macros`);
    await owner.getByLabel("Name").fill("Broken lid");
    const step = (number: number) =>
      owner
        .getByRole("list", { name: "Steps" })
        .getByRole("listitem")
        .nth(number - 1);
    await step(1).getByLabel("Step 1", { exact: true }).selectOption("Add a label");
    await step(1).getByLabel("Add a label").selectOption("Breakages");
    for (const [number, kind] of [
      [2, "Set the priority"],
      [3, "Write a note"],
      [4, "Send a reply"],
      [5, "Mute"],
    ] as const) {
      await press(owner, "Add a step");
      await step(number).getByLabel(`Step ${number}`, { exact: true }).selectOption(kind);
    }
    await step(2).getByLabel("Set the priority").selectOption("Urgent");
    await step(3).getByLabel("What it says").fill("Known fault of the spring batch");
    await step(4).getByLabel("What it says").fill("Another lid leaves today.");
    await owner.getByLabel("Shared with everybody").check();
    await press(owner, "Save macro");
    await expect(owner.getByRole("listitem").filter({ hasText: "Broken lid" })).toContainText("5 steps");
  });

  await test.step("an agent runs it by keys, and the colleague sees all of it at once", async () => {
    await thread(agent).click({ position: { x: 5, y: 5 } });
    await runMacro(agent, "Broken lid");
    for (const page of [agent, colleague]) {
      await expect(thread(page)).toContainText("Known fault of the spring batch");
      await expect(thread(page)).toContainText("Another lid leaves today.");
      await expect(thread(page)).toContainText("set the priority to Urgent");
      await expect(conversations(page).getByRole("link", { name: /urgent.*Breakages/ })).toBeVisible();
    }
  });

  await test.step("what can be taken back is, and the messages stay", async () => {
    // All that the macro does may be seen before its own answer, which brings the way back.
    await expect(async () => {
      await agent.keyboard.press("z");
      await expect(thread(colleague)).toContainText("removed the priority", { timeout: 3_000 });
    }).toPass({ timeout: 15_000 });
    await expect(conversations(colleague).getByRole("link", { name: /Breakages/ })).toHaveCount(0);
    await expect(thread(colleague)).toContainText("Another lid leaves today.");
  });

  await test.step("one's own macro is nobody else's", async () => {
    await mutate(agent, slug, "macros.create", {
      name: "My own way",
      isShared: false,
      actions: [{ type: "note", content: "Mine" }],
    });
    await thread(colleague).click({ position: { x: 5, y: 5 } });
    await colleague.keyboard.press("Control+k");
    await colleague.keyboard.type("run a macro");
    await colleague.keyboard.press("Enter");
    await expect(colleague.getByRole("option", { name: /Broken lid/ })).toBeVisible();
    await expect(colleague.getByRole("option", { name: /My own way/ })).toHaveCount(0);
    await colleague.keyboard.press("Escape");
    await thread(agent).click({ position: { x: 5, y: 5 } });
    await runMacro(agent, "My own way");
    await expect(thread(colleague)).toContainText("Mine");
    await colleague.goto(`/t/${slug}/settings/macros`);
    await expect(colleague.getByRole("listitem").filter({ hasText: "Broken lid" })).toBeVisible();
    await expect(colleague.getByText("My own way")).toHaveCount(0);
    await expect(colleague.getByRole("button", { name: /^Change Broken lid/ })).toHaveCount(0);
  });
});

test("attributes, teams, an inbox's members, hours and holidays are kept, and refused in words where they cannot be", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug } = team.tenant;
  const [tom, priya] = team.agents;
  const owner = await signedIn(browser, { url, email: team.owner.user.email });
  const saved = () => expect(owner.getByRole("button", { name: "Save changes" })).toHaveCount(0);

  await test.step("attributes: a list with choices, in another order, and away again", async () => {
    await owner.goto(`/t/${slug}/settings/attributes`);
    for (const [name, kind] of [
      ["Size", "list"],
      ["Renewal", "date"],
    ] as const) {
      await press(owner, "New conversation attribute");
      await owner.getByLabel("Name").fill(name);
      await owner.getByLabel("Kind").selectOption(kind);
      if (kind === "list") await owner.getByLabel("Choices").fill("Small\nLarge");
      await press(owner, "Save attribute");
      await expect(owner.getByRole("list", { name: "On conversations" })).toContainText(name);
    }
    const names = () => owner.getByRole("list", { name: "On conversations" }).getByRole("listitem");
    const kept = owner.waitForResponse((answer) => answer.request().method() === "POST" && answer.ok());
    await press(owner, /^Move Renewal up/);
    await expect(names().first()).toContainText("Renewal");
    await kept;
    await owner.reload();
    await expect(names().first()).toContainText("Renewal");
    await press(owner, /^Delete Size/);
    const dialog = owner.getByRole("dialog");
    await dialog.getByRole("textbox").fill("Size");
    await dialog.getByRole("button", { name: "Delete attribute" }).click();
    await expect(names()).toHaveCount(1);
  });

  await test.step("a team is made and changed; a second of the same name is refused", async () => {
    await owner.goto(`/t/${slug}/settings/teams`);
    const make = async (name: string) => {
      await press(owner, "New team");
      await owner.getByLabel("Name", { exact: true }).fill(name);
      await press(owner, "Make the team");
    };
    await make("Returns");
    await expect(owner.getByRole("listitem").filter({ hasText: "Returns" })).toBeVisible();
    await make("Returns");
    await expect(owner.getByRole("dialog")).toContainText(/already/);
    await owner.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await press(owner, "Change Returns");
    await owner.getByLabel(priya.user.name).check();
    await owner.getByLabel("Auto-assignment").selectOption("Everybody in turn");
    await press(owner, "Save changes");
    await expect(owner.getByRole("listitem").filter({ hasText: "Returns" })).toContainText(priya.user.name);
  });

  await test.step("an inbox keeps its name, its members, two intervals a day and a holiday", async () => {
    await owner.goto(`/t/${slug}/settings/inboxes/${team.inbox.id}`);
    await owner.getByLabel("Name", { exact: true }).fill("Shop chat");
    await owner.getByLabel(tom.user.name).uncheck();
    await owner.getByLabel("This inbox has its own hours").check();
    await press(owner, "Add a time to Monday");
    await press(owner, "Add a holiday");
    await owner.getByLabel("Name of the holiday").fill("Christmas");
    await owner.getByLabel("First day").fill("2026-12-25");
    await owner.getByLabel("Last day").fill("2026-12-26");
    await press(owner, "Save changes");
    await saved();
    await owner.reload();
    await expect(owner.getByLabel("Name", { exact: true })).toHaveValue("Shop chat");
    await expect(owner.getByLabel(tom.user.name)).not.toBeChecked();
    await expect(owner.getByLabel("Monday from")).toHaveCount(2);
    await expect(owner.getByLabel("Last day")).toHaveValue("2026-12-26");
    await owner.getByLabel("Monday until").first().fill("08:00");
    await press(owner, "Save changes");
    await expect(owner.getByRole("region", { name: "Hours" }).getByRole("alert")).toContainText(
      "It ends before it begins.",
    );
    await expect(owner.getByRole("button", { name: "Save changes" })).toBeVisible();
  });

  await test.step("what comes in there is seen by those who work there alone", async () => {
    const made = await makeConversation(db, { tenantId: team.tenant.id, inboxId: team.inbox.id });
    await makeMessages(db, made, 1);
    for (const [{ user }, count] of [
      [priya, 1],
      [tom, 0],
    ] as const) {
      const agent = await signedIn(browser, { url, email: user.email });
      await openInbox(agent, slug);
      await expect(conversations(agent).getByRole("link")).toHaveCount(count);
    }
  });
});
