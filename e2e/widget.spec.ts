import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext, Page } from "@playwright/test";
import { reply, thread } from "./harness/agent";
import { meet } from "./harness/meet";
import { expect, test } from "./harness/test";
import { mutate } from "./harness/trpc";
import { chatLog, field, launcher, say } from "./harness/visitor";

// The widget on websites that are not ours: another origin, other rules, other styles.

type Website = { page: Page; requests: string[]; problems: string[] };
type Asked = { url: string; inbox: string; head?: string; headers?: Record<string, string> };

/** A customer's website on a port of its own, with nothing of ours on it but the script tag. */
async function serve({ url, inbox, head = "", headers = {} }: Asked): Promise<string> {
  const body = `<!doctype html><html lang="en"><head><title>Shop</title><meta name="viewport" content="width=device-width">${head}</head><body><main><h1>Shop</h1>
    <a href="#top">Top</a></main><script async src="${url}/widget.js" data-inbox="${inbox}"></script></body></html>`;
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/" ? 200 : 404, { "content-type": "text/html", ...headers });
    response.end(request.url === "/" ? body : "");
  });
  open.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const open: Server[] = [];
test.afterEach(() => {
  for (const server of open.splice(0)) server.close().closeAllConnections();
});

async function visit(context: BrowserContext, asked: Asked | string): Promise<Website> {
  const site = typeof asked === "string" ? asked : await serve(asked);
  const page = await context.newPage();
  const requests: string[] = [];
  const problems: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(site))
      requests.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error" && /policy|parley/i.test(line.text())) problems.push(line.text());
  });
  await page.goto(site);
  await expect(launcher(page)).toBeVisible();
  return { page, requests, problems };
}

const kept = (page: Page) => page.evaluate(() => Object.keys(localStorage));

test("one file and nothing stored until somebody reaches for the button, nothing stored until they write", async ({
  context,
  url,
  team,
  db,
}) => {
  const { page, requests, problems } = await visit(context, { url, inbox: team.inbox.publicId });
  await page.waitForTimeout(3000);
  expect(requests).toEqual(["GET /widget.js"]);

  await launcher(page).click();
  await expect(field(page)).toBeFocused();
  await expect(page.getByRole("dialog")).toContainText(team.tenant.name);
  expect(await kept(page)).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  const contacts = () => db.pool.query("select 1 from contact where tenant_id = $1", [team.tenant.id]);
  expect((await contacts()).rowCount).toBe(0);

  await say(page, "Hello");
  await expect(chatLog(page)).toContainText("Sent");
  expect(await kept(page)).toEqual([`parley:${team.inbox.publicId}`]);
  expect((await contacts()).rowCount).toBe(1);
  expect(problems).toEqual([]);
});

test("a strict content security policy is kept to", async ({ context, url, team }) => {
  const policy = `default-src 'none'; script-src 'self' ${url}; style-src 'self'; connect-src ${url} ${url.replace("http", "ws")}; require-trusted-types-for 'script'`;
  const headers = { "content-security-policy": policy };
  const { page, problems } = await visit(context, { url, inbox: team.inbox.publicId, headers });
  await launcher(page).click();
  await say(page, "Two lines\nof text");
  await expect(chatLog(page)).toContainText("Sent");
  await expect
    .poll(() => page.getByRole("dialog").evaluate((panel) => panel.getBoundingClientRect().width))
    .toBe(376);
  expect(problems).toEqual([]);
});

test("a page whose style goes for everything does not reach it", async ({ context, url, team }) => {
  const head = `<style>* { all: unset !important }
    div, p, button, dialog, section, textarea, svg { display: none !important; color: red !important }
    parley-widget { display: none !important; opacity: 0 !important; transform: scale(9) !important; --c: red !important }</style>`;
  const { page } = await visit(context, { url, inbox: team.inbox.publicId, head });
  const { width = 0, height = 0 } = page.viewportSize()!;
  const place = await launcher(page).boundingBox();
  expect(place).toEqual({ x: width - 80, y: height - 80, width: 56, height: 56 });
  await expect(launcher(page)).not.toHaveCSS("background-color", "rgb(255, 0, 0)");
  await launcher(page).click();
  await say(page, "Still here");
  await expect(chatLog(page)).toContainText("Sent");
  expect((await page.getByRole("dialog").boundingBox())?.width).toBe(376);
});

