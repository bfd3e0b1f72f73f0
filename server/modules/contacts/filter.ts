import { z } from "zod";
import { OPERATORS as COMMON } from "../../core/conversation-filter";
import { cursorOf } from "../../core/paging";
import { Line } from "../../core/text";

export const OPERATORS = [...COMMON, "starts_with"] as const;
export type FilterOperator = (typeof OPERATORS)[number];

/**
 * `field` is a field of the contact, "labels", "isBlocked", "createdAt", "lastActivityAt" or "attributes.<key>". `value`
 * is what it is compared with: text, a number, a date ("2026-11-21"), days, yes or no; a label's id, or several.
 */
export const ContactCondition = z.object({
  field: z.string().max(70),
  operator: z.enum(OPERATORS),
  value: z
    .union([z.string().max(500), z.number(), z.boolean(), z.array(z.string().max(100)).max(50)])
    .default(""),
});
export type ContactCondition = z.infer<typeof ContactCondition>;

const JOINS = ["and", "or"] as const;
/** Conditions in groups: each group and the whole joined by "and" or "or". */
export const ContactFilter = z.object({
  join: z.enum(JOINS).default("and"),
  groups: z
    .array(
      z.object({ join: z.enum(JOINS).default("and"), conditions: z.array(ContactCondition).min(1).max(10) }),
    )
    .max(10),
});
export type ContactFilter = z.infer<typeof ContactFilter>;

export const CONTACT_SORTS = ["name", "lastActivityAt", "createdAt"] as const;
export type ContactSort = (typeof CONTACT_SORTS)[number];

export const ListContacts = z.object({
  search: Line(100).optional(),
  filter: ContactFilter.optional(),
  sort: z.enum(CONTACT_SORTS).default("lastActivityAt"),
  isDescending: z.boolean().default(true),
  cursor: cursorOf(z.tuple([z.string(), z.uuid()])).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListContacts = z.infer<typeof ListContacts>;

/** A list that a member has put together and named. */
export const SegmentInput = z.object({
  name: Line(60).pipe(z.string().min(1, "Give it a name.")),
  filter: ContactFilter,
  sort: z.enum(CONTACT_SORTS).default("lastActivityAt"),
  isDescending: z.boolean().default(true),
  sharedWith: z.enum(["private", "team", "tenant"]).default("private"),
  teamId: z.uuid().nullable().default(null),
});
export type SegmentInput = z.infer<typeof SegmentInput>;
export const UpdateSegment = SegmentInput.extend({ segmentId: z.uuid() });
export type UpdateSegment = z.infer<typeof UpdateSegment>;
export const SegmentId = z.object({ segmentId: z.uuid() });
export type SegmentId = z.infer<typeof SegmentId>;
export type SegmentDto = {
  id: string;
  name: string;
  filter: ContactFilter;
  sort: ContactSort;
  isDescending: boolean;
  sharedWith: "private" | "team" | "tenant";
  teamId: string | null;
  isOwn: boolean;
};
