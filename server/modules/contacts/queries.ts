import type { TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { encodeCursor } from "../../core/paging";
import { type Db, type Sql, statement } from "../../infra/db";
import { listDefinitions } from "./definitions";
import type { ContactSort, ListContacts } from "./filter";
import { escapeLike, filterSql } from "./filter-sql";
import { CONTACT_COLUMNS, type ContactRow, toContact } from "./row";
import type {
  ContactDetail,
  ContactListed,
  ContactNoteDto,
  ContactTwin,
  GroupPersonDto,
  PageVisitDto,
} from "./schema";

type Ctx = Pick<TenantCtx, "tenantId">;
export type ContactPage = { items: ContactListed[]; nextCursor: string | null };

const COLUMNS: Record<ContactSort, { column: string; type: string }> = {
  name: { column: "k.name", type: "text" },
  lastActivityAt: { column: "k.last_activity_at", type: "timestamptz" },
  createdAt: { column: "k.created_at", type: "timestamptz" },
};
/** As the index contact_search has it (migration *_contacts). */
const SEARCHED =
  "lower(k.name || ' ' || coalesce(k.email, '') || ' ' || coalesce(k.phone, '') || ' ' || coalesce(k.company, ''))";

/** The conditions of a list, without its place in it: the same for a page, a count and an export. */
export async function listedWhere(
  sql: Sql,
  ctx: Ctx,
  { search, filter }: Pick<ListContacts, "search" | "filter">,
  put: (value: unknown) => string,
): Promise<string> {
  const conditions = [`k.tenant_id = ${put(ctx.tenantId)}::uuid`, "k.merged_into_id is null"];
  for (const word of (search ?? "").toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6)) {
    conditions.push(`${SEARCHED} like ${put(`%${escapeLike(word)}%`)}::text`);
  }
  if (filter?.groups.length) {
    conditions.push(filterSql(filter, await listDefinitions(sql, ctx, "contact"), put));
  }
  return conditions.join(" and ");
}

/** One page of contacts by keyset. Filters make texts without end, so these statements go unnamed. Throws bad_request. */
export async function listContacts(db: Db, ctx: Ctx, input: ListContacts): Promise<ContactPage> {
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  const { column, type } = COLUMNS[input.sort];
  const direction = input.isDescending ? "desc" : "asc";
  let where = await listedWhere(db.sql, ctx, input, put);
  if (input.cursor) {
    const [at, id] = input.cursor;
    if (type === "timestamptz" && Number.isNaN(Date.parse(at))) {
      throw new AppError("bad_request", "This page marker is not valid. Load the list again.");
    }
    where += ` and (${column}, k.id) ${input.isDescending ? "<" : ">"} (${put(at)}::${type}, ${put(id)}::uuid)`;
  }
  const text = `select ${CONTACT_COLUMNS} from contact k where ${where}
    order by ${column} ${direction}, k.id ${direction} limit ${put(input.limit + 1)}::int`;
  const { rows } = await db.pool.query<ContactRow>(text, values);
  const items = rows.slice(0, input.limit).map(toContact);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > input.limit && last ? encodeCursor([last[input.sort], last.id]) : null,
  };
}

export const COUNTED_UP_TO = 1_000;

/** How many a list holds; counting stops at 1,001, which stands for "more than 1,000". */
export async function countContacts(
  db: Db,
  ctx: Ctx,
  input: Pick<ListContacts, "search" | "filter">,
): Promise<number> {
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  const where = await listedWhere(db.sql, ctx, input, put);
  const text = `select count(*)::int as n from (select 1 from contact k where ${where} limit ${COUNTED_UP_TO + 1}) x`;
  return (await db.pool.query<{ n: number }>(text, values)).rows[0]!.n;
}

const BY_IDS = statement<ContactRow>(
  "contacts_by_ids",
  `select ${CONTACT_COLUMNS} from contact k
   where k.tenant_id = $1::uuid and k.id = any($2::uuid[]) and k.merged_into_id is null`,
);

export async function findContacts(sql: Sql, ctx: Ctx, ids: readonly string[]): Promise<ContactListed[]> {
  return (await sql(BY_IDS, [ctx.tenantId, ids])).map(toContact);
}

