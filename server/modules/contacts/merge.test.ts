import { beforeAll, describe, expect, it } from "vitest";
import {
  makeConversation,
  makeInbox,
  makeLabel,
  makeMember,
  makeMessages,
  makeTenant,
  memberCtx,
} from "../../../prisma/seed/factories";
import { makeIdentity } from "../../../prisma/seed/factories-identities";
import type { MemberCtx } from "../../core/ctx";
import { newId, type TenantId } from "../../core/ids";
import type { Runtime } from "../../infra/runtime";
import { testRuntime } from "../../testing/runtime";
import { deleteContacts } from "../conversations/remove-contacts";
import { sendMessage } from "../messages/commands";
import { createContact, updateContact } from "./commands";
import { createDefinition } from "./definitions";
import { ListContacts } from "./filter";
import { labelContacts } from "./labels";
import { mergeContacts, previewMerge } from "./merge";
import { addContactNote } from "./notes";
import { getContact, getContactDetail, listContacts } from "./queries";
import { undoMerge } from "./unmerge";

let rt: Runtime;
let tenantId: TenantId;
let inboxId: string;
let ctx: MemberCtx;

beforeAll(async () => {
  rt = await testRuntime();
  tenantId = (await makeTenant(rt.db)).id;
  inboxId = (await makeInbox(rt.db, { tenantId })).id;
  const owner = await makeMember(rt.db, { tenantId, role: "owner", isPrimaryOwner: true });
  ctx = memberCtx(owner);
  await createDefinition(ctx, {
    subject: "contact",
    key: "tier",
    name: "Tier",
    description: "",
    kind: "text",
  });
});

async function person(name: string, given: { email?: string; phone?: string; externalId?: string } = {}) {
  const { contact } = await createContact(ctx, { name, ...given, attributes: { tier: `of ${name}` } });
  const identity = await makeIdentity(rt.db, { tenantId, contactId: contact.id, inboxId });
  const conversation = await makeConversation(rt.db, {
    ...{ tenantId, inboxId, contactId: contact.id, identityId: identity.id },
  });
  const note = await addContactNote(ctx, { contactId: contact.id, content: `About ${name}` });
  const label = await makeLabel(rt.db, { tenantId });
  await labelContacts(ctx, { contactIds: [contact.id], add: [label.id], remove: [] });
  return { id: contact.id, identity, conversation, note, label };
}

const ownerOf = async (conversationId: string) =>
  (await rt.db.prisma.conversation.findFirstOrThrow({ where: { tenantId, id: conversationId } })).contactId;

