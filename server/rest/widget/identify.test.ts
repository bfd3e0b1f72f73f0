import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type MadeTeam, makeContact, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import { makeIdentity } from "../../../prisma/seed/factories-identities";
import type { Runtime } from "../../infra/runtime";
import { onContactLive } from "../../modules/contacts/live";
import {
  endOldIdentitySecrets,
  listIdentitySecrets,
  revealIdentitySecret,
  rotateIdentitySecret,
} from "../../modules/inboxes/identity-secret";
import { testRuntime } from "../../testing/runtime";
import { askWidget, newHandle, SHOP, websiteOf } from "../../testing/website";
import type { SendAnswer, WidgetSession } from "./contract";

let rt: Runtime;
let team: MadeTeam;
let site: ReturnType<typeof websiteOf>;
let secret: string;
const owner = () => memberCtx(team.owner);
const inboxId = () => team.inbox.id;

beforeAll(async () => {
  rt = await testRuntime();
  team = await makeTeam(rt.db);
  site = websiteOf(team.inbox);
  secret = (await rotateIdentitySecret(owner(), { inboxId: inboxId() })).secret;
});

const sign = (id: string, key = secret) => createHmac("sha256", key).update(id).digest("hex");
type Given = { id?: string; hash?: string; name?: string; email?: string; handle?: string; origin?: string };
async function identify({ handle, origin, ...user }: Given): Promise<WidgetSession> {
  const body = { inbox: team.inbox.publicId, handle, user };
  return (await askWidget("session", { body, origin })).json();
}
const proved = (id: string, more: Given = {}) => identify({ id, hash: sign(id), ...more });
async function write(session: WidgetSession, content: string): Promise<Required<SendAnswer>> {
  return (await site.send(session.token, content)).json();
}
const contactOf = async (session: WidgetSession) =>
  (
    await rt.db.prisma.conversation.findUniqueOrThrow({
      where: { id: session.conversation!.id },
      include: { contact: true },
    })
  ).contact;
const settings = (given: object) =>
  rt.db.prisma.inbox.update({ where: { id: inboxId() }, data: { settings: given } });

