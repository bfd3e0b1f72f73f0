import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { tellContacts } from "./live";
import { contactMissing } from "./queries";
import type { AddContactNote, ContactNoteDto, ContactNoteId, EditContactNote } from "./schema";

/** Throws not_found. */
export async function addContactNote(ctx: MemberCtx, input: AddContactNote): Promise<ContactNoteDto> {
  const { prisma } = runtime().db;
  const { contactId, content } = input;
  const contact = await prisma.contact.findFirst({
    where: { tenantId: ctx.tenantId, id: contactId, mergedIntoId: null },
    select: { id: true },
  });
  if (!contact) throw contactMissing();
  const at = new Date();
  const note = { id: newId(), authorId: ctx.actor.memberId, content };
  await prisma.contactNote.create({
    data: { ...note, tenantId: ctx.tenantId, contactId, createdAt: at, updatedAt: at },
  });
  tellContacts({ tenantId: ctx.tenantId, ids: [contactId], what: "updated" });
  return { ...note, createdAt: at.toISOString(), isEdited: false };
}

/** Only one's own. Throws not_found, forbidden. */
export async function editContactNote(ctx: MemberCtx, input: EditContactNote): Promise<void> {
  const note = await getNote(ctx, input.contactNoteId);
  if (note.authorId !== ctx.actor.memberId) {
    throw new AppError("forbidden", "Somebody else wrote this note. Add one of your own.");
  }
  await runtime().db.prisma.contactNote.updateMany({
    where: { tenantId: ctx.tenantId, id: note.id },
    data: { content: input.content, updatedAt: new Date() },
  });
  tellContacts({ tenantId: ctx.tenantId, ids: [note.contactId], what: "updated" });
}

/** One's own, or anybody's for those who may delete contacts; what was in it stays in the audit. Throws not_found, forbidden. */
export async function deleteContactNote(ctx: MemberCtx, input: ContactNoteId): Promise<void> {
  const note = await getNote(ctx, input.contactNoteId);
  if (note.authorId !== ctx.actor.memberId && !can(ctx.actor, "contact_delete")) {
    throw new AppError(
      "forbidden",
      "Somebody else wrote this note. Ask them or an administrator to delete it.",
      {
        permission: "contact_delete",
      },
    );
  }
  await runtime().db.transaction(async (tx) => {
    const { count } = await tx.prisma.contactNote.deleteMany({
      where: { tenantId: ctx.tenantId, id: note.id },
    });
    if (count === 0) return;
    await audit(tx, ctx, {
      action: "contact_note.delete",
      target: { kind: "contact", id: note.contactId },
      before: { authorId: note.authorId, content: note.content },
    });
  });
  tellContacts({ tenantId: ctx.tenantId, ids: [note.contactId], what: "updated" });
}

async function getNote(ctx: MemberCtx, id: string) {
  const note = await runtime().db.prisma.contactNote.findFirst({ where: { tenantId: ctx.tenantId, id } });
  if (!note) throw new AppError("not_found", "This note is not here any more.");
  return note;
}
