import type { AttributeDefinitionDto, AttributeValue } from "../../server/modules/contacts/schema";

/** A value in the reader's words: "£1,234.50", "12.5%", "21/11/2026". */
export function formatAttribute(
  { kind, options }: Pick<AttributeDefinitionDto, "kind" | "options">,
  value: AttributeValue,
): string {
  if (typeof value === "number") {
    if (kind === "currency") {
      return value.toLocaleString("en-GB", { style: "currency", currency: options.currency ?? "GBP" });
    }
    const number = value.toLocaleString("en-GB", { maximumFractionDigits: 6 });
    return kind === "percent" ? `${number}%` : number;
  }
  if (kind === "date" && typeof value === "string") return value.split("-").reverse().join("/");
  return String(value);
}