describe("a visitor whose page proves who it is", () => {
  it("is stored with the first message only, and then has the same conversation on every device and origin", async () => {
    const before = await rt.db.prisma.contact.count();
    const phone = await proved("u-1", { name: "Grace Whitfield", email: "Grace@fern.example" });
    expect(phone).toMatchObject({ user: { id: "u-1" }, problem: null, visitor: false });
    expect(await rt.db.prisma.contact.count()).toBe(before);
    const { session } = await write(phone, "From the phone");
    expect(await contactOf(session)).toMatchObject({
      name: "Grace Whitfield",
      email: "grace@fern.example",
      externalId: "u-1",
    });
    const laptop = await proved("u-1", { origin: "https://account.shop.example" });
    expect(laptop).toMatchObject({ visitor: true, channel: session.channel });
    expect(laptop.conversation?.id).toBe(session.conversation?.id);
  });

  it("takes along what the browser wrote before, and leaves a worthless handle behind", async () => {
    const { handle, token, session: anonymous } = await site.start("Before I signed in");
    const told: (string | undefined)[] = [];
    onContactLive(({ ids }) => void told.push(...(ids ?? [])));
    onTestFinished(() => onContactLive(() => {}));
    const first = await proved("u-2", { handle });
    expect(told).toContain((await contactOf(first)).id);
    expect(first.conversation?.id).toBe(anonymous.conversation?.id);
    expect(await contactOf(first)).toMatchObject({ externalId: "u-2" });
    const second = await site.start("On another device");
    const joined = await proved("u-2", { handle: second.handle });
    expect(joined.isStale).toBe(true);
    const contact = await contactOf(joined);
    const theirs = await rt.db.prisma.conversation.findMany({ where: { contactId: contact.id } });
    expect(theirs.map(({ id }) => id).sort()).toEqual(
      [anonymous.conversation!.id, second.session.conversation!.id].sort(),
    );
    expect(new Set(theirs.map(({ identityId }) => identityId)).size).toBe(1);
    for (const old of [handle, second.handle]) expect((await site.open({ handle: old })).visitor).toBe(false);
    for (const old of [token, second.token]) {
      expect((await askWidget("messages?after=0", { method: "GET", token: old })).status).toBe(401);
      expect((await site.send(old, "Still me?")).status).toBe(401);
      expect((await askWidget("attributes", { token: old, body: { attributes: {} } })).status).toBe(401);
    }
    expect(new Set([anonymous, second.session, joined].map(({ channel }) => channel)).size).toBe(3);
    expect(joined.channel).toBe(first.channel);
  });

  it("fills gaps and changes what it said itself, and never what the team wrote", async () => {
    const { session } = await write(await proved("u-8", { name: "Ann", email: "ann@fern.example" }), "Hello");
    await proved("u-8", { name: "Ann Lee", email: "lee@fern.example" });
    const { id } = await contactOf(session);
    expect(await contactOf(session)).toMatchObject({ name: "Ann Lee", email: "lee@fern.example" });
    const byTeam = { name: "Dr Lee", email: "dr.lee@fern.example" };
    await rt.db.prisma.contact.update({ where: { id }, data: byTeam });
    await proved("u-8", { name: "The boss", email: "unowned@fern.example" });
    expect(await contactOf(session)).toMatchObject(byTeam);
    await rt.db.prisma.contact.update({ where: { id }, data: { email: null } });
    await proved("u-8", { name: "The boss", email: "lee@fern.example" });
    expect(await contactOf(session)).toMatchObject({ name: "Dr Lee", email: "lee@fern.example" });
  });

  it("may say another name than it gave before it had signed in", async () => {
    const handle = newHandle();
    const { token } = await identify({ name: "Ed", handle });
    await site.send(token, "Hi", { handle });
    const joined = await proved("u-9", { name: "Edward", handle });
    expect(await contactOf(joined)).toMatchObject({ name: "Edward", externalId: "u-9" });
  });

  it("is the contact whom the business already knows under that id, also after a merge", async () => {
    const { id: tenantId } = team.tenant;
    const known = await makeContact(rt.db, { tenantId });
    const gone = await makeContact(rt.db, { tenantId });
    await rt.db.prisma.contact.update({
      where: { id: gone.id },
      data: { externalId: "u-3", mergedIntoId: known.id },
    });
    const { session } = await write(await proved("u-3"), "Hello");
    expect((await contactOf(session)).id).toBe(known.id);
  });

  it("joins only itself where the team has put more into the browser's contact", async () => {
    await write(await proved("u-4"), "First");
    const { handle, session } = await site.start("Second");
    const shared = await contactOf(session);
    await makeIdentity(rt.db, { tenantId: team.tenant.id, contactId: shared.id, inboxId: inboxId() });
    const joined = await proved("u-4", { handle });
    expect((await contactOf(session)).id).toBe((await contactOf(joined)).id);
    const left = await rt.db.prisma.contact.findUniqueOrThrow({ where: { id: shared.id } });
    expect(left).toMatchObject({ mergedIntoId: null, externalId: null });
  });

  it("leaves alone what the browser wrote for somebody else", async () => {
    const { handle, session } = await site.start("I am somebody else");
    const other = await contactOf(session);
    await rt.db.prisma.contact.update({ where: { id: other.id }, data: { externalId: "u-other" } });
    const opened = await proved("u-5", { handle });
    expect(opened).toMatchObject({ conversation: null, visitor: false });
    expect(await contactOf(session)).toMatchObject({ id: other.id, externalId: "u-other" });
  });

  it("is one contact when two devices write their first message at once", async () => {
    const sessions = await Promise.all([1, 2, 3, 4].map(() => proved("u-6")));
    const sent = await Promise.all(sessions.map((session, i) => site.send(session.token, `${i}`)));
    expect(sent.map((answer) => answer.status)).toEqual([201, 201, 201, 201]);
    expect(await rt.db.prisma.contact.count({ where: { externalId: "u-6" } })).toBe(1);
    expect(
      (await rt.db.prisma.conversation.findMany({ where: { contact: { externalId: "u-6" } } })).length,
    ).toBe(1);
  });

  it("is one contact when two browsers are joined at once", async () => {
    const browsers = await Promise.all([1, 2, 3, 4].map((n) => site.start(`Browser ${n}`)));
    await Promise.all(browsers.map(({ handle }) => proved("u-7", { handle })));
    const contacts = await rt.db.prisma.contact.findMany({ where: { externalId: "u-7" } });
    expect(contacts).toHaveLength(1);
    expect(await rt.db.prisma.conversation.count({ where: { contactId: contacts[0]!.id } })).toBe(4);
  });
});

