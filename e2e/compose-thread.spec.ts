import type { Page } from "@playwright/test";
import { reply, replyBox, sendButton, thread, writeNote } from "./harness/agent";
import { colleagueOf, menuOf, message, stored } from "./harness/colleague";
import { PICTURE } from "./harness/files";
import { meet } from "./harness/meet";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";
import { chatLog, field, say } from "./harness/visitor";

// Two agents and a visitor in one conversation: what is answered, taken away, looked at and found again.

test("an answer quotes its message for both sides, and the quote leads back to it over older pages", async ({
  browser,
  url,
  team,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  await menuOf(agent, "v001", "Reply to this");
  await expect(replyBox(agent)).toBeFocused();
  await reply(agent, "This one I mean");
  await expect(chatLog(visitor).getByRole("log").or(chatLog(visitor)).first()).toContainText(
    "This one I mean",
  );
  await expect(visitor.locator("q")).toHaveText("v001");
  const { tenant } = team;
  const id = new URL(agent.url()).pathname.split("/").at(-1)!;
  for (let i = 0; i < 70; i++) {
    const input = {
      conversationId: id,
      clientId: `filling-${i}-x`,
      kind: "outgoing",
      content: `Filling ${i}`,
    };
    await mutate(agent, tenant.slug, "messages.send", input);
  }
  const last = { conversationId: id, clientId: "quoting-again", kind: "outgoing", content: "And again" };
  // The quote names its text, too: the message itself is the first of the two.
  const first = thread(agent).locator("[data-message]").filter({ hasText: "v001" }).first();
  await mutate(agent, tenant.slug, "messages.send", last);
  await menuOf(agent, "And again", "Copy link");
  await agent.goto(`/t/${tenant.slug}/inbox/${id}?view=all&m=1`);
  await expect(first).toBeFocused();
  await expect(first).toBeInViewport();
  await agent.getByRole("button", { name: /new|To the newest/ }).click();
  await expect(message(agent, "And again")).toBeInViewport();
});

test("older messages come without a jump of what is read", async ({ browser, url, team }) => {
  const { agent } = await meet(browser, { url, team });
  const id = new URL(agent.url()).pathname.split("/").at(-1)!;
  for (let i = 0; i < 90; i++) {
    const input = {
      conversationId: id,
      clientId: `older-${i}-x`,
      kind: "note",
      content: `Line ${i} of the tale`,
    };
    await mutate(agent, team.tenant.slug, "messages.send", input);
  }
  await agent.goto(`/t/${team.tenant.slug}/inbox/${id}?view=all`);
  await expect(message(agent, "Line 89 of")).toBeInViewport();
  await expect(message(agent, "Line 5 of")).toHaveCount(0);
  const place = async () => (await message(agent, "Line 45 of").boundingBox())?.y;
  await message(agent, "Line 45 of").evaluate((at) => at.scrollIntoView({ block: "center" }));
  let before: number | undefined;
  await expect
    .poll(async () => {
      before = await place();
      return before;
    })
    .toBeDefined();
  await expect(message(agent, "Line 5 of")).toHaveCount(1);
  await expect.poll(async () => Math.abs(((await place()) ?? 9_999) - before!)).toBeLessThan(2);
  // Nor does what grows below it later, as a picture that has come.
  await expect(async () => {
    const was = await place();
    await message(agent, "Line 89 of").evaluate(async (at) => {
      at.style.paddingBottom = `${at.clientHeight + 80}px`;
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    });
    expect(Math.abs((await place())! - was!)).toBeLessThan(2);
  }).toPass();
  // Nor is it lost what was scrolled while the page could not hear of it yet.
  const release = await holdScripts(agent);
  await agent.reload({ waitUntil: "commit" });
  await expect(message(agent, "Line 89 of")).toBeInViewport();
  await message(agent, "Line 45 of").evaluate((at) => at.scrollIntoView({ block: "center" }));
  release();
  await expect(message(agent, "Line 5 of")).toHaveCount(1);
});

/** Keeps the page's scripts back until it is called off: what is seen until then has come in the page itself. */
async function holdScripts(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test("a deleted message is gone for the visitor and the colleague, live", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  const colleague = await colleagueOf(browser, { url, team });
  await reply(agent, "My own password");
  for (const log of [chatLog(visitor), thread(colleague)]) await expect(log).toContainText("My own password");
  await menuOf(agent, "My own password", "Delete message");
  await agent.getByRole("button", { name: "Delete message" }).click();
  for (const log of [chatLog(visitor), thread(colleague), thread(agent)]) {
    await expect(log).toContainText("This message was deleted");
    await expect(log).not.toContainText("My own password");
  }
  expect(await stored(db, team)).toEqual(["v001", ""]);
});

test("pictures make a gallery for the keys on both sides, a film plays, and a file that is no file is refused", async ({
  browser,
  url,
  team,
}) => {
  const { agent, visitor } = await meet(browser, { url, team });
  const film = { name: "kiln.webm", mimeType: "video/webm", buffer: await recordFilm(agent) };
  const chooser = agent.waitForEvent("filechooser");
  await agent.getByRole("button", { name: "Attach files" }).click();
  const other = { ...PICTURE, name: "second mug.png" };
  const bad = { name: "run.exe", mimeType: "application/x-msdownload", buffer: Buffer.from("MZ") };
  await (await chooser).setFiles([PICTURE, other, film, bad]);
  await expect(agent.getByText(/run\.exe is not a kind of file/)).toBeVisible();
  await replyBox(agent).fill("Both mugs");
  await expect(agent.getByRole("progressbar")).toHaveCount(0);
  await sendButton(agent).click();
  await thread(agent)
    .getByRole("button", { name: /Open chipped mug/ })
    .click();
  const gallery = agent.getByRole("dialog", { name: /Picture/ });
  await expect(gallery).toContainText("1 of 2");
  await agent.keyboard.press("ArrowRight");
  await expect(gallery).toContainText("second mug.png · 2 of 2");
  await agent.keyboard.press("+");
  await agent.keyboard.press("Escape");
  await expect(gallery).toHaveCount(0);

  const picture = chatLog(visitor).getByRole("link", { name: "chipped mug.png" });
  await picture.focus();
  await visitor.keyboard.press("Enter");
  const viewer = visitor.getByRole("dialog", { name: "Picture" });
  await expect(viewer).toContainText("chipped mug.png · 1/2");
  await expect(viewer.getByRole("button", { name: "Close the picture" })).toBeFocused();
  await visitor.keyboard.press("ArrowRight");
  await expect(viewer).toContainText("second mug.png · 2/2");
  await visitor.keyboard.press("Escape");
  await expect(viewer).toHaveCount(0);
  await expect(picture).toBeFocused();
  const player = chatLog(visitor).getByLabel("kiln.webm");
  await expect.poll(() => player.evaluate((at) => (at as HTMLVideoElement).videoWidth)).toBe(64);
});

/** Half a second of a canvas that turns grey. */
async function recordFilm(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
    const pen = canvas.getContext("2d")!;
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: "video/webm" });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const over = new Promise((done) => recorder.addEventListener("stop", done));
    recorder.start();
    for (let grey = 0; grey < 12; grey++) {
      pen.fillStyle = `rgb(${grey * 20} ${grey * 20} ${grey * 20})`;
      pen.fillRect(0, 0, 64, 48);
      await new Promise((done) => setTimeout(done, 40));
    }
    recorder.stop();
    await over;
    return btoa(String.fromCharCode(...new Uint8Array(await new Blob(parts).arrayBuffer())));
  });
  return Buffer.from(base64, "base64");
}

