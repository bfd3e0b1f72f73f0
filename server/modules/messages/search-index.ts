import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import { epochOf, lexeme, wordsOf } from "./search-words";

/** Messages of one chunk: few enough to be looked at one by one, many enough that a tenant has few chunks. */
const CHUNK = 16;
/** Long messages make shorter chunks: Postgres holds a tsvector of up to 1 MB. */
const MOST_LETTERS = 100_000;
const PAGE = CHUNK * 160;
/** An id is made before its commit; after so long none can appear below those already here. */
const SETTLED_MS = 120_000;

/** Those with a whole chunk to take in. */
const TENANTS = statement<{ id: string; last: string | null; next_number: number }>(
  "search_tenants",
  `select t.id, k.last_id as last, coalesce(k.number + 1, 0) as next_number from tenant t
   left join lateral (select last_id, number from search_chunk where tenant_id = t.id order by last_id desc limit 1) k on true
   where exists (select 1 from message m where m.tenant_id = t.id and m.id < $1::uuid
     and m.id > coalesce(k.last_id, '00000000-0000-0000-0000-000000000000') order by m.id offset $2::int - 1 limit 1)`,
);
const NEXT = statement<{ id: string; content: string }>(
  "search_next",
  `select id, content from message where tenant_id = $1::uuid and id > $2::uuid and id < $3::uuid order by id limit $4::int`,
);
const PUT = statement<never>(
  "search_chunks_put",
  `insert into search_chunk (tenant_id, number, first_id, last_id, words)
   select $1::uuid, x.number, x.first_id, x.last_id, x.words::tsvector
   from unnest($2::int[], $3::uuid[], $4::uuid[], $5::text[]) as x(number, first_id, last_id, words)
   on conflict do nothing`,
);
/** Behind what the chunk holds, all at one position; what the message no longer says stays and is passed over by the search. */
const AGAIN = statement<never>(
  "search_chunk_again",
  `update search_chunk set words = words || $3::text::tsvector where tenant_id = $1::uuid and number = $2::int`,
);
const HOLDING = statement<{ number: number; first_id: string }>(
  "search_chunk_holding",
  `select number, first_id from search_chunk where tenant_id = $1::uuid and last_id >= $2::uuid order by last_id limit 1`,
);

/** Makes a message that has other words now findable by them; one that is not indexed yet comes with its chunk. */
export async function indexAgain(
  sql: Sql,
  { tenant_id: tenantId, id, content }: { tenant_id: string; id: string; content: string },
): Promise<void> {
  const [chunk] = await sql(HOLDING, [tenantId, id]);
  if (!chunk || chunk.first_id > id) return;
  await sql(AGAIN, [tenantId, chunk.number, placed(tenantId, chunk.number, [{ content }])]);
}

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
    let number = tenant.next_number;
    for (;;) {
      if (Date.now() > until) return { indexed, isDone: false };
      const rows = await sql(NEXT, [tenant.id, after, below, PAGE]);
      const chunks = chunksOf(tenant.id, number, rows);
      const last = chunks.at(-1);
      if (!last) break;
      await sql(PUT, [
        tenant.id,
        chunks.map((chunk) => chunk.number),
        chunks.map((chunk) => chunk.firstId),
        chunks.map((chunk) => chunk.lastId),
        chunks.map((chunk) => chunk.words),
      ]);
      after = last.lastId;
      number = last.number + 1;
      indexed += chunks.reduce((sum, chunk) => sum + chunk.size, 0);
      if (rows.length < PAGE) break;
    }
  }
  return { indexed, isDone: true };
}

type Chunk = { number: number; firstId: string; lastId: string; words: string; size: number };

function chunksOf(
  tenantId: string,
  firstNumber: number,
  rows: readonly { id: string; content: string }[],
): Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  let letters = 0;
  for (const [at, { id, content }] of rows.entries()) {
    letters += content.length;
    if (at - from + 1 < CHUNK && letters < MOST_LETTERS) continue;
    const number = firstNumber + chunks.length;
    const words = placed(tenantId, number, rows.slice(from, at + 1));
    chunks.push({ number, firstId: rows[from]!.id, lastId: id, words, size: at - from + 1 });
    letters = 0;
    from = at + 1;
  }
  return chunks;
}

/** The words of the messages as a tsvector; a word's positions are the messages that hold it, from 1. */
function placed(tenantId: string, number: number, messages: readonly { content: string }[]): string {
  const places = new Map<string, number[]>();
  for (const [at, { content }] of messages.entries()) {
    for (const word of wordsOf(content)) {
      const known = places.get(word);
      if (known) known.push(at + 1);
      else places.set(word, [at + 1]);
    }
  }
  const epoch = epochOf(number);
  return [...places].map(([word, at]) => `'${lexeme(tenantId, epoch, word)}':${at.join()}`).join(" ");
}