describe("a merge", () => {
  it("moves all that hangs on the one that goes, by the values chosen, and the other is in no list", async () => {
    const stays = await person("Stays", { email: "stays@example.com" });
    const goes = await person("Goes", {
      email: "goes@example.com",
      phone: "+447700900001",
      externalId: "E-1",
    });
    const preview = await previewMerge(rt.db.sql, ctx, { contactId: stays.id, otherContactId: goes.id });
    expect(preview.moves).toEqual({ conversations: 1, identities: 1, notes: 1, labels: 1, visits: 0 });
    const { contact } = await mergeContacts(ctx, {
      ...{ contactId: stays.id, otherContactId: goes.id, fromOther: ["email"] },
    });
    expect(contact).toMatchObject({
      name: "Stays",
      email: "goes@example.com",
      phone: "+447700900001",
      externalId: "E-1",
    });
    expect(contact.attributes).toEqual({ tier: "of Stays" });
    expect(contact.labelIds.toSorted()).toEqual([stays.label.id, goes.label.id].toSorted());
    expect(await ownerOf(goes.conversation.id)).toBe(stays.id);
    const detail = await getContactDetail(rt.db.sql, ctx, stays.id);
    expect(detail.notes.map((note) => note.content).toSorted()).toEqual(["About Goes", "About Stays"]);
    expect(detail.merges).toMatchObject([{ name: "Goes" }]);
    const page = await listContacts(rt.db, ctx, ListContacts.parse({ search: "goes" }));
    expect(page.items.map(({ id }) => id)).toEqual([stays.id]);
    expect((await getContact(rt.db.sql, ctx, goes.id)).id, "an old link leads on").toBe(stays.id);
  });

  it("is undone: each has its own again, and what was changed since stays changed", async () => {
    const stays = await person("First");
    const goes = await person("Second", { phone: "+447700900002", externalId: "E-2" });
    const { undoId } = await mergeContacts(ctx, {
      ...{ contactId: stays.id, otherContactId: goes.id, fromOther: ["name", "attributes.tier"] },
    });
    await updateContact(ctx, { contactId: stays.id, city: "Bath", attributes: { tier: "new" } });
    const later = await makeConversation(rt.db, {
      ...{ tenantId, inboxId, contactId: stays.id, identityId: goes.identity.id },
    });
    await undoMerge(ctx, { undoId });
    const [first, second] = await Promise.all(
      [stays, goes].map(({ id }) => getContactDetail(rt.db.sql, ctx, id)),
    );
    expect(first).toMatchObject({ name: "First", phone: null, city: "Bath", attributes: { tier: "new" } });
    expect(second).toMatchObject({ name: "Second", phone: "+447700900002", externalId: "E-2" });
    expect(first!.labelIds).toEqual([stays.label.id]);
    expect(second!.labelIds).toEqual([goes.label.id]);
    expect(second!.notes.map((note) => note.id)).toEqual([goes.note.id]);
    expect(await ownerOf(goes.conversation.id)).toBe(goes.id);
    expect(await ownerOf(later.id), "its identity's later conversation goes along").toBe(goes.id);
    expect(await ownerOf(stays.conversation.id)).toBe(stays.id);
    await expect(undoMerge(ctx, { undoId })).rejects.toMatchObject({ code: "conflict" });
  });

  it("loses nothing that is written or begun at the same moment", async () => {
    for (let round = 0; round < 5; round++) {
      const stays = await person("Calm");
      const goes = await person("Busy");
      const say = () =>
        sendMessage(ctx, {
          ...{
            conversationId: goes.conversation.id,
            clientId: newId(),
            kind: "outgoing",
            content: "Hello",
            fileIds: [],
          },
        });
      const begin = () => makeConversation(rt.db, { tenantId, inboxId, contactId: goes.id });
      const [, begun] = await Promise.all([
        mergeContacts(ctx, { contactId: stays.id, otherContactId: goes.id, fromOther: [] }),
        Promise.all([begin(), begin(), begin()]),
        ...Array.from({ length: 8 }, say),
      ]);
      const rows = await rt.db.prisma.message.findMany({
        where: { tenantId, conversationId: goes.conversation.id },
      });
      expect(rows.map((row) => row.seq).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      for (const { id } of [goes.conversation, ...begun]) expect(await ownerOf(id)).toBe(stays.id);
    }
  });

  it("of two at once into each other one wins, and nobody goes into nobody", async () => {
    const [a, b] = [await person("A"), await person("B")];
    const tries = await Promise.allSettled([
      mergeContacts(ctx, { contactId: a.id, otherContactId: b.id, fromOther: [] }),
      mergeContacts(ctx, { contactId: b.id, otherContactId: a.id, fromOther: [] }),
    ]);
    expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("deleting a contact", () => {
  it("takes its conversations, messages and what was merged into it; its files open no more", async () => {
    const stays = await person("Root");
    const goes = await person("Leaf");
    const messages = await makeMessages(rt.db, goes.conversation, 3);
    const file = {
      id: newId(),
      tenantId,
      messageId: messages[0]!.id,
      uploaderKind: "contact",
      name: "a.txt",
      contentType: "text/plain",
      storageKey: "k",
      state: "stored",
    } as const;
    await rt.db.prisma.file.create({ data: file });
    await mergeContacts(ctx, { contactId: stays.id, otherContactId: goes.id, fromOther: [] });
    expect(await deleteContacts(ctx, { contactIds: [stays.id, newId()] })).toEqual({ deleted: [stays.id] });
    expect(await rt.db.prisma.contact.count({ where: { id: { in: [stays.id, goes.id] } } })).toBe(0);
    expect(await rt.db.prisma.message.count({ where: { conversationId: goes.conversation.id } })).toBe(0);
    expect(await rt.db.prisma.file.findFirst({ where: { id: file.id } })).toMatchObject({
      messageId: null,
      state: "pending",
    });
    const trail = await rt.db.prisma.auditEntry.findFirst({ where: { tenantId, action: "contact.delete" } });
    expect(trail).toMatchObject({ targetId: stays.id, before: { name: "Root" } });
    const again = deleteContacts(ctx, { contactIds: [stays.id] });
    await expect(again).rejects.toMatchObject({ code: "not_found" });
  });
});
