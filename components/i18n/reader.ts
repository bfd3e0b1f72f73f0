/** What the server writes times in; the browser writes them in the reader's own zone. */
export const TIME_ZONE = "Europe/London";

/** Whose eyes times, numbers and lists are written for: their language and their clock. One object for each pair. */
export type Reader = {
  locale: string;
  zone: string;
  /** Those that were needed so far: making one costs more than a thousand uses. */
  formats: { [shape: string]: Intl.DateTimeFormat };
  numbers?: Intl.NumberFormat;
  lists?: Intl.ListFormat;
};

const readers: { [key: string]: Reader } = {};

export function readerOf(locale: string, zone: string): Reader {
  const key = locale + zone;
  readers[key] ??= { locale, zone, formats: {} };
  return readers[key];
}

/** 1234.5 as "1,234.5" */
export function formatNumber(number: number, reader: Reader): string {
  reader.numbers ??= new Intl.NumberFormat(reader.locale);
  return reader.numbers.format(number);
}

/** 1,000 and above read "1.2k"; the exact number belongs into the label. */
export function formatCount(count: number, reader: Reader): string {
  return count < 1000 ? String(count) : `${formatNumber(Math.floor(count / 100) / 10, reader)}k`;
}

/** "Ada, Tom and Priya" */
export function formatList(words: readonly string[], reader: Reader): string {
  reader.lists ??= new Intl.ListFormat(reader.locale);
  return reader.lists.format(words);
}
