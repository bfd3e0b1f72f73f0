import { z } from "zod";
import type { TemplateState } from "../../core/template";
import type { TemplateNews } from "../templates";

/** Meta's words in lists and webhooks (contract whatsapp-cloud §5); 360dialog writes them small. */
const STATES: Record<string, TemplateState | "deleted"> = {
  APPROVED: "approved",
  REINSTATED: "approved",
  PENDING: "pending",
  IN_APPEAL: "pending",
  REJECTED: "rejected",
  PAUSED: "paused",
  DISABLED: "disabled",
  LIMIT_EXCEEDED: "disabled",
  ARCHIVED: "disabled",
  PENDING_DELETION: "deleted",
  DELETED: "deleted",
};

/** A word that nobody knows yet is not taken for an approval. */
export function stateOf(word: string): TemplateState | "deleted" {
  return STATES[word.toUpperCase()] ?? "pending";
}

export const reasonOf = (reason: string | null | undefined) =>
  reason && reason !== "NONE" ? reason.toLowerCase().replaceAll("_", " ") : null;

const text = z.string();
const Change = z.looseObject({
  message_template_id: z.union([z.number(), text]).transform(String),
  message_template_name: text,
  message_template_language: text,
  event: text.optional(),
  reason: text.nullish(),
  rejection_info: z.looseObject({ reason: text.optional(), recommendation: text.optional() }).optional(),
  other_info: z.looseObject({ description: text.optional() }).optional(),
  new_category: text.optional(),
  new_quality_score: text.optional(),
});

/** The fields by which Meta tells that a template is another one now. */
export const TEMPLATE_FIELDS = new Set([
  "message_template_status_update",
  "message_template_quality_update",
  "message_template_components_update",
  "template_category_update",
]);

/** Null for what is no news of a template. */
export function templateNews(value: unknown, at: Date): TemplateNews | null {
  const parsed = Change.safeParse(value);
  if (!parsed.success) return null;
  const { event, reason, rejection_info: why, other_info: more, ...change } = parsed.data;
  const told = [why?.reason, why?.recommendation, more?.description].filter(Boolean).join(" ");
  // A flag is a warning only: it can still be sent.
  const state = event && event !== "FLAGGED" ? stateOf(event) : null;
  return {
    ...{ type: "template", externalId: change.message_template_id, name: change.message_template_name },
    language: change.message_template_language.replace("-", "_"),
    state,
    reason: state === "approved" ? null : told || reasonOf(reason),
    category: change.new_category?.toLowerCase() ?? null,
    quality: change.new_quality_score?.toLowerCase() ?? null,
    at,
  };
}
