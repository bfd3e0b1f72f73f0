import type { FormField } from "../../../server/rest/widget/contract";
import type { LateTexts } from "./words";

/** As the server's limit for an answer that a pattern is held against. */
const MAX_MATCHED = 100;

/**
 * What is wrong with an answer, for a person, or undefined. The server has the last word (contacts/form-answers.ts); a test holds
 * the two together.
 */
export function problemOf(field: FormField, given: string | boolean, texts: LateTexts): string | undefined {
  const { kind, isRequired, pattern, hint, choices } = field;
  if (typeof given === "boolean") return isRequired && !given ? texts.tick : undefined;
  const text = given.trim();
  if (!text) return isRequired ? texts.required : undefined;
  if (kind === "email" && !/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)*\.[^\s@.]{2,}$/.test(text)) return texts.wrongEmail;
  if (kind === "phone" && !/^\+[1-9]\d{6,14}$/.test(digitsOf(text))) return texts.wrongPhone;
  if (kind === "number" && !/^[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$/.test(text)) return texts.wrongNumber;
  if (kind === "link" && !isAddress(text)) return texts.wrongLink;
  if (kind === "date" && !/^\d{4}-\d\d-\d\d$/.test(text)) return texts.wrongDate;
  if (kind === "select" && !choices.includes(text)) return texts.required;
  if (pattern && !(text.length <= MAX_MATCHED && new RegExp(`^(?:${pattern})$`, "u").test(text)))
    return hint || texts.wrongPattern;
  return undefined;
}

function digitsOf(text: string): string {
  return text
    .replace(/\(0\)/g, "")
    .replace(/[\s().\-/\u00a0\u2010-\u2015]/g, "")
    .replace(/^00/, "+");
}

function isAddress(text: string): boolean {
  try {
    const { protocol, hostname } = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
    return /^https?:$/.test(protocol) && hostname.includes(".");
  } catch {
    return false;
  }
}
