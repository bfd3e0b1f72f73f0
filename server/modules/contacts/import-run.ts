import { z } from "zod";
import { newId } from "../../core/ids";
import { type Db, statement, type Tx } from "../../infra/db";
import { enqueue } from "../../infra/outbox/enqueue";
import { type Handler, type HandlerCtx, handler } from "../../infra/outbox/entry";
import type { FileStorage } from "../../infra/storage/storage";
import { getTenantLocale } from "../tenants/queries";
import { csvParser, toRecord } from "./csv";
import { listDefinitions } from "./definitions";
import { type Draft, type ImportRow, keysOf, type Planned, planRows } from "./import-rows";
import type { ImportMapping } from "./import-upload";
import { tellContacts } from "./live";

export const IMPORT_KIND = "contact.import";
/** Rows of one transaction; one run goes on for so long and hands over to the next, so that others get their turn. */
const CHUNK_ROWS = 500;
const RUN_MS = 30_000;
const TELL_MS = 3_000;

/** Planned for the table as it is: a plan that was kept from when it was small would read all of it for each key. */
const PLAN_ANEW = statement<never>("import_plan_anew", "set local plan_cache_mode = force_custom_plan");
/** One look into an index for each key. */
const PRESENT = statement<Omit<Draft, "isNew">>(
  "import_present",
  `with wanted as materialized (
     select x.id from unnest($2::text[]) as key cross join lateral (
       select id from contact where (tenant_id, external_id) = ($1::uuid, key) offset 0) x
     union select x.id from unnest($3::text[]) as key cross join lateral (
       select id from contact where (tenant_id, email) = ($1::uuid, key) offset 0) x
     union select x.id from unnest($4::text[]) as key cross join lateral (
       select id from contact where (tenant_id, phone) = ($1::uuid, key) offset 0) x
   )
   select k.id, k.name, k.email, k.phone, k.company, k.city, k.country, k.external_id, k.time_zone, k.language, k.attributes
   from contact k where k.tenant_id = $1::uuid and k.merged_into_id is null and k.id = any(array(select id from wanted))
   order by k.id for update of k`,
);
const PUT = statement<{ n: number }>(
  "import_put",
  `with given as (
     select * from jsonb_to_recordset($2::text::jsonb) as x(id uuid, name text, email text, phone text, company text, city text,
       country text, external_id text, time_zone text, language text, attributes jsonb)
   ), put as (
     insert into contact as k (id, tenant_id, name, email, phone, company, city, country, external_id, time_zone, language, attributes, updated_at)
     select g.id, $1::uuid, g.name, g.email, g.phone, g.company, g.city, g.country, g.external_id, g.time_zone, g.language, g.attributes, now()
     from given g
     on conflict (id) do update set name = excluded.name, email = excluded.email, phone = excluded.phone,
       company = excluded.company, city = excluded.city, country = excluded.country, external_id = excluded.external_id,
       time_zone = excluded.time_zone, language = excluded.language, attributes = excluded.attributes, updated_at = now()
       where k.tenant_id = $1::uuid
     returning k.id
   ), told as (
     insert into event (tenant_id, id, type, data, trace_id)
     select $1::uuid, gen_random_uuid(), 'contact.updated', jsonb_build_object('contactId', p.id), $3::text from put p
     where exists (select 1 from conversation c where c.tenant_id = $1::uuid and c.contact_id = p.id)
   ) select count(*)::int as n from put`,
);
const PUT_LABELS = statement<never>(
  "import_put_labels",
  `insert into contact_label (tenant_id, contact_id, label_id)
   select $1::uuid, x.contact, x.label from jsonb_to_recordset($2::text::jsonb) as x(contact uuid, label uuid) on conflict do nothing`,
);
const PUT_ERRORS = statement<never>(
  "import_put_errors",
  `insert into contact_import_error (tenant_id, import_id, row, reason, cells)
   select $1::uuid, $2::uuid, x.row, x.reason, x.cells from jsonb_to_recordset($3::text::jsonb) as x(row int, reason text, cells jsonb)`,
);
/** Only from where this run believes it stands: a second run of the same import counts nothing twice. */
const ADVANCE = statement<{ id: string }>(
  "import_advance",
  `update contact_import set bytes_done = $4::text::bigint, rows_done = rows_done + $5::int, created = created + $6::int,
     updated = updated + $7::int, failed = failed + $8::int
   where tenant_id = $1::uuid and id = $2::uuid and state = 'running' and bytes_done = $3::text::bigint returning id`,
);
const LABELS = statement<{ id: string; name: string }>(
  "import_labels",
  "select id, lower(name) as name from label where tenant_id = $1::uuid",
);

type Tools = { db: Db; storage: FileStorage };

/** Takes an import further from the byte where it stands, chunk by chunk, each with its place in one transaction. */
export function importHandler({ db, storage }: Tools): Handler {
  return handler({
    payload: z.object({ importId: z.uuid() }),
    timeoutSeconds: 120,
    run: (ctx, { importId }, { signal }) => runImport({ db, storage }, ctx, importId, signal),
  });
}

