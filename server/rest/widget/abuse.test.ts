import { beforeAll, describe, expect, it } from "vitest";
import { type MadeTeam, makeTeam } from "../../../prisma/seed/factories";
import { POLICIES } from "../../infra/rate-limit/policies";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { askWidget, newHandle, SHOP, websiteOf } from "../../testing/website";

let rt: Runtime;
let team: MadeTeam;
beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
});
const open = (headers: Record<string, string>, inbox = team.inbox.publicId) =>
  askWidget("session", { body: { inbox }, headers });

describe("the widget's door", () => {
  it.each([
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "facebookexternalhit/1.1",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
  ])("answers a crawler without work: %s", async (agent) => {
    const answer = await open({ "user-agent": agent }, "no-such-inbox");
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
    expect(answer.headers.get("access-control-allow-origin")).toBe(SHOP);
  });

  it.each([
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 14; CUBOT X70) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36",
    "",
  ])("lets a person in: %s", async (agent) => {
    expect((await open({ "user-agent": agent })).status).toBe(200);
  });

  it("holds one visitor back who begins conversation after conversation, not the others behind the address", async () => {
    const site = websiteOf(team.inbox);
    const { token } = await site.start("First");
    const { limit } = POLICIES["widget.conversation.visitor"];
    const begin = () => site.send(token, "One more", { conversationId: crypto.randomUUID() });
    for (let i = 0; i < limit; i++) expect((await begin()).status).toBe(201);
    const refused = await begin();
    expect(refused.status).toBe(429);
    const { error } = (await refused.json()) as { error: { retryAfter: number } };
    expect(error.retryAfter).toBeGreaterThan(0);
    const neighbour = await site.open();
    expect((await site.send(neighbour.token, "Hello", { handle: newHandle() })).status).toBe(201);
  });

  it("holds back a flood on one inbox that comes from everywhere, and no other inbox", async () => {
    const other = await makeTeam(rt.db);
    const { limit } = POLICIES["widget.bootstrap.inbox"];
    for (let i = 0; i < limit; i++) await rt.limiter.check("widget.bootstrap.inbox", other.inbox.publicId);
    const refused = await open({}, other.inbox.publicId);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await open({})).status).toBe(200);
  });
});
