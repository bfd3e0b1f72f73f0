import { beforeAll, expect, it } from "vitest";
import { type MadeTeam, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { updateWebsite } from "../../modules/visitors/website";
import { testRuntime } from "../../testing/runtime";
import { askWidget, websiteOf } from "../../testing/website";

const OWN = "http://parley.localhost";
let rt: Runtime;
let team: MadeTeam;
let site: ReturnType<typeof websiteOf>;
beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
  site = websiteOf(team.inbox);
  const features = { popout: true };
  const allowedOrigins = ["https://shop.example"];
  await updateWebsite(memberCtx(team.owner), { inboxId: team.inbox.id, features, allowedOrigins });
});

const leave = async (token: string) => askWidget("popout", { token, body: {} });
const arrive = (ticket: string, inbox = team.inbox.publicId) =>
  askWidget("popin", { body: { inbox, ticket }, origin: OWN });
async function ticketOf(token: string): Promise<string> {
  const { path } = await (await leave(token)).json();
  expect(path).toMatch(new RegExp(`^/chat/${team.inbox.publicId}#.+`));
  return path.split("#")[1];
}

it("a window of its own is the same visitor, reads and writes, and can begin one more conversation", async () => {
  const { token, session } = await site.start("From the shop");
  const { handle } = await (await arrive(await ticketOf(token))).json();
  const there = await site.open({ handle, origin: OWN });
  expect(there).toMatchObject({ visitor: true, isStale: false, channel: session.channel });
  expect((await site.send(there.token, "From the window", { handle }, OWN)).status).toBe(201);
  expect((await site.read(token)).items.map(({ content }) => content)).toEqual([
    "From the shop",
    "From the window",
  ]);
  const begun = await site.send(there.token, "Another", { handle, conversationId: newId() }, OWN);
  expect(begun.status).toBe(201);
  const next = (await begun.json()).session;
  expect(next.conversations).toHaveLength(2);
  expect((await site.send(next.token, "And more", { handle }, OWN)).status).toBe(201);
});

it("a ticket opens one window once, and only of its own inbox", async () => {
  const { token } = await site.start();
  const ticket = await ticketOf(token);
  const other = await makeTeam(rt.db);
  expect((await arrive(ticket, other.inbox.publicId)).status).toBe(401);
  const all = await Promise.all([1, 2, 3, 4].map(() => arrive(ticket)));
  expect(all.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
  expect((await arrive(`${ticket}x`)).status).toBe(401);
});

it("what the window keeps is worth nothing on another website, and after the visitor is forgotten", async () => {
  const { token, handle: own } = await site.start();
  const { handle } = await (await arrive(await ticketOf(token))).json();
  expect(await site.open({ handle })).toMatchObject({ visitor: false, isStale: true });
  await askWidget("forget", { body: { inbox: team.inbox.publicId, handle: own } });
  expect(await site.open({ handle, origin: OWN })).toMatchObject({ visitor: false, isStale: true });
});

it("who has not written takes nothing along, and what is switched off is refused", async () => {
  const { path } = await (await leave((await site.open()).token)).json();
  expect(path).toBe(`/chat/${team.inbox.publicId}`);
  const other = await makeTeam(rt.db);
  const { token } = await websiteOf(other.inbox).start();
  expect((await leave(token)).status).toBe(403);
});