test("a voice note is recorded, listened to and sent with a player", async ({
  browserName,
  url,
  team,
  playwright,
}) => {
  const launchOptions = test.info().project.use.launchOptions ?? {};
  const args = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
  const browser = await playwright[browserName].launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), ...args],
  });
  try {
    const { visitor, agent } = await meet(browser, { url, team });
    await agent.context().grantPermissions(["microphone"]);
    await agent.getByRole("button", { name: "Record a voice note" }).click();
    const panel = agent.getByRole("group", { name: "Voice note" });
    await expect(panel.getByRole("timer")).toHaveText(/0:0[1-9]/);
    await panel.getByRole("button", { name: "Stop recording" }).click();
    await expect(panel.getByRole("button", { name: "Play Your voice note" })).toBeVisible();
    await panel.getByRole("button", { name: "Attach the voice note" }).click();
    await expect(agent.getByText(/^voice-note\./)).toBeVisible();
    await expect(agent.getByRole("progressbar")).toHaveCount(0);
    await sendButton(agent).click();
    await expect(thread(agent).getByRole("button", { name: /^Play voice-note/ })).toBeVisible();
    await expect(chatLog(visitor).getByLabel(/^voice-note\./)).toBeVisible();
  } finally {
    await browser.close();
  }
});

test("the keys walk the messages and open their menu", async ({ browser, url, team }) => {
  const { visitor, agent } = await meet(browser, { url, team });
  await say(visitor, "v002");
  await writeNote(agent, "Between us");
  // Stored, not only on its way.
  await expect(message(agent, "Between us")).toBeVisible();
  await agent.keyboard.press("Alt+ArrowUp");
  await expect(message(agent, "Between us")).toBeFocused();
  await agent.keyboard.press("Alt+ArrowUp");
  await expect(message(agent, "v002")).toBeFocused();
  await agent.keyboard.press("Enter");
  await expect(agent.getByRole("menuitem", { name: "Reply to this" })).toBeVisible();
  await agent.keyboard.press("Escape");
  await message(agent, "v002").hover();
  const button = message(agent, "v002").getByRole("button", { name: "Message menu" });
  await button.click();
  const [from, menu] = await Promise.all([button.boundingBox(), agent.getByRole("menu").boundingBox()]);
  expect(Math.abs(menu!.x - from!.x), "beside its button").toBeLessThan(260);
  await agent.keyboard.press("Escape");
  await expect(field(visitor)).toBeVisible();
});
