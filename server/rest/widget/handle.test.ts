import { beforeAll, expect, it } from "vitest";
import { type MadeTeam, makeTeam } from "../../../prisma/seed/factories";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { askWidget, newHandle, SHOP, websiteOf } from "../../testing/website";

let rt: Runtime;
let team: MadeTeam;
let site: ReturnType<typeof websiteOf>;
beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
  site = websiteOf(team.inbox);
});
const conversationsOf = (identityId: string) => rt.db.prisma.conversation.count({ where: { identityId } });

it("a handle opens nothing on another website, and cannot write there either", async () => {
  const { handle } = await site.start();
  const origin = "https://elsewhere.example";
  expect(await site.open({ handle })).toMatchObject({ visitor: true, isStale: false });
  const stranger = await site.open({ handle, origin });
  expect(stranger).toMatchObject({ visitor: false, isStale: true, conversation: null, channel: null });
  expect((await site.send(stranger.token, "Let me in", { handle }, origin)).status).toBe(401);
  await askWidget("forget", { body: { inbox: team.inbox.publicId, handle }, origin });
  expect(await site.open({ handle })).toMatchObject({ visitor: true });
});

it("a forgotten handle is worthless at once, with the tokens made from it; the team keeps the conversation", async () => {
  const { handle, token, session } = await site.start("Do you have it in red?");
  const id = session.conversation!.id;
  const { identityId } = await rt.db.prisma.conversation.findUniqueOrThrow({ where: { id } });
  const body = { inbox: team.inbox.publicId, handle };
  const headers = { "content-type": "text/plain;charset=UTF-8" };
  expect((await askWidget("forget", { body, headers, origin: SHOP })).status).toBe(200);
  expect((await askWidget("messages?after=0", { method: "GET", token })).status).toBe(401);
  expect((await site.send(token, "Still me")).status).toBe(401);
  expect(await site.open({ handle })).toMatchObject({ visitor: false, isStale: true, conversation: null });
  expect((await site.send((await site.open()).token, "Me again", { handle })).status).toBe(401);
  expect(await conversationsOf(identityId!)).toBe(0);
  expect(await rt.db.prisma.message.findMany({ where: { conversationId: id } })).toMatchObject([
    { content: "Do you have it in red?" },
  ]);
});

it("says nothing of whether there was such a handle", async () => {
  const answers = [];
  for (const handle of [newHandle(), (await site.start()).handle]) {
    const answer = await askWidget("forget", { body: { inbox: team.inbox.publicId, handle } });
    answers.push([answer.status, await answer.text()]);
  }
  expect(answers[0]).toEqual(answers[1]);
});
