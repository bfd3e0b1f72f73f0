import { beforeAll, describe, expect, it } from "vitest";
import { type MadeTeam, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { askWidget, SHOP, websiteOf } from "../../testing/website";
import { requestRating } from "../automation/ask-rating";
import { Origin } from "./origins";
import { UpdateWebsite } from "./schema";
import { getWebsite, updateWebsite } from "./website";

describe("a website's address", () => {
  it.each([
    ["https://shop.example", "https://shop.example"],
    [" shop.example ", "https://shop.example"],
    ["HTTPS://Shop.Example/basket?x=1#top", "https://shop.example"],
    ["http://shop.example:8080/", "http://shop.example:8080"],
    ["bücher.example", "https://xn--bcher-kva.example"],
    ["localhost:5173", "https://localhost:5173"],
    ["http://127.0.0.1:5173", "http://127.0.0.1:5173"],
  ])("is read from %j", (given, origin) => expect(Origin.parse(given)).toBe(origin));

  it.each([
    ["fernkettle,example.com", "Use a full stop, not a comma: fernkettle.example.com"],
    ["shop", "A website's address looks like https://shop.example, not “shop”"],
    ["ftp://shop.example", /looks like/],
    ["javascript:alert(1)", /looks like/],
    ["https://me:secret@shop.example", /looks like/],
    ["two words.example", /looks like/],
    ["", /looks like/],
  ])("is refused with what to do: %j", (given, message) => {
    const { error } = Origin.safeParse(given);
    expect(error?.issues[0]?.message).toMatch(message);
  });
});

describe("how a website looks", () => {
  let rt: Runtime;
  let team: MadeTeam;
  beforeAll(async () => {
    rt = await testRuntime();
    team = await makeTeam(rt.db);
  });

  it("is what was saved last; what is not named stays, and each change stands in the audit log", async () => {
    const ctx = memberCtx(team.owner);
    const inboxId = team.inbox.id;
    const put = (given: object) => updateWebsite(ctx, UpdateWebsite.parse({ inboxId, ...given }));
    await put({ colour: "#0E7A41", greeting: " Good morning.  How can we help? " });
    await put({
      allowedOrigins: ["shop.example", "https://shop.example/basket", "https://www.shop.example"],
    });
    expect(await getWebsite(ctx, { inboxId })).toMatchObject({
      colour: "#0E7A41",
      greeting: "Good morning. How can we help?",
      allowedOrigins: ["https://shop.example", "https://www.shop.example"],
    });
    const { inbox } = await websiteOf(team.inbox).open();
    expect(inbox).toMatchObject({ colour: "#0E7A41", greeting: "Good morning. How can we help?" });
    const ask = (origin: string) =>
      askWidget("session", { body: { inbox: team.inbox.publicId }, origin }).then(({ status }) => status);
    expect([await ask(SHOP), await ask("https://elsewhere.example")]).toEqual([200, 403]);
    const trail = await rt.db.prisma.auditEntry.findMany({ where: { action: "inbox.update_website" } });
    expect(trail).toHaveLength(2);
    expect(() => UpdateWebsite.parse({ inboxId, colour: "red" })).toThrow();
  });

  it("has features that are on until they are switched off; the server refuses what is off", async () => {
    const own = await makeTeam(rt.db);
    const site = websiteOf(own.inbox);
    const put = (features: object) =>
      updateWebsite(memberCtx(own.owner), UpdateWebsite.parse({ inboxId: own.inbox.id, features }));
    const upload = (token: string, handle: string) =>
      askWidget("files?name=a.txt", {
        ...{ method: "PUT", token, raw: "tea" },
        headers: { "x-parley-handle": handle, "content-type": "text/plain" },
      });
    expect((await site.open()).features).toMatchObject({
      files: true,
      severalConversations: true,
      popout: false,
    });
    const { token, handle, session } = await site.start();
    const file = (await (await upload(token, handle)).json()) as { fileId: string };

    await put({ files: false, popout: true });
    await put({ severalConversations: false });
    expect((await site.open()).features).toMatchObject({
      ...{ files: false, severalConversations: false, popout: true, emoji: true },
    });
    expect((await upload(token, handle)).status).toBe(403);
    expect((await site.send(token, "see", { fileIds: [file.fileId] })).status).toBe(403);
    expect((await site.send(token, "again", { conversationId: newId() })).status).toBe(403);
    expect((await site.send(token, "again", { conversationId: session.conversation!.id })).status).toBe(201);
    expect((await site.start()).session.conversations).toHaveLength(1);

    const ask = () => requestRating(memberCtx(own.owner), session.conversation!.id);
    await put({ rating: false });
    await expect(ask()).rejects.toThrow(/cannot carry a rating/);
    await put({ rating: true });
    await ask();
    await put({ rating: false });
    const body = { messageId: newId(), score: 5, comment: "" };
    expect((await askWidget("rating", { token, body })).status).toBe(403);
  });
});
