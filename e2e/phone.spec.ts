import type { CDPSession, Locator, Page } from "@playwright/test";
import {
  type MadeTeam,
  makeContact,
  makeConversation,
  makeMessages,
  type Pooled,
} from "../prisma/seed/factories";
import { conversations, openConversation, openInbox, signedIn, thread } from "./harness/agent";
import { meet } from "./harness/meet";
import { PHONE } from "./harness/phone";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";
import { say } from "./harness/visitor";

const row = (page: Page, name: string) => conversations(page).getByRole("link", { name: new RegExp(name) });

async function written(db: Pooled, { tenant, inbox }: MadeTeam, name: string) {
  const contact = await makeContact(db, { tenantId: tenant.id, name });
  const place = { tenantId: tenant.id, inboxId: inbox.id, contactId: contact.id };
  await makeMessages(db, await makeConversation(db, place), 2);
}

/** A finger drawn over the element, as the screen feels it. */
async function swipe(touch: CDPSession, over: Locator, by: number): Promise<void> {
  const box = (await over.boundingBox())!;
  const y = box.y + box.height / 2;
  const from = box.x + box.width / 2 - by / 2;
  const send = (type: "touchStart" | "touchMove" | "touchEnd", x?: number) =>
    touch.send("Input.dispatchTouchEvent", { type, touchPoints: x === undefined ? [] : [{ x, y }] });
  await send("touchStart", from);
  for (let step = 1; step <= 6; step++) await send("touchMove", from + (by * step) / 6);
  await send("touchEnd");
}

test("on a phone rows are swiped, one pane is shown at a time, and back leads back", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug } = team.tenant;
  for (const name of ["Grace Whitfield", "Daniel Osei"]) await written(db, team, name);
  const phone = await signedIn(browser, { url, email: team.agents[0].user.email, ...PHONE });
  const desk = await signedIn(browser, { url, email: team.agents[1].user.email });
  await openInbox(desk, slug);
  await phone.goto(`/t/${slug}/inbox?view=all`);
  const touch = await phone.context().newCDPSession(phone);
  await expect(row(phone, "Grace Whitfield")).toBeVisible();
  await expect(phone.getByRole("status").filter({ hasText: "In sync" })).toHaveCount(1);

  await test.step("a little is not enough", async () => {
    await swipe(touch, row(phone, "Grace Whitfield"), -50);
    await expect(row(phone, "Grace Whitfield")).toBeVisible();
    await expect(thread(phone)).toBeHidden();
  });
  await test.step("to the left it is resolved, for the colleague too, and undone", async () => {
    await expect(async () => {
      await swipe(touch, row(phone, "Grace Whitfield"), -160);
      await expect(row(phone, "Grace Whitfield")).toHaveCount(0, { timeout: 2_000 });
    }).toPass();
    await expect(row(desk, "Grace Whitfield")).toHaveCount(0);
    await phone.getByRole("button", { name: "Undo", exact: true }).click();
    await expect(row(desk, "Grace Whitfield")).toBeVisible();
  });
  await test.step("to the right it asks until when to snooze", async () => {
    await swipe(touch, row(phone, "Daniel Osei"), 160);
    await phone.getByRole("option", { name: /Until tomorrow/ }).click();
    await expect(row(desk, "Daniel Osei")).toHaveCount(0);
  });
  await test.step("list, thread and contact are pages of their own, and back leads through them", async () => {
    await openConversation(phone, "Grace Whitfield");
    await expect(conversations(phone)).toBeHidden();
    await phone.getByRole("button", { name: "Show details" }).click();
    const details = phone.getByRole("complementary", { name: "Details" });
    await expect(details).toBeVisible();
    await expect(thread(phone)).toBeHidden();
    await phone.goBack();
    await expect(thread(phone)).toBeVisible();
    await expect(details).toBeHidden();
    await phone.goBack();
    await expect(conversations(phone)).toBeVisible();
    await expect(thread(phone)).toBeHidden();
  });
});

