import { z } from "zod";
import { cursorOf } from "../../core/paging";
import type { TemplateContent, TemplateState } from "../../core/template";
import { Line } from "../../core/text";

export const ListTemplates = z.object({
  inboxId: z.uuid(),
  /** Words of the name or the text. */
  search: Line(100).optional(),
  cursor: cursorOf(z.tuple([z.number().int().min(0).max(3), z.string(), z.string()])).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type ListTemplates = z.infer<typeof ListTemplates>;

export const TemplatesOf = z.object({ inboxId: z.uuid() });
export type TemplatesOf = z.infer<typeof TemplatesOf>;

/** A template to send. `values` by the keys of its places (server/core/template.ts, variablesOf). */
export const SendTemplate = z.object({
  conversationId: z.uuid(),
  clientId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, "A client id has 8 to 64 letters, digits, - or _."),
  templateId: z.uuid(),
  values: z.record(z.string().max(100), z.string().max(2000)).default({}),
  /** Its header's file. */
  fileId: z.uuid().nullish(),
});
export type SendTemplate = z.infer<typeof SendTemplate>;

/** `whyNot`: in words, why it cannot be sent; null: it can. */
export type TemplateListed = {
  id: string;
  name: string;
  language: string;
  category: string | null;
  state: TemplateState;
  quality: string | null;
  whyNot: string | null;
  content: TemplateContent;
};

/** Times are ISO 8601 in UTC. `problem`: why the last sync brought nothing. */
export type TemplatePage = {
  items: TemplateListed[];
  nextCursor: string | null;
  syncedAt: string | null;
  problem: string | null;
};
