import { z } from "zod";
import { Line, Text } from "../../core/text";

export const ATTRIBUTE_KINDS = [
  "text",
  "number",
  "currency",
  "percent",
  "link",
  "date",
  "list",
  "checkbox",
] as const;
export type AttributeKind = (typeof ATTRIBUTE_KINDS)[number];
export const ATTRIBUTE_SUBJECTS = ["contact", "conversation"] as const;
export type AttributeSubject = (typeof ATTRIBUTE_SUBJECTS)[number];
export const MAX_DEFINITIONS = 100;

/** `choices` belong to a list, `currency` (ISO 4217) to a currency. */
export type AttributeOptions = { choices?: string[]; currency?: string };
export type AttributeDefinitionDto = {
  id: string;
  subject: AttributeSubject;
  key: string;
  name: string;
  description: string;
  kind: AttributeKind;
  options: AttributeOptions;
  position: number;
};
/** A date is "2026-11-21", a link an absolute http(s) address, a percent 12.5 for 12.5 %. */
export type AttributeValue = string | number | boolean;
export type AttributeValues = Record<string, AttributeValue>;

const Choices = z.array(Line(100).pipe(z.string().min(1, "A choice has a name."))).max(100);
const Currency = z.string().regex(/^[A-Z]{3}$/, "A currency has three letters, as in GBP.");

export const ListAttributes = z.object({ subject: z.enum(ATTRIBUTE_SUBJECTS).optional() });
export const CreateAttribute = z.object({
  subject: z.enum(ATTRIBUTE_SUBJECTS),
  key: z.string().regex(/^[a-z][a-z0-9_]{0,49}$/, "A key begins with a letter and holds a–z, 0–9 and _."),
  name: Line(60).pipe(z.string().min(1, "Give it a name.")),
  description: Line(200).default(""),
  kind: z.enum(ATTRIBUTE_KINDS),
  choices: Choices.optional(),
  currency: Currency.optional(),
});
export type CreateAttribute = z.infer<typeof CreateAttribute>;
/** Key, subject and kind never change: values and filters hang on them. */
export const UpdateAttribute = z.object({
  attributeId: z.uuid(),
  name: Line(60).pipe(z.string().min(1, "Give it a name.")).optional(),
  description: Line(200).optional(),
  choices: Choices.optional(),
  currency: Currency.optional(),
});
export type UpdateAttribute = z.infer<typeof UpdateAttribute>;
export const AttributeId = z.object({ attributeId: z.uuid() });
export type AttributeId = z.infer<typeof AttributeId>;
/** All definitions of one subject, in their new order. */
export const OrderAttributes = z.object({
  subject: z.enum(ATTRIBUTE_SUBJECTS),
  attributeIds: z.array(z.uuid()).min(1).max(MAX_DEFINITIONS),
});
export type OrderAttributes = z.infer<typeof OrderAttributes>;

/** One customer as lists and panels show them. Times are ISO 8601 in UTC; keep the one with the highest `updatedAt`. */
export type ContactListed = {
  id: string;
  name: string;
  email: string | null;
  /** E.164 */
  phone: string | null;
  city: string | null;
  country: string | null;
  company: string | null;
  externalId: string | null;
  timeZone: string | null;
  language: string | null;
  attributes: AttributeValues;
  labelIds: string[];
  isBlocked: boolean;
  lastActivityAt: string;
  createdAt: string;
  updatedAt: string;
};

/** Somebody else with the same e-mail or telephone number. */
export type ContactTwin = { id: string; name: string; by: "email" | "phone" };
export type ContactNoteDto = {
  id: string;
  authorId: string | null;
  content: string;
  createdAt: string;
  isEdited: boolean;
};
export type PageVisitDto = { id: string; url: string; title: string; visitedAt: string };
/** A merge into this contact that can still be taken back. */
export type ContactMergeDto = { undoId: string; name: string; mergedAt: string };
/** Somebody in a group; the number as E.164. */
export type GroupPersonDto = { id: string; name: string | null; phone: string | null; isAdmin: boolean };
export type ContactDetail = ContactListed & {
  /** Of a group: who is in it, those first who may say so; at most 1,100. */
  people: GroupPersonDto[];
  twins: ContactTwin[];
  /** The newest 50. */
  notes: ContactNoteDto[];
  /** The newest 20. */
  visits: PageVisitDto[];
  merges: ContactMergeDto[];
};