test("a file dropped on the chat is sent, and does not take the page's place", async ({
  context,
  url,
  team,
}) => {
  const { page, problems } = await visit(context, { url, inbox: team.inbox.publicId });
  await launcher(page).click();
  const isTaken = await page.getByRole("dialog").evaluate((panel) => {
    const data = new DataTransfer();
    data.items.add(new File(["Order FK-20418"], "order.txt", { type: "text/plain" }));
    const told = (name: string) =>
      !panel.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
    return told("dragover") && told("drop");
  });
  expect(isTaken).toBe(true);
  await expect(page.getByRole("button", { name: "Send message" })).toBeEnabled();
  await page.getByRole("button", { name: "Send message" }).click();
  await expect(chatLog(page).getByText("order.txt")).toBeVisible();
  expect(problems).toEqual([]);
});

test("destroy() leaves no node, listener, timer or socket behind", async ({ context, url, team }) => {
  await context.addInitScript(watchLeftovers);
  const { page } = await visit(context, { url, inbox: team.inbox.publicId });
  await launcher(page).click();
  await say(page, "Hello");
  await expect(chatLog(page)).toContainText("Sent");
  await field(page).pressSequentially("half a thought");
  const left = () => page.evaluate(() => (window as unknown as { leftovers: () => object }).leftovers());
  expect(await left()).toMatchObject({ sockets: 1, isNode: true, isGlobal: true });
  await page.evaluate(() => (window as unknown as { parley: { destroy: () => void } }).parley.destroy());
  await expect
    .poll(left)
    .toEqual({ listeners: [], timers: 0, sockets: 0, isNode: false, isGlobal: false, sheets: 0 });
});

test("what the page asked for before the widget was there is done, and what it throws stays its own", async ({
  context,
  url,
  team,
}) => {
  const head = `<script>window.heard = [];
    window.parley = [["on", "opened", () => { heard.push("opened"); throw new Error("the page's own") }], ["open"]]</script>`;
  const site = await serve({ url, inbox: team.inbox.publicId, head });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(site);
  await expect(field(page)).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual(["opened"]);
  expect(problems).toEqual([]);
});

test("two tabs without a network queue in one order, and send each message once when it is back", async ({
  context,
  url,
  team,
  db,
}) => {
  const site = await serve({ url, inbox: team.inbox.publicId });
  const one = (await visit(context, site)).page;
  const two = (await visit(context, site)).page;
  for (const page of [one, two]) await launcher(page).click();
  await say(one, "one");
  await expect(chatLog(two)).toContainText("one");
  await context.setOffline(true);
  await say(one, "two");
  await say(two, "three");
  await say(one, "four");
  await expect(chatLog(one)).toContainText("Goes out when you are back online");
  await expect(one.getByText("Offline. What you write goes out when you are back.")).toBeVisible();
  await context.setOffline(false);
  for (const page of [one, two]) {
    await expect(chatLog(page)).toContainText(/two.*three.*four.*Sent/s);
    await expect(chatLog(page)).not.toContainText("Goes out");
  }
  const { rows } = await db.pool.query("select content from message where tenant_id = $1 order by seq", [
    team.tenant.id,
  ]);
  expect(rows.map((row) => row.content)).toEqual(["one", "two", "three", "four"]);
});

test("a website that the inbox does not allow is told so, politely", async ({ context, url, team, db }) => {
  await db.pool.query("update inbox set settings = $2 where id = $1", [
    team.inbox.id,
    JSON.stringify({ allowedOrigins: ["https://shop.example"] }),
  ]);
  const { page } = await visit(context, { url, inbox: team.inbox.publicId });
  await launcher(page).click();
  await expect(page.getByRole("alert")).toContainText("may not be shown on");
  await expect(field(page)).toBeHidden();
});