const FOLLOWED = statement<ContactRow>(
  "contact_followed",
  `with recursive way as (
     select k.id, k.merged_into_id, 1 as step from contact k where k.tenant_id = $1::uuid and k.id = $2::uuid
     union all
     select k.id, k.merged_into_id, w.step + 1 from way w join contact k on k.tenant_id = $1::uuid and k.id = w.merged_into_id
     where w.step < 50
   )
   select ${CONTACT_COLUMNS} from way w join contact k on k.id = w.id where w.merged_into_id is null`,
);

/** The contact, or the one it went into. Throws not_found. */
export async function getContact(sql: Sql, ctx: Ctx, contactId: string): Promise<ContactListed> {
  const [row] = await sql(FOLLOWED, [ctx.tenantId, contactId]);
  if (!row) throw contactMissing();
  return toContact(row);
}

export function contactMissing(): AppError {
  return new AppError("not_found", "This contact is not here any more.");
}

const TWINS = statement<ContactTwin>(
  "contact_twins",
  `select x.id, x.name, x.by from (
     (select k.id, k.name, 'email' as by, k.created_at from contact k
      where k.tenant_id = $1::uuid and k.email = $3::text and k.id <> $2::uuid and k.merged_into_id is null limit 3)
     union all
     (select k.id, k.name, 'phone', k.created_at from contact k
      where k.tenant_id = $1::uuid and k.phone = $4::text and k.id <> $2::uuid and k.merged_into_id is null limit 3)
   ) x order by x.created_at, x.id limit 5`,
);

/** Others with the same e-mail or telephone number: candidates for a merge. */
export async function findTwins(
  sql: Sql,
  ctx: Ctx,
  contact: Pick<ContactListed, "id" | "email" | "phone">,
): Promise<ContactTwin[]> {
  if (!contact.email && !contact.phone) return [];
  const found = await sql(TWINS, [ctx.tenantId, contact.id, contact.email, contact.phone]);
  return found.filter((twin, at) => found.findIndex(({ id }) => id === twin.id) === at).slice(0, 3);
}

const BELONGING = statement<{
  notes: ContactNoteDto[];
  visits: PageVisitDto[];
  merges: { undoId: string; name: string; mergedAt: string }[];
  people: GroupPersonDto[];
}>(
  "contact_belonging",
  `select
     coalesce((select json_agg(n) from (
       select n.id, n.author_id as "authorId", n.content, n.created_at as "createdAt", n.updated_at > n.created_at + interval '1 second' as "isEdited"
       from contact_note n where n.tenant_id = $1::uuid and n.contact_id = $2::uuid order by n.created_at desc limit 50) n), '[]'::json) as notes,
     coalesce((select json_agg(v) from (
       select v.id, v.url, v.title, v.visited_at as "visitedAt"
       from page_visit v where v.tenant_id = $1::uuid and v.contact_id = $2::uuid order by v.visited_at desc limit 20) v), '[]'::json) as visits,
     coalesce((select json_agg(u) from (
       select u.id as "undoId", k.name, u.created_at as "mergedAt"
       from contact k join undoable u on u.tenant_id = k.tenant_id and u.id = (k.merge_undo_id)
       where k.tenant_id = $1::uuid and k.merged_into_id = $2::uuid and u.undone_at is null
         and u.created_at > now() - interval '14 days' order by u.created_at desc limit 5) u), '[]'::json) as merges,
     coalesce((select json_agg(p order by not p."isAdmin", lower(coalesce(p.name, p.phone)), p.id) from (
       select distinct on (p.key) p.key as id, p.phone, p.is_admin as "isAdmin", coalesce(p.name, (
         select o.name from identity_alias a join identity j on j.tenant_id = a.tenant_id and j.id = a.identity_id
         join contact o on o.tenant_id = j.tenant_id and o.id = j.contact_id
         where a.tenant_id = i.tenant_id and a.inbox_id = i.inbox_id and a.key = p.key)) as name
       from identity i join group_person p on p.tenant_id = i.tenant_id and p.identity_id = i.id
       where i.tenant_id = $1::uuid and i.contact_id = $2::uuid limit 1100) p), '[]'::json) as people`,
);

/** All that a contact's page and panel show but its conversations. Throws not_found. */
export async function getContactDetail(sql: Sql, ctx: Ctx, contactId: string): Promise<ContactDetail> {
  const contact = await getContact(sql, ctx, contactId);
  const [twins, [belonging]] = await Promise.all([
    findTwins(sql, ctx, contact),
    sql(BELONGING, [ctx.tenantId, contact.id]),
  ]);
  return { ...contact, twins, ...belonging! };
}
