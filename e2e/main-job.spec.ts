import {
  assignTo,
  conversations,
  countOf,
  noteBox,
  openConversation,
  openInbox,
  reply,
  replyBox,
  signedIn,
  signIn,
  sync,
  thread,
  views,
  writeNote,
} from "./harness/agent";
import { PICTURE } from "./harness/files";
import { PHONE } from "./harness/phone";
import { record } from "./harness/recorder";
import { expect, test } from "./harness/test";
import { typeUntil } from "./harness/typing";
import { beginChat, chatLog, field, launcher, openChat, say } from "./harness/visitor";

const PAPER = { name: "Return label.txt", mimeType: "text/plain", buffer: Buffer.from("To: Acme Corp UK") };

test("a visitor of Acme's shop writes, an agent answers, and the matter is settled", async ({
  browser,
  url,
  acme,
  page: agent,
}) => {
  test.setTimeout(150_000);
  const question = `Is the oat mug in stock? ${Date.now()}`;
  await signIn(agent, "agent1@acme.demo");
  await expect(agent).toHaveURL(/\/t\/acme\/inbox/);
  await expect(sync(agent)).toHaveText("In sync");
  await views(agent).getByRole("link", { name: "Unassigned" }).click();
  const counts = async () => [
    await countOf(agent, "Mine"),
    await countOf(agent, "Unassigned"),
    await countOf(agent, "All open"),
  ];
  const [mine = 0, unassigned = 0, all = 0] = await counts();

  const shop = await browser.newContext({ baseURL: url });
  const visitor = await shop.newPage();
  const told = record(visitor);
  await visitor.goto(`/demo/${acme}`);
  await beginChat(visitor);

  await test.step("the first message appears in the list and the counts, live", async () => {
    await say(visitor, question);
    await expect(conversations(agent).getByRole("link").filter({ hasText: question })).toBeVisible();
    await expect.poll(counts).toEqual([mine, unassigned + 1, all + 1]);
    await openConversation(agent, question);
    await expect(thread(agent)).toContainText(question);
    await expect(chatLog(visitor)).toContainText("Seen");
  });

  await test.step("each sees the other type", async () => {
    await typeUntil(field(visitor), thread(agent).getByText(/is typing/));
    await typeUntil(replyBox(agent), visitor.getByText("Tom is typing"));
  });

  await test.step("answers go both ways, and the agent sees that they were read", async () => {
    await reply(agent, "Yes, we have twelve.");
    await expect(chatLog(visitor)).toContainText("Yes, we have twelve.");
    await expect(thread(agent)).toContainText(/Read/);
    await say(visitor, "And is it dishwasher safe?");
    await expect(thread(agent)).toContainText("And is it dishwasher safe?");
    await expect(visitor.getByText("Tom is typing")).toBeHidden();
  });

  await test.step("files go both ways, pictures are shown", async () => {
    await visitor.locator("input[type=file]").setInputFiles([PICTURE]);
    await expect(visitor.getByRole("button", { name: "Send message" })).toBeEnabled();
    await visitor.getByRole("button", { name: "Send message" }).click();
    const received = thread(agent).getByRole("img", { name: /chipped mug\.png/ });
    await expect
      .poll(() => received.evaluate((img: HTMLImageElement) => img.naturalWidth))
      .toBeGreaterThan(0);

    await agent.locator("input[type=file]").setInputFiles([PAPER, PICTURE]);
    await replyBox(agent).fill("Here is a label.");
    // Not before its files are there.
    const send = agent.getByRole("button", { name: /^Send/ });
    await expect(send).toBeEnabled();
    await send.click();
    await expect(chatLog(visitor)).toContainText("Here is a label.");
    await expect(chatLog(visitor)).toContainText("Return label.txt");
    const shown = chatLog(visitor).locator("img").last();
    await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    const link = chatLog(visitor).getByRole("link", { name: /Return label\.txt/ });
    const file = await visitor.request.get((await link.getAttribute("href"))!);
    expect(await file.text()).toBe("To: Acme Corp UK");
  });

  await test.step("a note stays with the team: no screen, answer or frame of the visitor has it", async () => {
    const colleague = await signedIn(browser, { url, email: "agent2@acme.demo" });
    await colleague.goto(agent.url());
    await writeNote(agent, "Shelf B4, between us: the last crate is cracked");
    await expect(thread(agent)).toContainText("only your team sees this");
    await expect(thread(colleague)).toContainText("Shelf B4, between us");
    await noteBox(colleague).or(replyBox(colleague)).first().focus();
    await reply(agent, "It is dishwasher safe.");
    await expect(chatLog(visitor)).toContainText("It is dishwasher safe.");
    await visitor.reload();
    await launcher(visitor).click();
    await expect(chatLog(visitor)).toContainText("It is dishwasher safe.");
    const everything = await told.everything();
    expect(everything, "the recorder does hear").toContain("dishwasher safe.");
    expect(everything).not.toMatch(/Shelf B4|cracked/);
    expect(await visitor.content()).not.toMatch(/Shelf B4|cracked/);
    await expect(visitor.getByText(/Shelf B4/)).toHaveCount(0);
    await colleague.context().close();
  });

  await test.step("taking it over, resolving and reopening move it between the views", async () => {
    await assignTo(agent, "(you)");
    await expect.poll(counts).toEqual([mine + 1, unassigned, all + 1]);
    await agent.getByRole("button", { name: "Resolve" }).click();
    await expect.poll(counts).toEqual([mine, unassigned, all]);
    await expect(chatLog(visitor)).toContainText("This conversation is closed");
    await agent.getByRole("button", { name: "Reopen" }).click();
    await expect.poll(counts).toEqual([mine + 1, unassigned, all + 1]);
    await agent.getByRole("button", { name: "Resolve" }).click();
    await say(visitor, "One more thing: gift wrap?");
    await expect.poll(counts).toEqual([mine + 1, unassigned, all + 1]);
    await expect(thread(agent)).toContainText("One more thing: gift wrap?");
  });
});

