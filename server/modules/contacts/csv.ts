import { Transform } from "node:stream";
import { type Options, parse } from "csv-parse";
import { AppError } from "../../core/errors";

/** utf8 or windows-1252, which is what Excel still writes where "CSV UTF-8" was not chosen. */
export type CsvEncoding = "utf8" | "windows1252";

/**
 * Passes bytes through and tells afterwards how they are to be read. Throws bad_request into the stream for what is no text
 * of either kind: UTF-16, or a workbook.
 */
export function sniffEncoding(): { stream: Transform; encoding: () => CsvEncoding } {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isUtf8 = true;
  let isFirst = true;
  const stream = new Transform({
    transform(chunk: Buffer, _, done) {
      const mark = isFirst && chunk.length >= 2 ? chunk.readUInt16BE(0) : 0;
      const isWide = mark === 0xfffe || mark === 0xfeff;
      if (isWide || chunk.includes(0)) {
        return done(
          new AppError(
            "bad_request",
            "This file is no CSV in UTF-8. In Excel choose “CSV UTF-8” when saving it.",
            {
              field: "file",
            },
          ),
        );
      }
      isFirst = false;
      isUtf8 &&= decodes(() => decoder.decode(chunk, { stream: true }));
      done(null, chunk);
    },
    flush(done) {
      isUtf8 &&= decodes(() => decoder.decode());
      done();
    },
  });
  return { stream, encoding: () => (isUtf8 ? "utf8" : "windows1252") };
}

function decodes(read: () => string): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

export type CsvRecord = {
  cells: string[] /** Bytes from the start of the stream to the end of this record. */;
  bytes: number;
};

/** A parser of raw bytes that hands out records one by one; a record is at most 256 KB. */
export function csvParser(encoding: CsvEncoding, delimiter: string) {
  const options: Options = {
    bom: true,
    info: true,
    delimiter,
    encoding: encoding === "utf8" ? "utf8" : "latin1",
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 256 * 1024,
  };
  return parse(options);
}

export function toRecord(
  given: { record: string[]; info: { bytes: number } },
  encoding: CsvEncoding,
): CsvRecord {
  const cells = encoding === "utf8" ? given.record : given.record.map(fromLatin1);
  return { cells: cells.map((cell) => cell.trim()), bytes: given.info.bytes };
}

/** What Windows-1252 has where ISO 8859-1 has controls, 0x80 to 0x9F. */
const C1 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function fromLatin1(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (char) => C1[char.charCodeAt(0) - 0x80]!);
}

/** The delimiter that the first line has most of. */
export function delimiterOf(head: string): string {
  const line = head.split(/\r?\n|\r/, 1)[0] ?? "";
  const counts = [",", ";", "\t"].map((sign) => [sign, line.split(sign).length] as const);
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/**
 * One line of CSV. A cell that a spreadsheet would take for a formula gets an apostrophe (OWASP, CSV injection); reading it
 * back takes that away again.
 */
export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(value: unknown): string {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function unguard(cell: string): string {
  return /^'[=+\-@]/.test(cell) ? cell.slice(1) : cell;
}
