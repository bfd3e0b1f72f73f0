import type { TemplateProblem, TemplateState } from "../../core/template";

type Standing = { state: TemplateState; reason: string | null; obstacle: string | null };

/** Why a template cannot be sent, in words; null: it can. */
export function whyNotSent({ state, reason, obstacle }: Standing): string | null {
  const why = reason ? ` (${reason})` : "";
  switch (state) {
    case "pending":
      return "WhatsApp has not approved this template yet.";
    case "rejected":
      return `WhatsApp has rejected this template${why}.`;
    case "paused":
      return `WhatsApp has paused this template${why}. Use another one, or wait until it is lifted.`;
    case "disabled":
      return `WhatsApp has switched this template off${why}. Use another one.`;
    case "approved":
      return obstacle && `This template cannot be sent from here: it holds a ${obstacle}.`;
  }
}

/** What is wrong with a place, in words. */
export const PLACE_WORDS: Record<TemplateProblem, string> = {
  missing: "Fill this in.",
  unknown: "The template has no such place.",
  lines: "One line, without tabs or long rows of spaces.",
  long: "With this the text is longer than WhatsApp allows.",
};
