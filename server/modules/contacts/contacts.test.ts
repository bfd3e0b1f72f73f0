import { beforeAll, describe, expect, it } from "vitest";
import {
  type MadeMember,
  makeContact,
  makeConversation,
  makeInbox,
  makeLabel,
  makeMember,
  makeTenant,
  memberCtx,
} from "../../../prisma/seed/factories";
import type { TenantId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { settledSync } from "../../testing/settled-sync";
import { listConversationsOfContact } from "../conversations/of-contact";
import { showContactChange } from "../conversations/reactions";

import { setContactBlocked } from "./block";
import { createContact, updateContact } from "./commands";
import { countDefinitionUses, createDefinition, deleteDefinition, orderDefinitions } from "./definitions";
import { ContactFilter, ListContacts } from "./filter";
import { labelContacts } from "./labels";
import { addContactNote, deleteContactNote, editContactNote } from "./notes";
import { countContacts, getContact, getContactDetail, listContacts } from "./queries";
import { createSegment, listSegments } from "./segments";

let rt: Runtime;
let tenantId: TenantId;
let owner: MadeMember;
let agent: MadeMember;
let colleague: MadeMember;

beforeAll(async () => {
  rt = await testRuntime();
  tenantId = (await makeTenant(rt.db)).id;
  owner = await makeMember(rt.db, { tenantId, role: "owner", isPrimaryOwner: true });
  agent = await makeMember(rt.db, { tenantId });
  colleague = await makeMember(rt.db, { tenantId });
});

async function listed(ctx: { tenantId: TenantId }, given: Partial<ListContacts> = {}): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const input = ListContacts.parse({ ...given, cursor, limit: 2 });
    const page = await listContacts(rt.db, ctx, input);
    names.push(...page.items.map((item) => item.name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return names;
}

describe("the list", () => {
  it("is walked page by page in every order, also by names beyond Latin 1, and meets each contact once", async () => {
    const ctx = { tenantId: (await makeTenant(rt.db)).id };
    const names = ["Ana", "Ben", "Łukasz", "Zoë", "王芳", "Ana"];
    for (const [at, name] of names.entries()) {
      const lastActivityAt = new Date(Date.UTC(2026, 0, 10 - at));
      await makeContact(rt.db, {
        ...ctx,
        name,
        lastActivityAt,
        createdAt: new Date(Date.UTC(2026, 1, at + 1)),
      });
    }
    expect(await listed(ctx, { sort: "createdAt", isDescending: false })).toEqual(names);
    expect(await listed(ctx, { sort: "lastActivityAt" })).toEqual(names);
    const ascending = await listed(ctx, { sort: "name", isDescending: false });
    expect(ascending.toSorted()).toEqual(names.toSorted());
    expect(await listed(ctx, { sort: "name" })).toEqual(ascending.toReversed());
  });

  it("finds parts of name, e-mail, number and company, every word of them, and never another tenant's", async () => {
    const ctx = { tenantId: (await makeTenant(rt.db)).id };
    await makeContact(rt.db, { ...ctx, name: "Grace Whitfield", email: "grace@kiln.example" });
    await makeContact(rt.db, { ...ctx, name: "Grace Osei", phone: "+447700900142", company: "50%_off Ltd" });
    await makeContact(rt.db, { tenantId, name: "Grace Elsewhere" });
    expect((await listed(ctx, { search: "grace" })).toSorted()).toEqual(["Grace Osei", "Grace Whitfield"]);
    expect(await listed(ctx, { search: "GRACE kiln" })).toEqual(["Grace Whitfield"]);
    expect(await listed(ctx, { search: "900142" })).toEqual(["Grace Osei"]);
    expect(await listed(ctx, { search: "50%_off" })).toEqual(["Grace Osei"]);
    expect(await listed(ctx, { search: "%" })).toEqual(["Grace Osei"]);
    expect(await countContacts(rt.db, ctx, { search: "grace" })).toBe(2);
  });
});

describe("a filter", () => {
  it("asks every kind of field with its operators, in groups of and and or", async () => {
    const tenant = await makeTenant(rt.db);
    const ctx = memberCtx(await makeMember(rt.db, { tenantId: tenant.id, role: "owner" }));
    const define = (key: string, kind: "number" | "date" | "checkbox" | "list") =>
      createDefinition(ctx, {
        subject: "contact",
        key,
        name: key,
        description: "",
        kind,
        choices: ["Gold", "Tin"],
      });
    await define("orders", "number");
    await define("since", "date");
    await define("vip", "checkbox");
    await define("tier", "list");
    const vip = await makeLabel(rt.db, { tenantId: tenant.id });
    const made = async (name: string, attributes: Record<string, string | number | boolean>) =>
      (await createContact(ctx, { name, city: name === "Ana" ? "Bath" : "Leeds", attributes })).contact.id;
    const ana = await made("Ana", { orders: 12, since: "2024-05-01", vip: true, tier: "Gold" });
    await made("Ben", { orders: 2, since: "2026-05-01", vip: false, tier: "Tin" });
    await made("Cleo", {});
    await labelContacts(ctx, { contactIds: [ana], add: [vip.id], remove: [] });

    const one = async (field: string, operator: string, value: unknown = "") => {
      const filter = ContactFilter.parse({ groups: [{ conditions: [{ field, operator, value }] }] });
      return (await listed(ctx, { filter })).toSorted();
    };
    expect(await one("city", "equal_to", "bath")).toEqual(["Ana"]);
    expect(await one("city", "not_equal_to", "bath")).toEqual(["Ben", "Cleo"]);
    expect(await one("name", "contains", "E")).toEqual(["Ben", "Cleo"]);
    expect(await one("name", "starts_with", "cl")).toEqual(["Cleo"]);
    expect(await one("email", "is_present")).toEqual([]);
    expect(await one("attributes.orders", "is_greater_than", 5)).toEqual(["Ana"]);
    expect(await one("attributes.orders", "not_equal_to", "2")).toEqual(["Ana", "Cleo"]);
    expect(await one("attributes.since", "is_less_than", "2025-01-01")).toEqual(["Ana"]);
    expect(await one("attributes.since", "days_before", 700)).toEqual(["Ana"]);
    expect(await one("attributes.vip", "equal_to", true)).toEqual(["Ana"]);
    expect(await one("attributes.tier", "is_not_present")).toEqual(["Cleo"]);
    expect(await one("labels", "equal_to", vip.id)).toEqual(["Ana"]);
    expect(await one("labels", "is_not_present")).toEqual(["Ben", "Cleo"]);
    expect(await one("isBlocked", "equal_to", true)).toEqual([]);
    expect(await one("createdAt", "days_before", 1)).toEqual([]);
    const city = (value: string) => ({ field: "city", operator: "equal_to", value });
    const tier = { field: "attributes.tier", operator: "equal_to", value: "Tin" };
    const filter = ContactFilter.parse({
      join: "or",
      groups: [{ join: "and", conditions: [city("Leeds"), tier] }, { conditions: [city("Bath")] }],
    });
    expect((await listed(ctx, { filter })).toSorted()).toEqual(["Ana", "Ben"]);
    await expect(one("shoe_size", "equal_to", 4)).rejects.toMatchObject({ code: "bad_request" });
    await expect(one("isBlocked", "contains", "x")).rejects.toMatchObject({ code: "bad_request" });
    await expect(one("attributes.orders", "is_greater_than", "many")).rejects.toMatchObject({
      code: "bad_request",
    });
  });

  it("is kept as a segment: one's own stay unseen, shared ones are for everybody, sharing takes a permission", async () => {
    const given = {
      filter: ContactFilter.parse({ groups: [] }),
      sort: "name",
      isDescending: false,
      teamId: null,
    } as const;
    await createSegment(memberCtx(agent), { ...given, name: "Mine", sharedWith: "private" });
    await createSegment(memberCtx(owner), { ...given, name: "Ours", sharedWith: "tenant" });
    const names = async (member: MadeMember) => (await listSegments(memberCtx(member))).map((s) => s.name);
    expect(await names(agent)).toEqual(["Mine", "Ours"]);
    expect(await names(colleague)).toEqual(["Ours"]);
    const shared = createSegment(memberCtx(agent), { ...given, name: "All", sharedWith: "tenant" });
    await expect(shared).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a contact", () => {
  it("is changed field by field, tells who shares its e-mail, and leaves an audit row of what it was", async () => {
    const first = await createContact(memberCtx(owner), { name: "Ana", email: "A@example.com" });
    const second = await createContact(memberCtx(owner), { name: "Bea", city: "Bath" });
    const { contact, twins } = await updateContact(memberCtx(agent), {
      contactId: second.contact.id,
      email: "a@EXAMPLE.com",
    });
    expect(contact).toMatchObject({ name: "Bea", city: "Bath", email: "a@example.com" });
    expect(twins).toEqual([{ id: first.contact.id, name: "Ana", by: "email" }]);
    const trail = await rt.db.prisma.auditEntry.findFirst({ where: { tenantId, action: "contact.update" } });
    expect(trail).toMatchObject({
      actorId: agent.id,
      before: { email: null },
      after: { email: "a@example.com" },
    });
    const taken = updateContact(memberCtx(agent), { contactId: second.contact.id, phone: "0770" });
    await expect(taken).rejects.toMatchObject({ code: "bad_request", details: { field: "phone" } });
  });

  it("keeps both of two edits of different attributes made at the same moment", async () => {
    const ctx = memberCtx(owner);
    for (const key of ["left", "right"])
      await createDefinition(ctx, { subject: "contact", key, name: key, description: "", kind: "text" });
    const { contact } = await createContact(ctx, { name: "Both" });
    await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        updateContact(ctx, { contactId: contact.id, attributes: { [i % 2 ? "left" : "right"]: `v${i}` } }),
      ),
    );
    expect(Object.keys((await getContact(rt.db.sql, ctx, contact.id)).attributes).toSorted()).toEqual([
      "left",
      "right",
    ]);
  });

  it("shows a member only the conversations they may see", async () => {
    const inbox = await makeInbox(rt.db, { tenantId });
    const contact = await makeContact(rt.db, { tenantId });
    const own = { tenantId, inboxId: inbox.id, contactId: contact.id };
    const mine = await makeConversation(rt.db, { ...own, assigneeId: agent.id });
    const theirs = await makeConversation(rt.db, { ...own, assigneeId: colleague.id });
    const seen = async (member: MadeMember) =>
      (
        await listConversationsOfContact(rt.db.sql, memberCtx(member), { contactId: contact.id, limit: 20 })
      ).items.map((c) => c.id);
    expect(await seen(agent)).toEqual([mine.id]);
    expect((await seen(owner)).toSorted()).toEqual([mine.id, theirs.id].toSorted());
  });

  it("carries its new name into every open list: the rows move on a version and the feed tells them", async () => {
    const ctx = memberCtx(owner);
    const contact = await makeContact(rt.db, { tenantId, name: "Old" });
    const { id } = await makeConversation(rt.db, { tenantId, contactId: contact.id });
    const { cursor } = await settledSync(rt.db.sql, ctx, null);
    await updateContact(ctx, { contactId: contact.id, name: "New" });
    await showContactChange({ ...ctx, actor: { kind: "system", name: "test" } }, contact.id);
    const told = await settledSync(rt.db.sql, ctx, cursor);
    expect(told.conversations).toMatchObject([{ id, version: 1, contact: { name: "New" } }]);
  });

  it("is blocked once, by name in the audit", async () => {
    const contact = await makeContact(rt.db, { tenantId, name: "Loud" });
    for (let i = 0; i < 2; i++)
      await setContactBlocked(memberCtx(agent), { contactId: contact.id, isBlocked: true });
    expect((await getContact(rt.db.sql, { tenantId }, contact.id)).isBlocked).toBe(true);
    const trail = await rt.db.prisma.auditEntry.findMany({ where: { tenantId, targetId: contact.id } });
    expect(trail.map((row) => [row.action, row.actorId])).toEqual([["contact.block", agent.id]]);
  });

  it("has notes that only their author rewrites", async () => {
    const contact = await makeContact(rt.db, { tenantId });
    const note = await addContactNote(memberCtx(agent), { contactId: contact.id, content: "Likes oak" });
    const edit = (member: MadeMember) =>
      editContactNote(memberCtx(member), { contactNoteId: note.id, content: "Likes elm" });
    await expect(edit(colleague)).rejects.toMatchObject({ code: "forbidden" });
    await edit(agent);
    const { notes } = await getContactDetail(rt.db.sql, { tenantId }, contact.id);
    expect(notes).toMatchObject([{ content: "Likes elm", authorId: agent.id }]);
    const remove = (member: MadeMember) => deleteContactNote(memberCtx(member), { contactNoteId: note.id });
    await expect(remove(colleague)).rejects.toMatchObject({ code: "forbidden" });
    await remove(owner);
    expect((await getContactDetail(rt.db.sql, { tenantId }, contact.id)).notes).toEqual([]);
  });
});

describe("a definition", () => {
  it("tells how many values go with it, and takes them along", async () => {
    const ctx = memberCtx(owner);
    const { id, key } = await createDefinition(ctx, {
      ...{ subject: "contact", key: "kiln", name: "Kiln", description: "", kind: "text" },
    });
    const { contact } = await createContact(ctx, { name: "Potter", attributes: { kiln: "Gas" } });
    expect(await countDefinitionUses(ctx, { attributeId: id })).toBe(1);
    expect(await deleteDefinition(ctx, { attributeId: id })).toBe(1);
    expect((await getContact(rt.db.sql, ctx, contact.id)).attributes).not.toHaveProperty(key);
    await expect(
      updateContact(ctx, { contactId: contact.id, attributes: { kiln: "Wood" } }),
    ).rejects.toMatchObject({ code: "bad_request" });
  });

  it("has a key of its own and an order that anybody sees", async () => {
    const ctx = memberCtx(await makeMember(rt.db, { tenantId: (await makeTenant(rt.db)).id, role: "owner" }));
    const define = (key: string) =>
      createDefinition(ctx, { subject: "contact", key, name: key, description: "", kind: "text" });
    const ids = [(await define("one")).id, (await define("two")).id];
    await expect(define("one")).rejects.toMatchObject({ code: "conflict", details: { field: "key" } });
    await orderDefinitions(ctx, { subject: "contact", attributeIds: ids.toReversed() });
    const rows = await rt.db.prisma.attributeDefinition.findMany({ where: { tenantId: ctx.tenantId } });
    expect(rows.toSorted((a, b) => a.position - b.position).map((row) => row.key)).toEqual(["two", "one"]);
  });
});
