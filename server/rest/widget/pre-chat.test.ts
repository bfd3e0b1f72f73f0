import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type MadeTeam, makeContact, makeInbox, makeTeam, memberCtx } from "../../../prisma/seed/factories";
import type { FormField } from "../../core/form";
import { mintTenantId, newId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { updateContact } from "../../modules/contacts/commands";
import { createDefinition } from "../../modules/contacts/definitions";
import { resolvePerson } from "../../modules/deliveries/people";
import { keepAnswers } from "../../modules/visitors/keep-answers";
import { UpdateWebsite } from "../../modules/visitors/schema";
import { updateWebsite } from "../../modules/visitors/website";
import { testRuntime } from "../../testing/runtime";
import { askWidget, newHandle, websiteOf } from "../../testing/website";
import type { WidgetError } from "./contract";

const base = { placeholder: "", hint: "", isRequired: false, pattern: "", choices: [], savesTo: null };
const FIELDS: FormField[] = [
  { ...base, key: "name", kind: "text", label: "Your name", savesTo: "name" },
  { ...base, key: "email", kind: "email", label: "E-mail", isRequired: true, savesTo: "email" },
  { ...base, key: "phone", kind: "phone", label: "Phone", savesTo: "phone" },
  { ...base, key: "plan", kind: "select", label: "Plan", savesTo: "contact.plan" },
  {
    ...{ ...base, key: "order", kind: "text", label: "Order", savesTo: "conversation.order" },
    ...{ pattern: "FK-\\d{5}", hint: "Like FK-12345" },
  },
  { ...base, key: "topic", kind: "select", label: "Topic", choices: ["Mugs", "Bowls"] },
  { ...base, key: "until", kind: "date", label: "Needed by" },
  { ...base, key: "terms", kind: "checkbox", label: "I agree", isRequired: true },
];
const RIGHT = { email: "Dan@Example.com", terms: true };

let rt: Runtime;
let team: MadeTeam;
let site: ReturnType<typeof websiteOf>;
beforeAll(async () => {
  rt = await testRuntime();
});
beforeEach(async () => {
  team = await makeTeam(rt.db);
  site = websiteOf(team.inbox);
  const ctx = memberCtx(team.owner);
  const plan = { subject: "contact", key: "plan", name: "Plan", description: "" } as const;
  await createDefinition(ctx, { ...plan, kind: "list", choices: ["Free", "Pro"] });
  await createDefinition(ctx, {
    ...plan,
    subject: "conversation",
    key: "order",
    name: "Order",
    kind: "text",
  });
  const preChat = {
    isOn: true,
    heading: "Before we start",
    reason: "So that we can answer.",
    fields: FIELDS,
  };
  await updateWebsite(ctx, UpdateWebsite.parse({ inboxId: team.inbox.id, preChat }));
});

const contactOf = (conversationId: string) =>
  rt.db.prisma.conversation
    .findFirstOrThrow({ where: { id: conversationId } })
    .then(async ({ contactId, attributes }) => ({
      ...(await rt.db.prisma.contact.findFirstOrThrow({ where: { id: contactId } })),
      ofConversation: attributes,
    }));

async function begin(answers: object | undefined, handle = newHandle(), body: object = {}) {
  const { token } = await site.open();
  const response = await site.send(token, "Hello", { handle, answers, ...body });
  return { handle, response, answer: await response.json() };
}

describe("the form before a conversation", () => {
  it("is told to a visitor with the choices of its attributes, and stores nothing", async () => {
    const count = await rt.db.prisma.contact.count();
    const { form } = await site.open();
    expect(form).toMatchObject({ heading: "Before we start", reason: "So that we can answer." });
    expect(form!.fields.find(({ key }) => key === "plan")).toMatchObject({
      kind: "select",
      choices: ["Free", "Pro"],
    });
    expect(await rt.db.prisma.contact.count()).toBe(count);
  });

  it.each([
    [undefined, "answers.email"],
    [{ ...RIGHT, email: "daniel@example" }, "answers.email"],
    [{ ...RIGHT, phone: "07700 900142" }, "answers.phone"],
    [{ ...RIGHT, plan: "Gold" }, "answers.plan"],
    [{ ...RIGHT, order: "12345" }, "answers.order"],
    [{ ...RIGHT, topic: "Plates" }, "answers.topic"],
    [{ ...RIGHT, until: "31/12/2026" }, "answers.until"],
    [{ ...RIGHT, until: "2026-02-30" }, "answers.until"],
    [{ ...RIGHT, terms: false }, "answers.terms"],
  ])("refuses %j, names the field, and nothing of it is kept", async (answers, field) => {
    const before = await rt.db.prisma.contact.count();
    const { response, answer } = await begin(answers);
    expect(response.status).toBe(400);
    expect((answer as WidgetError).error.field).toBe(field);
    expect(await rt.db.prisma.contact.count()).toBe(before);
  });

  it("puts each answer in its place with the first message, in the same commit, and shows them to the team", async () => {
    const given = {
      ...RIGHT,
      name: "Dan",
      phone: "+44 7700 900142",
      plan: "Pro",
      order: "FK-12345",
      topic: "Mugs",
    };
    const { answer } = await begin({ ...given, until: "2026-12-24", else: "not asked" });
    const id = answer.session.conversation.id;
    expect(await contactOf(id)).toMatchObject({
      ...{ name: "Dan", email: "dan@example.com", phone: "+447700900142", attributes: { plan: "Pro" } },
      ofConversation: { order: "FK-12345" },
    });
    const message = await rt.db.prisma.message.findFirstOrThrow({ where: { conversationId: id } });
    expect(message.content).toBe("Hello");
    expect(message.data).toMatchObject({ type: "answers" });
    const { rows } = message.data as { rows: { label: string; value: unknown }[] };
    expect(rows.map(({ label, value }) => [label, value])).toEqual([
      ["Your name", "Dan"],
      ["E-mail", "dan@example.com"],
      ["Phone", "+447700900142"],
      ["Plan", "Pro"],
      ["Order", "FK-12345"],
      ["Topic", "Mugs"],
      ["Needed by", "2026-12-24"],
      ["I agree", true],
    ]);
  });

  it("does not ask again what is known, and asks of each conversation what is that one's", async () => {
    const { handle } = await begin({ ...RIGHT, name: "Dan", phone: "+447700900143", plan: "Pro" });
    const { form, token } = await site.open({ handle });
    expect(form!.fields.map(({ key }) => key)).toEqual(["order", "topic", "until", "terms"]);
    const second = { conversationId: newId(), handle };
    expect((await site.send(token, "More", second)).status).toBe(400);
    expect((await site.send(token, "More", { ...second, answers: { terms: true } })).status).toBe(201);
  });

  it("never gives away an address or a number that somebody else has, nor what the team wrote", async () => {
    const [email, phone] = ["owned@example.com", "+447700900199"];
    const theirs = await makeContact(rt.db, { tenantId: team.tenant.id });
    await rt.db.prisma.contact.update({ where: { id: theirs.id }, data: { email, phone } });
    const { handle, answer } = await begin({ ...RIGHT, email, phone });
    const id = answer.session.conversation.id;
    expect(await contactOf(id)).toMatchObject({ email: null, phone: null });
    expect((await contactOf(id)).id).not.toBe(theirs.id);
    await rt.db.prisma.contact.updateMany({
      where: { conversations: { some: { id } } },
      data: { name: "Team’s" },
    });
    const { token } = await site.open({ handle });
    const again = { conversationId: newId(), handle, answers: { ...RIGHT, name: "Mine" } };
    expect((await site.send(token, "More", again)).status).toBe(201);
    expect(await contactOf(id)).toMatchObject({ name: "Team’s", email: "dan@example.com" });
  });

  it("is answered once by two tabs that begin together, and one address goes to one of two strangers", async () => {
    const handle = newHandle();
    const both = await Promise.all([1, 2].map(() => begin({ ...RIGHT, email: "two@example.com" }, handle)));
    expect(both.map(({ response }) => response.status)).toEqual([201, 201]);
    const ids = new Set(both.map(({ answer }) => answer.session.conversation.id));
    expect(ids.size).toBe(1);
    const strangers = await Promise.all([1, 2, 3].map(() => begin({ ...RIGHT, email: "one@example.com" })));
    const found = await Promise.all(strangers.map(({ answer }) => contactOf(answer.session.conversation.id)));
    expect(found.filter((one) => one.email === "one@example.com")).toHaveLength(1);
  });

  it("takes no typed number for its owner's until an agent has written it", async () => {
    const phone = "+447700900177";
    const { answer } = await begin({ ...RIGHT, phone });
    const { contactId } = await rt.db.prisma.conversation.findUniqueOrThrow({
      where: { id: answer.session.conversation.id },
    });
    const ctx = {
      tenantId: team.tenant.id,
      actor: { kind: "system", name: "test" },
      traceId: newId(),
    } as never;
    const whoWrites = async (value: string) => {
      const inbox = await makeInbox(rt.db, { tenantId: team.tenant.id, channel: "whatsapp_cloud" });
      const person = { ids: [{ scope: "wa", value }], phone, name: null } as never;
      return (await resolvePerson(ctx, { tenantId: team.tenant.id, inboxId: inbox.id }, person, new Date()))
        .contact_id;
    };
    expect(await whoWrites("1")).not.toBe(contactId);
    await rt.db.prisma.contact.deleteMany({
      where: { tenantId: team.tenant.id, phone, id: { not: contactId } },
    });
    await updateContact(memberCtx(team.owner), { contactId, phone });
    expect(await whoWrites("2")).toBe(contactId);
  });

  it("keeps address and number in the rows alone where identity is mandatory", async () => {
    const where = { id: team.inbox.id };
    const { settings } = await rt.db.prisma.inbox.findUniqueOrThrow({ where });
    await rt.db.prisma.inbox.update({
      where,
      data: { settings: { ...(settings as object), requiresHash: true } },
    });
    const { answer } = await begin({ ...RIGHT, name: "Dan", phone: "+447700900178", plan: "Pro" });
    expect(await contactOf(answer.session.conversation.id)).toMatchObject({
      ...{ name: "Dan", email: null, phone: null, attributes: { plan: "Pro" } },
    });
  });

  it("fills what is empty only, and says nothing when nothing changes", async () => {
    const { answer } = await begin({ ...RIGHT, plan: "Pro", order: "FK-12345" });
    const conversationId = answer.session.conversation.id;
    const one = await rt.db.prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } });
    const told = () =>
      rt.db.prisma.event.count({ where: { tenantId: team.tenant.id, type: "contact.updated" } });
    const before = await told();
    const of = {
      tenantId: mintTenantId(one.tenantId),
      identityId: one.identityId!,
      conversationId,
      traceId: newId(),
    };
    const read = { rows: [], name: null, email: null, phone: null, contact: { plan: "Free" } };
    await rt.db.sqlTransaction((sql) =>
      keepAnswers(sql, of, { ...read, conversation: { order: "FK-99999" } }),
    );
    const { attributes, ofConversation } = await contactOf(conversationId);
    expect([attributes, ofConversation, await told()]).toEqual([
      { plan: "Pro" },
      { order: "FK-12345" },
      before,
    ]);
  });

  it("is refused in the settings when a pattern could hang, and asks nothing while it is off", async () => {
    const bad = { isOn: true, fields: [{ ...FIELDS[0]!, pattern: "(a+)+$" }] };
    const parsed = UpdateWebsite.safeParse({ inboxId: team.inbox.id, preChat: bad });
    expect(parsed.error?.issues[0]?.path).toEqual(["preChat", "fields", 0, "pattern"]);
    const off = UpdateWebsite.parse({ inboxId: team.inbox.id, preChat: { fields: FIELDS } });
    await updateWebsite(memberCtx(team.owner), off);
    expect((await site.open()).form).toBeNull();
    expect((await begin(undefined)).response.status).toBe(201);
    expect((await askWidget("messages", { body: {} })).status).toBe(401);
  });
});
