import type { Page } from "@playwright/test";
import { openConversation, openInbox, signedIn, signIn, thread } from "./harness/agent";
import { PICTURE } from "./harness/files";
import { expect, test } from "./harness/test";
import { beginChat, chatLog, openChat, say } from "./harness/visitor";

/** What the page complains of, its policy's refusals among it. */
function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || /content security policy/i.test(message.text()))
      heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(String(error)));
  return heard;
}

test("every page has its policy and secure headers, and works under them", async ({ browser, url, team }) => {
  const slug = team.tenant.slug;
  const page = await signedIn(browser, { url, email: team.owner.user.email });
  const stranger = await (await browser.newContext({ baseURL: url })).newPage();
  const pages: [Page, string][] = [
    [stranger, "/"],
    [stranger, "/sign-in"],
    [stranger, "/sign-up"],
    [stranger, "/forgot"],
    [stranger, `/demo/${slug}`],
    [page, `/t/${slug}/inbox`],
    [page, `/t/${slug}/settings`],
  ];
  for (const [who, path] of pages) {
    const heard = complaints(who);
    const answer = await who.goto(path);
    const headers = answer!.headers();
    const policy = headers["content-security-policy"] ?? "";
    expect(policy, path).toContain("script-src 'self' 'nonce-");
    expect(
      policy.split(";").find((part) => part.includes("script-src")),
      path,
    ).not.toMatch(/unsafe|\*|https?:/);
    for (const part of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ]) {
      expect(policy, path).toContain(part);
    }
    expect(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "strict-origin-when-cross-origin",
      // A shop opens windows of its own, and the dashboard Meta's, where the installation has an app there.
      "cross-origin-opener-policy": /^\/(demo|t)\//.test(path) ? "same-origin-allow-popups" : "same-origin",
    });
    expect(headers["x-powered-by"]).toBeUndefined();
    await who.waitForLoadState("networkidle");
    if (path.startsWith("/demo")) {
      await beginChat(who);
      await expect(who.getByRole("textbox", { name: "Write a message" })).toBeVisible();
    }
    expect(heard, path).toEqual([]);
  }
});

test("the session's cookie is out of a script's and another site's reach", async ({ page, team }) => {
  await signIn(page, team.agents[0].user.email);
  await expect(page).toHaveURL(new RegExp(`/t/${team.tenant.slug}/inbox`));
  const cookies = await page.context().cookies();
  const session = cookies.find((cookie) => cookie.name.endsWith("session-token"));
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  expect(await page.evaluate(() => document.cookie)).not.toContain("session-token");
  for (const cookie of cookies) expect([cookie.name, cookie.sameSite]).not.toEqual([cookie.name, "None"]);
});

test("what a visitor writes, names and links stays text on every screen", async ({ browser, url, team }) => {
  const script = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;
  const agent = await signedIn(browser, { url, email: team.agents[0].user.email });
  const agentHeard = complaints(agent);
  const visitor = await openChat(browser, { url, slug: team.tenant.slug });
  await say(
    visitor,
    `${script} javascript:window.hacked=1 https://x.example/"onmouseover="window.hacked=1 m001`,
  );
  await visitor.locator("input[type=file]").setInputFiles({
    name: `${script.replaceAll("/", "")}.png`,
    mimeType: "image/png",
    buffer: PICTURE.buffer,
  });
  await visitor
    .locator("input[type=file]")
    .setInputFiles({ name: "page.html", mimeType: "text/html", buffer: Buffer.from(script) });
  await expect(visitor.getByRole("button", { name: "Send message" })).toBeEnabled();
  await visitor.getByRole("button", { name: "Send message" }).click();
  await say(visitor, "odd \u202Egnp.exe\u0000 👩‍👩‍👧‍👦 ﷽ Z͑ͫ̓ͪ̂ͫ m002");

  await openInbox(agent, team.tenant.slug);
  await openConversation(agent, "m002");
  await expect(thread(agent)).toContainText("m001");
  await expect(chatLog(visitor)).toContainText("m002");
  for (const page of [visitor, agent]) {
    const log = page.getByRole("log", { name: "Messages" });
    await expect(log).toContainText("<script>window.hacked=1</script>");
    await expect(log.locator("script")).toHaveCount(0);
    await expect(log.locator("[onerror],[onmouseover],[src=x]")).toHaveCount(0);
    await expect(log.locator("a[href^='javascript']")).toHaveCount(0);
    await expect(page.locator("[onerror]")).toHaveCount(0);
    expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  }
  expect(agentHeard).toEqual([]);
  // The page a customer uploaded is never run on this host: it comes as a download.
  const href = await thread(agent)
    .getByRole("link", { name: /page\.html/ })
    .first()
    .getAttribute("href");
  const answer = await agent.request.get(href!);
  expect(answer.headers()["content-disposition"]).toMatch(/^attachment/);
  expect(answer.headers()["content-security-policy"]).toContain("sandbox");
});

test("signing in leads nowhere else", async ({ page, team, url }) => {
  for (const next of [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/%5Cevil.example",
    "javascript:alert(1)",
    "\t//evil.example",
  ]) {
    // An inbox still open would go its own way once its session is gone.
    await page.goto("about:blank");
    await page.context().clearCookies();
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByLabel("E-mail").fill(team.agents[1].user.email);
    await page.getByLabel("Password", { exact: true }).fill(team.agents[1].user.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(({ pathname }) => pathname !== "/sign-in" && pathname !== "/t");
    expect(new URL(page.url()).origin, next).toBe(url);
  }
});

test("another site's page can do nothing with the cookie of ours", async ({ browser, url, team, db }) => {
  const page = await signedIn(browser, { url, email: team.owner.user.email });
  const from = {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
    "x-parley-tenant": team.tenant.slug,
  };
  const asked = [
    page.request.post("/api/trpc/members.deactivate", {
      data: { memberId: team.agents[0].id },
      headers: from,
    }),
    page.request.put("/api/files?name=a.txt", { data: "x", headers: from }),
    page.request.post("/api/realtime/auth", {
      form: { socket_id: "1.1", channel_name: "private-x" },
      headers: from,
    }),
    page.request.post("/api/trpc/sessions.signOut", { data: {}, headers: from }),
  ];
  for (const answer of await Promise.all(asked))
    expect([answer.url(), answer.status()]).toEqual([answer.url(), 403]);
  const { rows } = await db.pool.query(
    "select 1 from member where tenant_id = $1 and deactivated_at is not null",
    [team.tenant.id],
  );
  expect(rows).toEqual([]);
  // Without the token of the form nobody is signed in or out, whoever sends the request.
  const out = await page.request.post("/api/auth/signout", { form: { json: "true" } });
  expect(out.status()).toBeLessThan(500);
  expect((await page.goto(`/t/${team.tenant.slug}/inbox`))?.url()).toContain("/inbox");
});
