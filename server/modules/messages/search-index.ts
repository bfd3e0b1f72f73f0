import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import { lexeme, wordsOf } from "./search-words";

/** Messages of one chunk: few enough to be looked at one by one, many enough that a tenant has few chunks. */
const CHUNK = 64;
/** Long messages make shorter chunks: Postgres holds a tsvector of up to 1 MB. */
const MOST_LETTERS = 100_000;
const PAGE = CHUNK * 40;
/** An id is made before its commit; after so long none can appear below those already here. */
const SETTLED_MS = 120_000;

/** Those with a whole chunk to take in. */
const TENANTS = statement<{ id: string; last: string | null }>(
  "search_tenants",
  `select t.id, k.last_id as last from tenant t
   left join lateral (select last_id from search_chunk where tenant_id = t.id order by last_id desc limit 1) k on true
   where exists (select 1 from message m where m.tenant_id = t.id and m.id < $1::uuid
     and m.id > coalesce(k.last_id, '00000000-0000-0000-0000-000000000000') order by m.id offset $2::int - 1 limit 1)`,
);
const NEXT = statement<{ id: string; content: string }>(
  "search_next",
  `select id, content from message where tenant_id = $1::uuid and id > $2::uuid and id < $3::uuid order by id limit $4::int`,
);
const PUT = statement<never>(
  "search_chunks_put",
  `insert into search_chunk (tenant_id, first_id, last_id, words)
   select $1::uuid, x.first_id, x.last_id, array_to_tsvector(string_to_array(x.words, ' '))
   from unnest($2::uuid[], $3::uuid[], $4::text[]) as x(first_id, last_id, words)
   on conflict do nothing`,
);
const NOTHING_YET = "00000000-0000-0000-0000-000000000000";

/**
 * Brings the search index of every tenant up to `settledMs` before now, whole chunks only. Done again, or by two at once, it
 * comes to the same. Answers how many messages it took, and whether it stopped because `until` (Unix ms) had come.
 */
export async function indexMessages(
  sql: Sql,
  until: number,
  settledMs = SETTLED_MS,
): Promise<{ indexed: number; isDone: boolean }> {
  const below = newId(Date.now() - settledMs);
  let indexed = 0;
  for (const tenant of await sql(TENANTS, [below, CHUNK])) {
    let after = tenant.last ?? NOTHING_YET;
    for (;;) {
      if (Date.now() > until) return { indexed, isDone: false };
      const rows = await sql(NEXT, [tenant.id, after, below, PAGE]);
      const chunks = chunksOf(tenant.id, rows);
      const last = chunks.at(-1);
      if (!last) break;
      await sql(PUT, [
        tenant.id,
        chunks.map((chunk) => chunk.firstId),
        chunks.map((chunk) => chunk.lastId),
        chunks.map((chunk) => chunk.words),
      ]);
      after = last.lastId;
      indexed += chunks.reduce((sum, chunk) => sum + chunk.size, 0);
      if (rows.length < PAGE) break;
    }
  }
  return { indexed, isDone: true };
}

function chunksOf(tenantId: string, rows: readonly { id: string; content: string }[]) {
  const chunks: { firstId: string; lastId: string; words: string; size: number }[] = [];
  let words = new Set<string>();
  let from = 0;
  let letters = 0;
  for (const [at, { id, content }] of rows.entries()) {
    for (const word of wordsOf(content)) words.add(lexeme(tenantId, word));
    letters += content.length;
    if (at - from + 1 < CHUNK && letters < MOST_LETTERS) continue;
    chunks.push({ firstId: rows[from]!.id, lastId: id, words: [...words].join(" "), size: at - from + 1 });
    words = new Set();
    letters = 0;
    from = at + 1;
  }
  return chunks;
}