export async function runImport(
  { db, storage }: Tools,
  ctx: Pick<HandlerCtx, "tenantId" | "traceId" | "log">,
  importId: string,
  signal: AbortSignal,
  runMs = RUN_MS,
): Promise<void> {
  const { tenantId } = ctx;
  const where = { tenantId, id: importId, state: "running" };
  const running = await db.prisma.contactImport.findFirst({ where });
  if (!running) return;
  const mapping = running.mapping as ImportMapping;
  const start = Number(running.bytesDone);
  const total = Number(running.bytesTotal);
  const finish = async (state: "done" | "failed") => {
    await db.prisma.contactImport.updateMany({ where, data: { state, finishedAt: new Date() } });
    await storage
      .delete(running.storageKey)
      .catch((err: unknown) => ctx.log.warn({ err }, "an imported file stays"));
    tellContacts({ tenantId, ids: null, what: "imported" });
  };
  if (start >= total) return finish("done");
  const found = await storage.get(running.storageKey, { start, end: total - 1 });
  if (!found) return finish("failed");

  const until = Date.now() + runMs;
  const parser = found.body
    .on("error", (error) => parser.destroy(error))
    .pipe(csvParser(mapping.encoding, mapping.delimiter));
  let place = start;
  let row = running.rowsDone;
  let isHead = start === 0;
  let told = Date.now();
  let chunk: ImportRow[] = [];
  let end = start;
  /** False when the import was cancelled, or when another run has taken it further. */
  const store = async (): Promise<boolean> => {
    const rows = chunk;
    chunk = [];
    if (end === place) return true;
    const isOurs = await db.transaction((tx) => storeChunk(tx, ctx, { importId, mapping, rows, place, end }));
    place = end;
    if (isOurs && Date.now() - told > TELL_MS) {
      told = Date.now();
      tellContacts({ tenantId, ids: null, what: "imported" });
    }
    return isOurs;
  };
  try {
    for await (const given of parser) {
      const record = toRecord(given, mapping.encoding);
      end = start + record.bytes;
      if (isHead) isHead = false;
      else chunk.push({ row: ++row, cells: record.cells });
      if (chunk.length < CHUNK_ROWS) continue;
      if (!(await store()) || signal.aborted) return;
      if (Date.now() < until) continue;
      const next = {
        tenantId,
        kind: IMPORT_KIND,
        lane: laneOf(tenantId),
        payload: { importId },
        traceId: ctx.traceId,
      };
      await enqueue(db.sql, [{ ...next, idempotencyKey: `contact-import-${importId}-${place}` }]);
      return;
    }
    end = total;
    if (await store()) await finish("done");
  } catch (error) {
    if (!isCsvError(error)) throw error;
    if (!(await store())) return;
    await db.sql(PUT_ERRORS, [tenantId, importId, JSON.stringify([brokenRow(row + 1)])]);
    await finish("failed");
  } finally {
    found.body.destroy();
    parser.destroy();
  }
}

export function laneOf(tenantId: string): string {
  return `contact-import:${tenantId}`;
}

function isCsvError(error: unknown): boolean {
  return (
    typeof (error as { code?: unknown }).code === "string" && /^CSV_/.test((error as { code: string }).code)
  );
}

function brokenRow(row: number) {
  const reason =
    "From here on the file cannot be read: a quotation mark is not closed. Mend it and import the rest.";
  return { row, reason, cells: [] };
}

async function storeChunk(
  tx: Tx,
  ctx: Pick<HandlerCtx, "tenantId" | "traceId">,
  given: { importId: string; mapping: ImportMapping; rows: ImportRow[]; place: number; end: number },
): Promise<boolean> {
  const { importId, mapping, rows, place, end } = given;
  const { tenantId } = ctx;
  const plan = await plannedChunk(tx, tenantId, mapping, rows);
  const counts = [rows.length, plan.created, plan.updated, plan.errors.length];
  const [mine] = await tx.sql(ADVANCE, [tenantId, importId, String(place), String(end), ...counts]);
  if (!mine) return false;
  if (plan.drafts.length) await tx.sql(PUT, [tenantId, JSON.stringify(plan.drafts), ctx.traceId || newId()]);
  if (plan.labels.length) await tx.sql(PUT_LABELS, [tenantId, JSON.stringify(plan.labels)]);
  if (plan.errors.length) await tx.sql(PUT_ERRORS, [tenantId, importId, JSON.stringify(plan.errors)]);
  return true;
}

async function plannedChunk(
  tx: Tx,
  tenantId: HandlerCtx["tenantId"],
  { columns, locale }: ImportMapping,
  rows: ImportRow[],
): Promise<Planned> {
  const keys = keysOf(rows, columns);
  await tx.sql(PLAN_ANEW, []);
  const present = await tx.sql(PRESENT, [
    tenantId,
    [...keys.externalIds],
    [...keys.emails],
    [...keys.phones],
  ]);
  const labels = columns.includes("labels") ? await tx.sql(LABELS, [tenantId]) : [];
  return planRows(rows, {
    columns,
    definitions: await listDefinitions(tx.sql, { tenantId }, "contact"),
    locale: locale ?? (await getTenantLocale(tx.sql, tenantId)),
    labelIds: new Map(labels.map(({ id, name }) => [name, id])),
    present: present.map((one) => ({ ...one, isNew: false })),
  });
}