describe("a visitor whose page proves nothing", () => {
  it.each([
    ["a hash that is another id's", { id: "u-1", hash: "x".repeat(64) }, /hash is wrong/],
    ["a hash of another length", { id: "u-1", hash: "ab" }, /hash is wrong/],
    ["an id alone", { id: "u-1" }, /does not count without its hash/],
  ])("is nobody with %s, and is told so", async (_, user, problem) => {
    const session = await identify(user);
    expect(session).toMatchObject({ user: null, visitor: false, conversation: null });
    expect(session.problem).toMatch(problem);
    expect((await site.send(session.token, "Me", { handle: newHandle() })).status).toBe(201);
  });

  it("keeps its own chat when the hash is wrong", async () => {
    const { handle, session } = await site.start("Mine");
    const refused = await identify({ id: "u-1", hash: "0".repeat(64), handle });
    expect(refused.conversation?.id).toBe(session.conversation?.id);
  });

  it("gives a name and a free address, never one that somebody has", async () => {
    await makeContact(rt.db, { tenantId: team.tenant.id, email: "boss@fern.example" });
    const claim = async (email: string) => {
      const handle = newHandle();
      const opened = await identify({ name: "Ed", email, handle });
      const { session } = (await (
        await site.send(opened.token, "Hi", { handle })
      ).json()) as Required<SendAnswer>;
      return { handle, contact: await contactOf(session), session };
    };
    expect((await claim("Boss@Fern.example")).contact).toMatchObject({ name: "Ed", email: null });
    const free = await claim("ed@fern.example");
    expect(free.contact).toMatchObject({ name: "Ed", email: "ed@fern.example", externalId: null });
    await identify({ name: "The boss", email: "new@fern.example", handle: free.handle });
    expect(await contactOf(free.session)).toMatchObject({ name: "Ed", email: "ed@fern.example" });
  });

  it("gets an address that two name at once only once, as those who come and as those who are there", async () => {
    const holders = (email: string) => rt.db.prisma.contact.count({ where: { email } });
    for (let round = 0; round < 5; round++) {
      const email = `first${round}@fern.example`;
      const opened = await Promise.all([1, 2, 3, 4].map(() => identify({ email })));
      const sent = opened.map(({ token }) => site.send(token, "Hi", { handle: newHandle() }));
      expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([201, 201, 201, 201]);
      expect(await holders(email)).toBe(1);
      const there = await Promise.all([1, 2, 3, 4].map((n) => site.start(`There ${n}`)));
      await Promise.all(there.map(({ handle }) => identify({ email: `then-${email}`, handle })));
      expect(await holders(`then-${email}`)).toBe(1);
    }
  });

  it("is refused with its name where the inbox wants a hash, and from a website that it does not allow", async () => {
    await settings({ requiresHash: true, allowedOrigins: [SHOP] });
    expect((await identify({ name: "Ed" })).problem).toMatch(/takes an id with its hash only/);
    const body = { inbox: team.inbox.publicId, user: { id: "u-1", hash: sign("u-1") } };
    expect((await askWidget("session", { body, origin: "https://evil.example" })).status).toBe(403);
    await settings({});
  });
});

describe("the identity secret", () => {
  it("counts for a while after it was rotated, until it is ended; it is stored sealed and shown on request only", async () => {
    const old = secret;
    const { secret: next } = await rotateIdentitySecret(owner(), { inboxId: inboxId() });
    for (const key of [old, next]) {
      expect((await identify({ id: "u-1", hash: sign("u-1", key) })).user).toEqual({ id: "u-1" });
    }
    const listed = await listIdentitySecrets(owner(), { inboxId: inboxId() });
    expect(listed.map(({ hint, endsAt }) => [hint, endsAt !== null])).toEqual([
      [next.slice(-4), false],
      [old.slice(-4), true],
    ]);
    const days = (listed[1]!.endsAt!.getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThan(7.1);
    expect(JSON.stringify(listed)).not.toContain(next);
    const rows = await rt.db.prisma.identitySecret.findMany({ where: { inboxId: inboxId() } });
    for (const row of rows) expect(Buffer.from(row.sealed).includes(next)).toBe(false);
    expect(await revealIdentitySecret(owner(), { inboxId: inboxId() })).toEqual({ secret: next });

    await endOldIdentitySecrets(owner(), { inboxId: inboxId() });
    expect((await identify({ id: "u-1", hash: sign("u-1", old) })).user).toBeNull();
    secret = next;
    const trail = await rt.db.prisma.auditEntry.findMany({ where: { targetId: inboxId() } });
    expect(trail.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["identity_secret.rotate", "identity_secret.reveal", "identity_secret.end_old"]),
    );
    expect(JSON.stringify(trail)).not.toContain(next);
  });

  it("of one inbox is worth nothing in another", async () => {
    const other = await makeTeam(rt.db);
    await rotateIdentitySecret(memberCtx(other.owner), { inboxId: other.inbox.id });
    const body = { inbox: other.inbox.publicId, user: { id: "u-1", hash: sign("u-1") } };
    const session: WidgetSession = await (await askWidget("session", { body })).json();
    expect(session).toMatchObject({ user: null, problem: expect.stringMatching(/wrong/) });
  });
});

it("sets the attributes that the inbox opens to its website, and no other", async () => {
  const { id: tenantId } = team.tenant;
  const made = { tenantId, subject: "contact", kind: "text", options: {} };
  await rt.db.prisma.attributeDefinition.createMany({
    data: [
      { ...made, key: "plan", name: "Plan" },
      { ...made, key: "vip", name: "VIP" },
    ],
  });
  const { token, session } = await site.start();
  const set = (attributes: object) => askWidget("attributes", { token, body: { attributes } });
  expect((await set({ plan: "gold" })).status).toBe(403);
  await settings({ openAttributes: ["plan"] });
  expect((await set({ plan: "gold" })).status).toBe(200);
  expect((await set({ plan: "silver", vip: "yes" })).status).toBe(403);
  expect((await contactOf(session)).attributes).toEqual({ plan: "gold" });
});
