/** Whose eyes times, numbers and lists are written for: their language and their clock. One object for each pair. */
export type Reader = {
  locale: string;
  zone: string;
  /** Those that were needed so far: making one costs more than a thousand uses. */
  formats: { [shape: string]: Intl.DateTimeFormat };
  numbers?: Intl.NumberFormat;
  lists?: Intl.ListFormat;
};

const readers = new Map<string, Reader>();

export function readerOf(locale: string, zone: string): Reader {
  const key = locale + zone;
  let reader = readers.get(key);
  if (!reader) {
    reader = { locale, zone, formats: {} };
    readers.set(key, reader);
  }
  return reader;
}

/** 1234.5 as "1,234.5" */
export function formatNumber(number: number, reader: Reader): string {
  reader.numbers ??= new Intl.NumberFormat(reader.locale);
  return reader.numbers.format(number);
}

/** "Ada, Tom and Priya" */
export function formatList(words: readonly string[], reader: Reader): string {
  reader.lists ??= new Intl.ListFormat(reader.locale);
  return reader.lists.format(words);
}