export const ContactId = z.object({ contactId: z.uuid() });
export type ContactId = z.infer<typeof ContactId>;

/** What is typed into a field of the tenant's own; null takes the value away. */
export const GivenAttributes = z.record(
  z.string().max(60),
  z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]),
);
export const CONTACT_FIELDS = [
  "name",
  "email",
  "phone",
  "company",
  "city",
  "country",
  "externalId",
  "timeZone",
  "language",
] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];

/** Empty text clears a field, null an attribute. What is left out stays. */
const fields = {
  name: Line(200).optional(),
  email: Line(254).optional(),
  phone: Line(60).optional(),
  company: Line(200).optional(),
  city: Line(100).optional(),
  country: Line(60).optional(),
  externalId: Line(200).optional(),
  timeZone: Line(60).optional(),
  language: Line(20).optional(),
  attributes: GivenAttributes.optional(),
};
export const CreateContact = z.object(fields);
export type CreateContact = z.infer<typeof CreateContact>;
export const UpdateContact = z.object({ contactId: z.uuid(), ...fields });
export type UpdateContact = z.infer<typeof UpdateContact>;

export const MAX_BULK = 100;
const ContactIds = z.array(z.uuid()).min(1).max(MAX_BULK);
export const LabelContacts = z.object({
  contactIds: ContactIds,
  add: z.array(z.uuid()).max(50).default([]),
  remove: z.array(z.uuid()).max(50).default([]),
});
export type LabelContacts = z.infer<typeof LabelContacts>;
export const BlockContact = z.object({ contactId: z.uuid(), isBlocked: z.boolean() });
export type BlockContact = z.infer<typeof BlockContact>;
export const DeleteContacts = z.object({ contactIds: ContactIds });
export type DeleteContacts = z.infer<typeof DeleteContacts>;

const NoteText = Text(10_000, "A note holds up to 10,000 characters.").refine((text) => text.trim() !== "", {
  message: "Write something first.",
});
export const AddContactNote = z.object({ contactId: z.uuid(), content: NoteText });
export type AddContactNote = z.infer<typeof AddContactNote>;
export const EditContactNote = z.object({ contactNoteId: z.uuid(), content: NoteText });
export type EditContactNote = z.infer<typeof EditContactNote>;
export const ContactNoteId = z.object({ contactNoteId: z.uuid() });
export type ContactNoteId = z.infer<typeof ContactNoteId>;

/** Which side wins, by field; "attributes.<key>" for an attribute. Left out: the winner's own value, or the other's where it has none. */
export const MergeContacts = z.object({
  /** Stays. */
  contactId: z.uuid(),
  /** Goes into it. */
  otherContactId: z.uuid(),
  fromOther: z.array(z.string().max(70)).max(200).default([]),
});
export type MergeContacts = z.infer<typeof MergeContacts>;
export const PreviewMerge = z.object({ contactId: z.uuid(), otherContactId: z.uuid() });
export type PreviewMerge = z.infer<typeof PreviewMerge>;
export type MergePreview = {
  contact: ContactListed;
  other: ContactListed;
  /** What moves with the one that goes. */
  moves: { conversations: number; identities: number; notes: number; labels: number; visits: number };
};
export const UndoMerge = z.object({ undoId: z.uuid() });
export type UndoMerge = z.infer<typeof UndoMerge>;

/**
 * The realtime event "contact", to whoever may see contacts: ask again for what is shown of these ids. Null: of any, as
 * after an import.
 */
export type LiveContact = {
  ids: string[] | null;
  what: "created" | "updated" | "deleted" | "merged" | "imported";
};