test("what comes in elsewhere is heard once, and marked on the tab, its icon and the app", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug, id: tenantId } = team.tenant;
  const [tom] = team.agents;
  const sound = { sound: { tone: "ding", volume: 80, onlyWhenAway: false } };
  await db.pool.query("update member set preferences = preferences || $2::jsonb where tenant_id = $1", [
    tenantId,
    JSON.stringify(sound),
  ]);
  const { visitor, agent } = await meet(browser, {
    url,
    team,
    prepare: (page) =>
      page.addInitScript(() => {
        const seen = { tones: 0, badge: 0 };
        Object.assign(window, { seen });
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (...args) {
          seen.tones++;
          return start.apply(this, args);
        };
        Object.assign(navigator, {
          setAppBadge: async (count: number) => void Object.assign(seen, { badge: count }),
          clearAppBadge: async () => void Object.assign(seen, { badge: 0 }),
        });
      }),
  });
  const seen = () => agent.evaluate(() => (window as never as { seen: unknown }).seen);
  const icon = () => agent.evaluate(() => document.querySelector<HTMLLinkElement>('link[rel~="icon"]')?.href);
  const conversationId = new URL(agent.url()).pathname.split("/").at(-1)!;
  await mutate(agent, slug, "conversations.assign", { conversationId, assigneeId: tom.id });
  // Whoever has just opened a thread is taken as looking at it once their socket has joined its room.
  await agent.waitForTimeout(2_000);
  await say(visitor, "Looked at");
  await expect(thread(agent)).toContainText("Looked at");
  expect(await seen(), "nothing is said of what is on the screen").toEqual({ tones: 0, badge: 0 });

  await agent.keyboard.press("Escape");
  await expect(thread(agent)).toHaveCount(0);
  await say(visitor, "Not looked at");
  await expect(agent).toHaveTitle(/^\(1\) /);
  await expect.poll(seen).toEqual({ tones: 1, badge: 1 });
  await expect.poll(icon).toMatch(/^data:image\/png/);
  await openConversation(agent, "Not looked at");
  await expect(agent).not.toHaveTitle(/^\(/);
  await expect.poll(seen).toEqual({ tones: 1, badge: 0 });
  await expect.poll(icon).toMatch(/icon\.svg/);
});

test("without motion nothing moves, and on the widest screen no line grows past its measure", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { slug, id: tenantId } = team.tenant;
  const made = await makeConversation(db, { tenantId, inboxId: team.inbox.id });
  await makeMessages(db, made, [{ kind: "incoming", content: "A long story. ".repeat(60) }]);
  const page = await signedIn(browser, {
    url,
    email: team.owner.user.email,
    viewport: { width: 2560, height: 1300 },
    reducedMotion: "reduce",
  });
  const moving = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("*")].flatMap((element) => {
        const { transitionProperty, transitionDuration, animationDuration, animationIterationCount } =
          getComputedStyle(element);
        const longest = Math.max(
          ...`${transitionDuration}, ${animationDuration}`.split(", ").map(parseFloat),
        );
        const isStill =
          transitionProperty === "opacity" && longest <= 0.08 && animationIterationCount === "1";
        return isStill ? [] : [element.outerHTML.slice(0, 120)];
      }),
    );
  await openInbox(page, slug);
  await openConversation(page, "A long story");
  await expect(page.getByRole("complementary", { name: "Details" })).toBeVisible();
  expect(await moving()).toEqual([]);
  const bubble = await thread(page)
    .getByText(/A long story/)
    .first()
    .boundingBox();
  expect(bubble!.width).toBeLessThanOrEqual(640);
  for (const path of ["settings/profile", "settings/business", `settings/inboxes/${team.inbox.id}`]) {
    await page.goto(`/t/${slug}/${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const widest = await page
      .getByRole("main")
      .evaluate((main) =>
        Math.max(0, ...[...main.querySelectorAll("p")].map((line) => line.getBoundingClientRect().width)),
      );
    expect(widest, path).toBeLessThanOrEqual(720);
    expect(await moving(), path).toEqual([]);
  }
});
