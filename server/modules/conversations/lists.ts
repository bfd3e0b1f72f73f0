import type { MemberCtx } from "../../core/ctx";
import { encodeCursor } from "../../core/paging";
import { type Sql, statement } from "../../infra/db";
import { compileFilter } from "./filter-sql";
import { segmentsOf, statusOf } from "./list-order";
import { createValues, type Listed, pageSql, sourcesOf, type Values } from "./list-sql";
import { getSavedView } from "./saved-views";
import type {
  ConversationPage,
  ListConversations,
  ListedAmong,
  ListedConversation,
  Listing,
  Sort,
} from "./schema";
import { type ReadRow, type SummaryRow, toListed } from "./summary";

/** What a listing asks for, with a saved view's own filter, status and order in place. Throws not_found, bad_request. */
async function understand(
  sql: Sql,
  ctx: MemberCtx,
  input: Listing & { sort?: Sort },
): Promise<{ list: Listed; sort: Sort }> {
  const saved = input.view === "saved" ? await getSavedView(sql, ctx, input.of!) : null;
  const given = saved ? saved.filter : input.filter;
  const filter = given ? await compileFilter(sql, ctx, given, ctx.actor.memberId) : null;
  const status = statusOf(input.view, saved?.status ?? input.status);
  const list = {
    tenantId: ctx.tenantId,
    actor: ctx.actor,
    view: input.view,
    of: input.of ?? null,
    status,
    filter,
  };
  return { list, sort: saved?.sort ?? input.sort ?? "newest" };
}

/** A text made by a filter is as many as there are filters: it gets no name, so that Postgres does not keep them all. */
function run<Row>(sql: Sql, list: Listed, text: string, { values }: Values): Promise<Row[]> {
  return sql(list.filter ? { name: "", text } : statement<Row>("conversations_list", text), values);
}

/**
 * One page of a list in its order. Flat in the number of conversations and in the depth, as long as the list's conditions
 * are not rare: a page walks along the order's index until it is full. Throws not_found for a saved view that is not there.
 */
export async function listConversations(
  sql: Sql,
  ctx: MemberCtx,
  input: ListConversations,
): Promise<ConversationPage> {
  const { list, sort } = await understand(sql, ctx, input);
  const segments = segmentsOf(list.view, sort);
  const [from, key, id] = input.cursor ?? [0, null, null];
  const items: ListedConversation[] = [];
  const places: number[] = [];
  for (let at = from; at < segments.length && items.length <= input.limit; at++) {
    const values = createValues();
    const after = at === from && id !== null ? { key: key!, id } : null;
    const text = pageSql(list, segments[at]!, after, input.limit + 1 - items.length, values);
    for (const row of await run<SummaryRow & ReadRow>(sql, list, text, values)) {
      items.push(toListed(row));
      places.push(at);
    }
  }
  const hasMore = items.length > input.limit;
  const page = items.slice(0, input.limit);
  const last = page.at(-1);
  const place = places[page.length - 1]!;
  return {
    items: page,
    nextCursor: hasMore && last ? encodeCursor([place, segments[place]!.key(last), last.id]) : null,
  };
}

/** Those of the conversations that are in the list now. */
export async function listedAmong(sql: Sql, ctx: MemberCtx, input: ListedAmong): Promise<string[]> {
  const { list } = await understand(sql, ctx, input);
  const values = createValues();
  const among = `c.id = any(${values.put(input.conversationIds, "uuid[]")})`;
  const ways = sourcesOf(list, values).map(
    ({ from, conditions }) => `select c.id from ${from} where ${[...conditions, among].join(" and ")}`,
  );
  if (ways.length === 0) return [];
  const rows = await run<{ id: string }>(sql, list, ways.join(" union "), values);
  return rows.map((row) => row.id);
}

/** As many as are counted of a list that has no counter; one more means "more than that". */
export const COUNT_LIMIT = 1_000;

/** How many conversations a saved view holds for whoever looks, up to COUNT_LIMIT + 1. */
export async function countSavedView(sql: Sql, ctx: MemberCtx, viewId: string): Promise<number> {
  const { list } = await understand(sql, ctx, { view: "saved", of: viewId, status: "open" });
  const values = createValues();
  const most = values.put(COUNT_LIMIT + 1, "int");
  const ways = sourcesOf(list, values).map(
    ({ from, conditions }) => `(select c.id from ${from} where ${conditions.join(" and ")} limit ${most})`,
  );
  if (ways.length === 0) return 0;
  const text = `select count(*)::int as n from (select id from (${ways.join(" union ")}) x limit ${most}) y`;
  return (await run<{ n: number }>(sql, list, text, values))[0]!.n;
}
