import { runtime } from "../../infra/runtime";
import { setContactBlocked } from "../../modules/contacts/block";
import { createContact, updateContact } from "../../modules/contacts/commands";
import { exportContacts } from "../../modules/contacts/downloads";
import { ListContacts } from "../../modules/contacts/filter";
import { ContactImportId, ExportContacts, StartImport } from "../../modules/contacts/import-schema";
import { cancelImport, listImports, startImport } from "../../modules/contacts/imports";
import { labelContacts } from "../../modules/contacts/labels";
import { mergeContacts, previewMerge } from "../../modules/contacts/merge";
import { addContactNote, deleteContactNote, editContactNote } from "../../modules/contacts/notes";
import { countContacts, getContactDetail, listContacts } from "../../modules/contacts/queries";
import {
  AddContactNote,
  BlockContact,
  ContactId,
  ContactNoteId,
  CreateContact,
  DeleteContacts,
  EditContactNote,
  LabelContacts,
  MergeContacts,
  PreviewMerge,
  UndoMerge,
  UpdateContact,
} from "../../modules/contacts/schema";
import { undoMerge } from "../../modules/contacts/unmerge";
import { ListOfContact, listConversationsOfContact } from "../../modules/conversations/of-contact";
import { contactLoss, deleteContacts } from "../../modules/conversations/remove-contacts";
import { router, tenantProcedure } from "../init";

export const contacts = router({
  list: tenantProcedure("contact_view")
    .input(ListContacts)
    .query(({ ctx, input }) => listContacts(runtime().db, ctx, input)),
  count: tenantProcedure("contact_view")
    .input(ListContacts.pick({ search: true, filter: true }))
    .query(({ ctx, input }) => countContacts(runtime().db, ctx, input)),
  get: tenantProcedure("contact_view")
    .input(ContactId)
    .query(({ ctx, input }) => getContactDetail(runtime().db.sql, ctx, input.contactId)),
  /** Those the visibility predicate lets this member see. */
  conversations: tenantProcedure("contact_view")
    .input(ListOfContact)
    .query(({ ctx, input }) => listConversationsOfContact(runtime().db.sql, ctx, input)),
  create: tenantProcedure("contact_create")
    .input(CreateContact)
    .mutation(({ ctx, input }) => createContact(ctx, input)),
  update: tenantProcedure("contact_update")
    .input(UpdateContact)
    .mutation(({ ctx, input }) => updateContact(ctx, input)),
  loss: tenantProcedure("contact_delete")
    .input(DeleteContacts)
    .query(({ ctx, input }) => contactLoss(ctx, input)),
  delete: tenantProcedure("contact_delete")
    .input(DeleteContacts)
    .mutation(({ ctx, input }) => deleteContacts(ctx, input)),
  previewMerge: tenantProcedure("contact_merge")
    .input(PreviewMerge)
    .query(({ ctx, input }) => previewMerge(runtime().db.sql, ctx, input)),
  merge: tenantProcedure("contact_merge")
    .input(MergeContacts)
    .mutation(({ ctx, input }) => mergeContacts(ctx, input)),
  undoMerge: tenantProcedure("contact_merge")
    .input(UndoMerge)
    .mutation(({ ctx, input }) => undoMerge(ctx, input)),
  export: tenantProcedure("contact_export")
    .input(ExportContacts)
    .mutation(({ ctx, input }) => exportContacts(ctx, input)),
  imports: tenantProcedure("contact_import").query(({ ctx }) => listImports(ctx)),
  startImport: tenantProcedure("contact_import")
    .input(StartImport)
    .mutation(({ ctx, input }) => startImport(ctx, input)),
  cancelImport: tenantProcedure("contact_import")
    .input(ContactImportId)
    .mutation(({ ctx, input }) => cancelImport(ctx, input)),
  label: tenantProcedure("contact_update")
    .input(LabelContacts)
    .mutation(({ ctx, input }) => labelContacts(ctx, input)),
  setBlocked: tenantProcedure("contact_update")
    .input(BlockContact)
    .mutation(({ ctx, input }) => setContactBlocked(ctx, input)),
  addNote: tenantProcedure("contact_update")
    .input(AddContactNote)
    .mutation(({ ctx, input }) => addContactNote(ctx, input)),
  editNote: tenantProcedure("contact_update")
    .input(EditContactNote)
    .mutation(({ ctx, input }) => editContactNote(ctx, input)),
  deleteNote: tenantProcedure("contact_update")
    .input(ContactNoteId)
    .mutation(({ ctx, input }) => deleteContactNote(ctx, input)),
});
