import { AppError } from "../../core/errors";
import { isMonthFirst, type Locale } from "../../core/locales";
import { cleanText } from "../../core/text";
import { dayFormat } from "../../core/written";
import type { AttributeDefinitionDto, AttributeValue } from "./schema";

const MAX_NUMBER = 1e15;
/** So much of a text stands in a sentence. */
const MAX_WORDS = 120;
const YES = /^(true|yes|y|1|on|sim|s)$/i;
const NO = /^(false|no|n|0|off|não|nao)$/i;
const WORDS: Record<Locale, readonly [string, string]> = {
  "en-GB": ["yes", "no"],
  "en-US": ["yes", "no"],
  "pt-BR": ["sim", "não"],
};

/**
 * The one place that says what a value of a custom attribute may be, for contacts and conversations alike, typed by a
 * person or read from a file: a day in the order of the language, a number with its signs. Null clears it. Throws bad_request with the field
 * "attributes.<key>".
 */
export function readAttribute(
  definition: Pick<AttributeDefinitionDto, "key" | "name" | "kind" | "options">,
  given: string | number | boolean | null,
  locale: Locale,
): AttributeValue | null {
  if (given === null) return null;
  const text = typeof given === "string" ? cleanText(given).trim() : String(given);
  if (text === "") return null;
  const wrong = (need: string) =>
    new AppError("bad_request", `${definition.name}: ${need}`, { field: `attributes.${definition.key}` });
  switch (definition.kind) {
    case "text":
      if (text.length > 2000) throw wrong("up to 2,000 characters.");
      return text;
    case "number":
    case "currency":
    case "percent": {
      const number = typeof given === "number" ? given : readNumber(text, locale);
      if (number === null || !Number.isFinite(number) || Math.abs(number) > MAX_NUMBER) {
        throw wrong(`“${text.slice(0, 40)}” is not a number.`);
      }
      return definition.kind === "currency" ? Math.round(number * 100) / 100 : number;
    }
    case "link": {
      const url = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
      if (
        !URL.canParse(url) ||
        !/^https?:$/.test(new URL(url).protocol) ||
        !new URL(url).hostname.includes(".")
      ) {
        throw wrong("a web address, as in https://example.com.");
      }
      return new URL(url).href;
    }
    case "date": {
      const date = readDate(text, locale);
      if (!date) throw wrong(`a day, as in ${writeDate("2026-11-21", locale)}.`);
      return date;
    }
    case "list": {
      const choice = definition.options.choices?.find((name) => name.toLowerCase() === text.toLowerCase());
      if (!choice) throw wrong(`“${text.slice(0, 40)}” is not one of its choices.`);
      return choice;
    }
    case "checkbox":
      if (YES.test(text)) return true;
      if (NO.test(text)) return false;
      throw wrong("yes or no.");
  }
}

/**
 * "1,234.50", "£1,234.50", "12.5 %"; in Portuguese "R$ 1.234,50", where a point that cannot part thousands still parts the
 * fraction.
 */
function readNumber(text: string, locale: Locale): number | null {
  const plain = text.replace(/^[-+]?\p{Lu}{0,3}\p{Sc}|\p{Sc}$|%$|\s/gu, (part) =>
    /^[-+]/.test(part) ? part[0]! : "",
  );
  const swapped = plain.replace(/[.,]/g, (sign) => (sign === "." ? "," : "."));
  return (hasDecimalComma(locale) ? readBritish(swapped) : null) ?? readBritish(plain);
}

const hasDecimalComma = (locale: Locale) => (1.5).toLocaleString(locale) === "1,5";

function readBritish(plain: string): number | null {
  const match = /^[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?(e[-+]?\d{1,3})?$/i.exec(plain);
  return match && (match[1] || match[3]) ? Number(plain.replaceAll(",", "")) : null;
}

/** "2026-11-21", or "21/11/2026" in the order of the language, to the first; null for what is no day of the calendar. */
function readDate(text: string, locale: Locale): string | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(T[\d:.Z+-]*)?$/.exec(text);
  const typed = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text);
  const [month, day] = iso
    ? [iso[2], iso[3]]
    : isMonthFirst(locale)
      ? [typed?.[1], typed?.[2]]
      : [typed?.[2], typed?.[1]];
  const year = iso?.[1] ?? typed?.[3];
  if (!year || !month || !day) return null;
  const made = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isReal = made.getUTCMonth() === Number(month) - 1 && made.getUTCDate() === Number(day);
  return isReal && Number(year) >= 1000 ? made.toISOString().slice(0, 10) : null;
}

const writeDate = (iso: string, locale: Locale) => dayFormat(locale, "UTC").format(new Date(iso));

/** A value as a person reads it in a sentence: "£1,234.50", "12.5%", "21/11/2026", "yes" or "sim"; long text is cut. */
export function attributeWords(
  { kind, options }: Pick<AttributeDefinitionDto, "kind" | "options">,
  value: AttributeValue,
  locale: Locale,
): string {
  if (typeof value === "boolean") return WORDS[locale][value ? 0 : 1];
  if (typeof value === "number") {
    if (kind === "currency")
      return value.toLocaleString(locale, { style: "currency", currency: options.currency ?? "GBP" });
    return `${value.toLocaleString(locale, { maximumFractionDigits: 6 })}${kind === "percent" ? "%" : ""}`;
  }
  if (kind === "date") return writeDate(value, locale);
  return value.length > MAX_WORDS ? `${value.slice(0, MAX_WORDS)}…` : value;
}

/**
 * The given values merged into those that stand; a null or an empty text takes one away. Throws bad_request for a key
 * without a definition.
 */
export function mergeAttributes(
  definitions: readonly AttributeDefinitionDto[],
  standing: Record<string, AttributeValue>,
  given: Record<string, string | number | boolean | null>,
  locale: Locale,
): Record<string, AttributeValue> {
  const merged = { ...standing };
  for (const [key, raw] of Object.entries(given)) {
    const definition = definitions.find((one) => one.key === key);
    if (!definition) {
      throw new AppError("bad_request", `There is no attribute “${key.slice(0, 60)}”.`, {
        field: `attributes.${key.slice(0, 60)}`,
      });
    }
    const value = readAttribute(definition, raw, locale);
    if (value === null) delete merged[key];
    else merged[key] = value;
  }
  return merged;
}
