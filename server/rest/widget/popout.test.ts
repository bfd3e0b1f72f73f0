import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type MadeTeam, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { signToken } from "../../infra/signing";
import { endOldIdentitySecrets, rotateIdentitySecret } from "../../modules/inboxes/identity-secret";
import { updateWebsite } from "../../modules/visitors/website";
import { testRuntime } from "../../testing/runtime";
import { askWidget, SHOP, websiteOf } from "../../testing/website";

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

type Proof = { handle?: string; user?: { id: string; hash: string } };
const leave = async (token: string, proof: Proof = {}) => askWidget("popout", { token, body: proof });
const arrive = (ticket: string, inbox = team.inbox.publicId, from = SHOP) =>
  askWidget("popin", { body: { inbox, ticket, from }, origin: OWN });
const ticketOf = async (token: string, proof: Proof): Promise<string> =>
  (await (await leave(token, proof)).json()).ticket;
const passOf = async (token: string, proof: Proof): Promise<string> =>
  (await (await arrive(await ticketOf(token, proof))).json()).handle;
const isWorn = async (handle: string) => (await site.open({ handle, origin: OWN })).visitor;

it("a window of its own is the same visitor, reads and writes, and can begin one more conversation", async () => {
  const { token, session, handle: own } = await site.start("From the shop");
  const handle = await passOf(token, { handle: own });
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
  const { token, handle } = await site.start();
  const ticket = await ticketOf(token, { handle });
  const other = await makeTeam(rt.db);
  expect((await arrive(ticket, other.inbox.publicId)).status).toBe(401);
  const all = await Promise.all([1, 2, 3, 4].map(() => arrive(ticket)));
  expect(all.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
  expect((await arrive(`${ticket}x`)).status).toBe(401);
});

it("what the window keeps is worth nothing on another website, and after the visitor is forgotten", async () => {
  const { token, handle: own } = await site.start();
  const handle = await passOf(token, { handle: own });
  expect(await site.open({ handle })).toMatchObject({ visitor: false, isStale: true });
  await askWidget("forget", { body: { inbox: team.inbox.publicId, handle: own } });
  expect(await site.open({ handle, origin: OWN })).toMatchObject({ visitor: false, isStale: true });
});

it("a ticket is worth nothing from another page than the one that it was made for", async () => {
  const { token, handle } = await site.start();
  const ticket = await ticketOf(token, { handle });
  expect((await arrive(ticket, team.inbox.publicId, "https://evil.example")).status).toBe(401);
  expect((await arrive(ticket)).status).toBe(200);
});

it("a token alone makes no pass: what it was made for goes along", async () => {
  const { token, handle } = await site.start();
  const other = await site.start();
  expect((await leave(token)).status).toBe(401);
  expect((await leave(token, { handle: other.handle })).status).toBe(401);
  const pass = await passOf(token, { handle });
  const there = await site.open({ handle: pass, origin: OWN });
  const further = await askWidget("popout", { token: there.token, body: { handle: pass }, origin: OWN });
  expect(further.status).toBe(401);
});

it("a pass ends after a working day, and while the feature is off", async () => {
  const { token, handle } = await site.start();
  const pass = await passOf(token, { handle });
  const [body] = pass.slice(2).split(".");
  const read = JSON.parse(Buffer.from(body!, "base64url").toString());
  const aged = (hours: number) =>
    `w.${signToken(rt.secrets.appSecret, "widget.pass", { ...read, i: read.i - hours * 3_600_000 })}`;
  expect([await isWorn(pass), await isWorn(aged(7.9)), await isWorn(aged(8.1))]).toEqual([true, true, false]);
  const turn = (popout: boolean) =>
    updateWebsite(memberCtx(team.owner), { inboxId: team.inbox.id, features: { popout } });
  await turn(false);
  expect(await isWorn(pass)).toBe(false);
  await turn(true);
  expect(await isWorn(pass)).toBe(true);
});

describe("a user who is proved", () => {
  const inbox = () => ({ inboxId: team.inbox.id });
  const sign = (id: string, secret: string) => createHmac("sha256", secret).update(id).digest("hex");
  async function proved(id: string) {
    const { secret } = await rotateIdentitySecret(memberCtx(team.owner), inbox());
    const user = { id, hash: sign(id, secret) };
    const body = { inbox: team.inbox.publicId, user };
    const open = async () => (await (await askWidget("session", { body })).json()).token as string;
    await site.send(await open(), "Mine");
    return { user, token: await open() };
  }

  it("takes a window along by the same proof, and not by the token alone", async () => {
    const { user, token } = await proved("u-1");
    for (const proof of [{}, { user: { ...user, hash: "0".repeat(64) } }, { user: { ...user, id: "u-2" } }])
      expect((await leave(token, proof)).status).toBe(401);
    expect(await isWorn(await passOf(token, { user }))).toBe(true);
  });

  it("leaves nothing on that computer after reset(), not even with a token that has run out", async () => {
    const { user, token } = await proved("u-3");
    const [pass, ticket] = [await passOf(token, { user }), await ticketOf(token, { user })];
    const forget = (given: string, origin?: string) =>
      askWidget("forget", { body: { inbox: team.inbox.publicId, token: given }, origin });
    const [body] = token.split(".");
    const past = { ...JSON.parse(Buffer.from(body!, "base64url").toString()), e: Date.now() - 86_400_000 };
    const old = signToken(rt.secrets.appSecret, "widget", past);
    expect((await askWidget("popout", { token: old, body: { user } })).status).toBe(401);
    expect((await forget(old, "https://evil.example")).status).toBe(401);
    expect(await isWorn(pass)).toBe(true);
    expect((await forget(old)).status).toBe(200);
    expect(await isWorn(pass)).toBe(false);
    expect((await arrive(ticket)).status).toBe(401);
    expect(await isWorn(await passOf(token, { user }))).toBe(true);
  });

  it("has no window any more once the secret that proved them is ended", async () => {
    const { user, token } = await proved("u-4");
    await rotateIdentitySecret(memberCtx(team.owner), inbox());
    const pass = await passOf(token, { user });
    expect(await isWorn(pass)).toBe(true);
    await endOldIdentitySecrets(memberCtx(team.owner), inbox());
    expect(await isWorn(pass)).toBe(false);
  });
});

it("who has not written takes nothing along, and what is switched off is refused", async () => {
  expect(await (await leave((await site.open()).token)).json()).toEqual({ ticket: null });
  const other = await makeTeam(rt.db);
  const { token } = await websiteOf(other.inbox).start();
  expect((await leave(token)).status).toBe(403);
});