test("on a phone it is the page: modal, with a cross, and the focus goes back", async ({
  browser,
  url,
  team,
}) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const { page } = await visit(context, { url, inbox: team.inbox.publicId });
  await launcher(page).tap();
  const panel = page.getByRole("dialog");
  await expect(panel).toBeVisible();
  await expect.poll(() => panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  expect(await panel.evaluate((node) => node.matches(":modal"))).toBe(true);
  await expect(field(page)).toHaveCSS("font-size", "16px");
  await panel.getByRole("button", { name: "Close chat" }).tap();
  await expect(panel).toBeHidden();
  await expect(launcher(page)).toBeFocused();
  await context.close();
});

/** Runs in the page, before anything of it: counts what is listened to, waited for and connected. */
function watchLeftovers(): void {
  const listeners = new Map<string, number>();
  const timers = new Set<unknown>();
  const sockets: WebSocket[] = [];
  const { addEventListener } = EventTarget.prototype;
  const count = (key: string, by: number) => listeners.set(key, (listeners.get(key) ?? 0) + by);

  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const isGlobal =
      this === window ||
      this === document ||
      this instanceof MediaQueryList ||
      this instanceof VisualViewport;
    const signal = typeof options === "object" ? options.signal : undefined;
    const isOnce = typeof options === "object" && options.once;
    if (isGlobal && !isOnce) {
      count(type, 1);
      if (signal) addEventListener.call(signal, "abort", () => count(type, -1));
    }
    addEventListener.call(this, type, listener, options);
  };
  const { setTimeout, clearTimeout, setInterval, clearInterval, WebSocket } = window;
  Object.assign(window, {
    setTimeout(run: () => void, wait: number) {
      const id = setTimeout(() => {
        timers.delete(id);
        run();
      }, wait);
      timers.add(id);
      return id;
    },
    setInterval(run: () => void, wait: number) {
      const id = setInterval(run, wait);
      timers.add(id);
      return id;
    },
    clearTimeout(id: number) {
      timers.delete(id);
      clearTimeout(id);
    },
    clearInterval(id: number) {
      timers.delete(id);
      clearInterval(id);
    },
    WebSocket: class extends WebSocket {
      constructor(address: string) {
        super(address);
        sockets.push(this);
      }
    },
    leftovers: () => ({
      listeners: [...listeners].filter(([, n]) => n > 0).map(([type]) => type),
      timers: timers.size,
      sockets: sockets.filter((socket) => socket.readyState < 2).length,
      isNode: document.querySelector("parley-widget") !== null,
      isGlobal: "parley" in window,
      sheets: document.adoptedStyleSheets.length,
    }),
  });
}

test("an open chat follows its messages through a split and its undo, and draws what the team formats", async ({
  browser,
  url,
  team,
  db,
}) => {
  const { visitor, agent } = await meet(browser, { url, team });
  await say(visitor, "And about the lid");
  const text =
    "It is **in stock**: see [the shop](https://shop.test/kettle)\n- steel\n- `copper`\n<b>not this</b>";
  await reply(agent, text);
  const log = chatLog(visitor);
  await expect(log.getByText("in stock", { exact: true })).toBeVisible();
  await expect(log.getByRole("listitem")).toHaveText(["steel", "copper"]);
  await expect(log).toContainText("<b>not this</b>");
  const link = log.getByRole("link", { name: "the shop" });
  await expect(link).toHaveAttribute("href", "https://shop.test/kettle");
  await expect(link).toHaveAttribute("rel", /noopener/);

  const { rows } = await db.pool.query<{ id: string; seq: number }>(
    `select c.id, m.seq from conversation c join message m on m.conversation_id = c.id
     where c.tenant_id = $1 and m.content = 'And about the lid'`,
    [team.tenant.id],
  );
  const { id: conversationId, seq: fromSeq } = rows[0]!;
  const { slug } = team.tenant;
  await mutate(agent, slug, "conversations.split", { conversationId, fromSeq });
  await expect(log).not.toContainText("v001");
  await expect(log).toContainText("And about the lid");
  await agent.reload();
  await thread(agent).getByRole("button", { name: "Undo" }).click();
  await expect(log).toContainText("v001");
  await expect(log).toContainText("And about the lid");
  await say(visitor, "Still here");
  await expect(thread(agent)).toContainText("Still here");
});