test("the same on two phones in the dark", async ({ browser, url, team }) => {
  const phone = { ...PHONE, colorScheme: "dark" } as const;
  const visitor = await openChat(browser, { url, slug: team.tenant.slug, ...phone });
  const agent = await signedIn(browser, { url, email: team.agents[0].user.email, ...phone });
  await say(visitor, "Hello from my phone");
  await agent.goto(`/t/${team.tenant.slug}/inbox`);
  await expect(conversations(agent)).toBeVisible();
  await expect(thread(agent)).toBeHidden();
  await agent.getByRole("button", { name: "Show the views" }).click();
  await views(agent)
    .getByRole("link", { name: /Unassigned/ })
    .click();
  await openConversation(agent, "Hello from my phone");
  await expect(conversations(agent)).toBeHidden();
  await reply(agent, "Hello from mine");
  await expect(chatLog(visitor)).toContainText("Hello from mine");
  await expect(chatLog(visitor)).toBeInViewport();
  await expect(field(visitor)).toBeInViewport();
  await expect(replyBox(agent)).toBeInViewport();
  for (const page of [agent, visitor]) {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, "nothing sticks out to the side").toBeLessThanOrEqual(390);
  }
  await agent.goBack();
  await expect(conversations(agent)).toBeVisible();
});

test("a second agent's list and counts follow without a touch", async ({ browser, url, team }) => {
  const [one, two] = await Promise.all(
    team.agents.map((member) => signedIn(browser, { url, email: member.user.email })),
  );
  for (const page of [one!, two!]) await openInbox(page, team.tenant.slug, "Unassigned");
  const visitor = await openChat(browser, { url, slug: team.tenant.slug });
  await say(visitor, "Anybody there?");
  for (const page of [one!, two!]) {
    await expect(conversations(page).getByRole("link")).toHaveCount(1);
    await expect.poll(() => countOf(page, "Unassigned")).toBe(1);
  }
  await openConversation(one!, "Anybody there?");
  await assignTo(one!, "(you)");
  await expect(conversations(two!).getByRole("link")).toHaveCount(0);
  await expect.poll(() => countOf(two!, "Unassigned")).toBe(0);
});
