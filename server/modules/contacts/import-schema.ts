import { z } from "zod";
import { ContactFilter } from "./filter";
import { CONTACT_FIELDS } from "./schema";

export const MAX_IMPORT_BYTES = 100 * 1024 * 1024;
export const MAX_COLUMNS = 200;

/** Where a column goes: a field, "labels", "attributes.<key>", or "" for nowhere. */
export const StartImport = z.object({
  contactImportId: z.uuid(),
  columns: z
    .array(
      z
        .string()
        .regex(
          new RegExp(`^(${[...CONTACT_FIELDS, "labels"].join("|")}|attributes\\.[a-z][a-z0-9_]{0,49})?$`),
        ),
    )
    .min(1)
    .max(MAX_COLUMNS),
});
export type StartImport = z.infer<typeof StartImport>;
export const ContactImportId = z.object({ contactImportId: z.uuid() });
export type ContactImportId = z.infer<typeof ContactImportId>;

/** The answer to an upload. `head` and the first rows are for the dialog that maps columns. */
export type UploadedImport = {
  id: string;
  fileName: string;
  head: string[];
  rows: string[][];
  suggested: string[];
};
export type ImportState = "waiting" | "running" | "done" | "failed" | "cancelled";
export type ContactImportDto = {
  id: string;
  fileName: string;
  state: ImportState;
  /** 0 to 1. */
  progress: number;
  rowsDone: number;
  created: number;
  updated: number;
  failed: number;
  /** A signed path to the rows that were not taken, for 24 hours. */
  errorsUrl: string | null;
  createdAt: string;
};

/** The ticked contacts, or everything that a search and a filter find. */
export const ExportContacts = z.object({
  contactIds: z.array(z.uuid()).max(100).optional(),
  search: z.string().max(100).optional(),
  filter: ContactFilter.optional(),
});
export type ExportContacts = z.infer<typeof ExportContacts>;
