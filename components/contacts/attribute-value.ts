import type { AttributeDefinitionDto, AttributeValue } from "../../server/modules/contacts/schema";
import { type Reader, readerOf } from "../i18n/reader";
import { formatDate } from "../i18n/time";

/** A value in the reader's words: "£1,234.50", "12.5%", "21/11/2026". */
export function formatAttribute(
  { kind, options }: Pick<AttributeDefinitionDto, "kind" | "options">,
  value: AttributeValue,
  { locale }: Pick<Reader, "locale">,
): string {
  if (typeof value === "number") {
    if (kind === "currency") {
      return value.toLocaleString(locale, { style: "currency", currency: options.currency ?? "GBP" });
    }
    const number = value.toLocaleString(locale, { maximumFractionDigits: 6 });
    return kind === "percent" ? `${number}%` : number;
  }
  if (kind === "date" && typeof value === "string") return formatDate(value, readerOf(locale, "UTC"));
  return String(value);
}

/** A value as it is typed: the server reads a number with the signs of the business's language, "1234,5" in Portuguese. */
export function typedAttribute(value: AttributeValue | undefined, locale: string): string {
  return typeof value === "number"
    ? value.toLocaleString(locale, { useGrouping: false, maximumFractionDigits: 20 })
    : String(value ?? "");
}
