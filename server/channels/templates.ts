import type { TemplateContent, TemplateState } from "../core/template";
import type { Failure } from "./inbound";

/** One template as its provider keeps it; name and language together are its own. */
export type ProviderTemplate = {
  /** The provider's id of it. */
  externalId: string | null;
  name: string;
  /** As the provider writes it: en, en_GB. */
  language: string;
  category: string | null;
  state: TemplateState;
  quality: string | null;
  /** Why it is not approved, in the provider's words. */
  reason: string | null;
  /** What is in it that cannot be sent from here; null: nothing. */
  obstacle: string | null;
  content: TemplateContent;
};

/** `next`: the cursor of the page after it, null for the last. */
export type TemplatePage =
  | { type: "page"; templates: ProviderTemplate[]; next: string | null }
  | { type: "failed"; failure: Failure };

/** What the provider tells of a template when it changes; null: as it was. */
export type TemplateNews = {
  type: "template";
  externalId: string;
  name: string;
  language: string;
  state: TemplateState | "deleted" | null;
  reason: string | null;
  category: string | null;
  quality: string | null;
  at: Date;
};
