import { pipeline, type Readable } from "node:stream";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import type { Locale } from "../../core/locales";
import { runtime } from "../../infra/runtime";
import { type CsvEncoding, csvParser, delimiterOf, sniffEncoding, toRecord } from "./csv";
import { listDefinitions } from "./definitions";
import { MAX_COLUMNS, MAX_IMPORT_BYTES, type UploadedImport } from "./import-schema";
import type { AttributeDefinitionDto } from "./schema";

/** How a file is read, kept with the import. */
export type ImportMapping = {
  encoding: CsvEncoding;
  delimiter: string;
  columns: string[];
  /** The business's language when it began: which way round 3/4 is read, to the last row. */
  locale?: Locale;
};

const HEAD_BYTES = 64 * 1024;
const PREVIEW_ROWS = 5;

/** Streams the file to the storage and reads its head. Nothing is imported before the columns are mapped. Throws bad_request, too_large. */
export async function uploadImport(
  ctx: MemberCtx,
  input: { name: string; body: Readable },
): Promise<UploadedImport> {
  const { db, storage } = runtime();
  const id = newId();
  const storageKey = `${ctx.tenantId}/import-${id}`;
  const sniffer = sniffEncoding();
  // A refusal of the sniffer must reach the storage, which then leaves nothing behind.
  const body = pipeline(input.body, sniffer.stream, () => {});
  const { size } = await storage.put(storageKey, body, {
    maxBytes: MAX_IMPORT_BYTES,
    contentType: "text/csv",
  });
  try {
    if (size === 0)
      throw new AppError("bad_request", "This file is empty. Choose another one.", { field: "file" });
    const encoding = sniffer.encoding();
    const { head, rows, delimiter } = await readHead(storageKey, encoding);
    const mapping: ImportMapping = { encoding, delimiter, columns: [] };
    await db.prisma.contactImport.create({
      data: {
        ...{ id, tenantId: ctx.tenantId, memberId: ctx.actor.memberId, storageKey, mapping },
        ...{ fileName: input.name, bytesTotal: BigInt(size) },
      },
    });
    const definitions = await listDefinitions(db.sql, ctx, "contact");
    return {
      id,
      fileName: input.name,
      head,
      rows,
      suggested: head.map((name) => suggest(name, definitions)),
    };
  } catch (error) {
    await storage.delete(storageKey).catch(() => {});
    throw error;
  }
}

async function readHead(storageKey: string, encoding: CsvEncoding) {
  const found = await runtime().storage.get(storageKey, { start: 0, end: HEAD_BYTES - 1 });
  const chunks: Buffer[] = [];
  for await (const chunk of found!.body) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const delimiter = delimiterOf(bytes.toString("latin1").replace(/^ï»¿/, ""));
  const parser = csvParser(encoding, delimiter);
  const records: string[][] = [];
  parser.on("error", () => {});
  parser.on("readable", () => {
    for (let one = parser.read(); one; one = parser.read()) records.push(toRecord(one, encoding).cells);
  });
  await new Promise<void>((done) => {
    parser
      .once("end", done)
      .once("error", () => done())
      .once("close", done);
    parser.end(bytes);
  });
  const head = records[0] ?? [];
  if (head.length > MAX_COLUMNS || head.every((cell) => cell === "")) {
    throw new AppError("bad_request", "The first row of the file names its columns. This one does not.", {
      field: "file",
    });
  }
  return { head, rows: records.slice(1, 1 + PREVIEW_ROWS), delimiter };
}

const KNOWN: Record<string, string> = {
  name: "name",
  fullname: "name",
  email: "email",
  emailaddress: "email",
  phone: "phone",
  phonenumber: "phone",
  telephone: "phone",
  mobile: "phone",
  company: "company",
  companyname: "company",
  organisation: "company",
  organization: "company",
  city: "city",
  town: "city",
  location: "city",
  country: "country",
  countrycode: "country",
  externalid: "externalId",
  identifier: "externalId",
  customerid: "externalId",
  timezone: "timeZone",
  language: "language",
  labels: "labels",
  tags: "labels",
};

function suggest(column: string, definitions: readonly AttributeDefinitionDto[]): string {
  const bare = column.toLowerCase().replace(/[^a-z0-9]/g, "");
  const known = KNOWN[bare];
  if (known) return known;
  const own = definitions.find(
    ({ key, name }) =>
      key.replace(/_/g, "") === bare || name.toLowerCase().replace(/[^a-z0-9]/g, "") === bare,
  );
  return own ? `attributes.${own.key}` : "";
}
