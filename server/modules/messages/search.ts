import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { encodeCursor } from "../../core/paging";
import { type Sql, statement } from "../../infra/db";
import { createValues, type Values } from "../conversations/list-sql";
import { findConversationRows } from "../conversations/queries";
import type { ListedConversation } from "../conversations/schema";
import { toListed } from "../conversations/summary";
import { visibilityOf, visibleSql } from "../conversations/visibility";
import type { FoundMessage, FoundMessages, SearchMessages } from "./search-schema";
import {
  epochOf,
  firstOf,
  lexemeQuery,
  marks,
  matches,
  snippetOf,
  wordPattern,
  wordsAsked,
} from "./search-words";

/** The newest messages are looked at themselves: a common word fills the page from the first few. */
const WALKS = [256, 1_792];
const LONG_WALK = 4_096;
/** What one request looks through at most before it hands on a cursor. */
const MOST_WALKS = 8;
const CHUNKS_LISTED = 200;
const CHUNKS_AT_ONCE = [24, 64];
/**
 * Far more than a chunk was made of; what was written behind its back lies in it too. Without a limit the planner takes a
 * row comparison for a ninth of the table, and reads all of a large one for every chunk.
 */
const MOST_IN_CHUNK = 1_024;
/** What is asked for again where what came held words that only look like those asked for. */
const MORE = 100;
/** Epochs that are asked at once: more each time, since a word that is not in the newest is seldom. */
const MOST_EPOCHS = 64;
const MOST_LISTS = 10;

const FIRST = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const LAST = "00000000-0000-0000-0000-000000000000";

type Row = {
  id: string;
  conversation_id: string;
  display_number: number;
  contact_id: string;
  contact_name: string;
  inbox_id: string;
  seq: number;
  kind: FoundMessage["kind"];
  author_kind: FoundMessage["author"]["kind"];
  author_id: string | null;
  created_at: Date;
  content: string;
};
const COLUMNS = `m.id, m.conversation_id, c.display_number, c.contact_id, k.name as contact_name, m.inbox_id, m.seq,
  m.kind::text as kind, m.author_kind::text as author_kind, m.author_id, m.created_at, m.content`;

const KNOWN = statement<{ yes: boolean }>(
  "search_narrowings_known",
  `select ($2::uuid is null or exists (select 1 from inbox where tenant_id = $1::uuid and id = $2::uuid))
     and ($3::uuid is null or exists (select 1 from member where tenant_id = $1::uuid and id = $3::uuid)) as yes`,
);

/** Throws not_found for an inbox or a writer that this business does not have. */
async function refuseUnknown(sql: Sql, ctx: MemberCtx, { inboxId, memberId }: SearchMessages): Promise<void> {
  if (!inboxId && !memberId) return;
  const [row] = await sql(KNOWN, [ctx.tenantId, inboxId ?? null, memberId ?? null]);
  if (!row!.yes) throw new AppError("not_found", "That inbox or member is not here any more.");
}

/** The lowest UUIDv7 of a time. */
function lowestId(iso: string): string {
  const time = Math.max(0, Date.parse(iso)).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}

/**
 * Hardly more than `matches` leaves: any letter outside ASCII counts as a word's edge here. Accents are only looked through
 * where there are such letters.
 */
function wordsSql(words: readonly string[], values: Values): string[] {
  const accents = values.put(marks(), "text");
  return words.map((word) => {
    const pattern = values.put(wordPattern(word), "text");
    return `(m.content ~* ${pattern} or (octet_length(m.content) <> char_length(m.content)
      and regexp_replace(normalize(m.content, NFKD), ${accents}, '', 'g') ~* ${pattern}))`;
  });
}

/**
 * One page of messages that hold every word asked for (a word of three letters or more also as a beginning), newest first,
 * among what the member may see. Time does not grow with how often a word is used: the newest messages are walked, what is
 * older is found by the words of its chunks, newest chunk first.
 */
export async function searchMessages(
  sql: Sql,
  ctx: MemberCtx,
  input: SearchMessages,
): Promise<FoundMessages> {
  const words = wordsAsked(input.query);
  await refuseUnknown(sql, ctx, input);
  if (words.length === 0) return { items: [], nextCursor: null };
  const floor = input.since ? lowestId(input.since) : LAST;
  const start = input.until ? lowestId(input.until) : FIRST;
  const found: Row[] = [];
  const wanted = input.limit + 1;

  /** Adds what is found below an id, newest first: all there is, or as much as is wanted. */
  async function look(
    from: string,
    within: (values: Values, below: string) => { from: string; where: string },
  ): Promise<void> {
    let below: string | null = from;
    for (let limit = wanted - found.length; below && found.length < wanted; limit = MORE) {
      const rows = await ask((values) => within(values, below!), limit);
      found.push(...rows.filter((row) => matches(row.content, words)));
      below = rows.length < limit ? null : rows.at(-1)!.id;
    }
  }
  async function ask(
    within: (values: Values) => { from: string; where: string },
    limit: number,
  ): Promise<Row[]> {
    const values = createValues();
    const { from, where } = within(values);
    const v = visibilityOf(ctx.actor);
    const member = v.all ? "" : values.put(ctx.actor.memberId, "uuid");
    const conditions = [
      where,
      ...wordsSql(words, values),
      "m.kind <> 'activity'",
      visibleSql(v, member, v.all ? "" : values.put(ctx.actor.inboxIds, "uuid[]")),
      ...(input.inboxId ? [`m.inbox_id = ${values.put(input.inboxId, "uuid")}`] : []),
      ...(input.memberId
        ? [`m.author_kind = 'member' and m.author_id = ${values.put(input.memberId, "uuid")}`]
        : []),
    ];
    const text = `select ${COLUMNS} from ${from} join conversation c on c.id = m.conversation_id
      join contact k on k.id = c.contact_id where ${conditions.join(" and ")}
      order by m.tenant_id desc, m.id desc limit ${values.put(limit, "int")}`;
    return sql(statement<Row>("messages_search", text), values.values);
  }
  const page = (rest: string | null): FoundMessages => {
    const items = found.slice(0, input.limit);
    const last = items.at(-1);
    const next = found.length > input.limit && last ? last.id : rest;
    return { items: items.map((row) => toFound(row, words)), nextCursor: next && encodeCursor([next]) };
  };

  let before = input.cursor ? input.cursor[0] : start;
  const top = (await sql(TOP, [ctx.tenantId]))[0]?.id ?? LAST;
  for (let walk = 0; ; walk++) {
    if (walk >= WALKS.length && before <= top) break;
    if (walk >= MOST_WALKS) return page(before);
    const [bottom] = await sql(BOTTOM, [ctx.tenantId, before, WALKS[walk] ?? LONG_WALK]);
    const lowest = bottom && bottom.id > floor ? bottom.id : floor;
    await look(before, (values, below) => ({
      from: "message m",
      where: `(m.tenant_id, m.id) < (${values.put(ctx.tenantId, "uuid")}, ${values.put(below, "uuid")})
        and (m.tenant_id, m.id) >= (${values.put(ctx.tenantId, "uuid")}, ${values.put(lowest, "uuid")})`,
    }));
    if (found.length >= wanted || lowest === floor) return page(null);
    before = lowest;
  }
  const [ends] = await sql(ENDS, [ctx.tenantId, before, floor]);
  let epoch = epochOf(ends?.newest ?? -1);
  const oldest = epochOf(ends?.oldest ?? 0);
  const foundAbove = found.length;
  for (let list = 0, width = 4, done = 0; epoch >= oldest; list++) {
    const epochs = Array.from({ length: Math.min(width, epoch - oldest + 1) }, (_, i) => epoch - i);
    if (list >= MOST_LISTS) {
      // The next page begins where this one has not looked.
      const [above] = await sql(ABOVE, [ctx.tenantId, firstOf(epoch + 1)]);
      return page(above && above.id < before ? above.id : before);
    }
    const query = lexemeQuery(ctx.tenantId, epochs, words);
    const chunks = await sql(CHUNKS, [ctx.tenantId, query, before, floor, CHUNKS_LISTED]);
    for (let at = 0, turn = 0; at < chunks.length; turn++) {
      const some = chunks.slice(at, at + (CHUNKS_AT_ONCE[turn] ?? 64));
      at += some.length;
      await look(before, (values, below) => ({
        from: `unnest(${values.put(
          some.map((chunk) => chunk.first),
          "uuid[]",
        )}, ${values.put(
          some.map((chunk) => chunk.last),
          "uuid[]",
        )}) as h(first_id, last_id)
          cross join lateral (select * from message x
            where (x.tenant_id, x.id) >= (${values.put(ctx.tenantId, "uuid")}, h.first_id)
              and (x.tenant_id, x.id) <= (${values.put(ctx.tenantId, "uuid")}, h.last_id)
            order by x.tenant_id, x.id limit ${MOST_IN_CHUNK}) m`,
        where: `m.id < ${values.put(below, "uuid")} and m.id >= ${values.put(floor, "uuid")}`,
      }));
      if (found.length >= wanted) return page(null);
      before = some.at(-1)!.first;
    }
    if (chunks.length === CHUNKS_LISTED) continue;
    epoch -= epochs.length;
    done += epochs.length;
    // As many as will fill the page if the word goes on as often as it came in those done.
    const perEpoch = (found.length - foundAbove) / done;
    const missing = Math.ceil((1.25 * (wanted - found.length)) / perEpoch);
    width = Math.min(missing, width * 4, MOST_EPOCHS);
  }
  return page(null);
}

const TOP = statement<{ id: string }>(
  "search_top",
  "select last_id as id from search_chunk where tenant_id = $1::uuid order by last_id desc limit 1",
);
/**
 * The last of so many messages before an id; none when there are fewer. Compared as a row, here and in the walk, so that the
 * planner cannot take the index of ids alone, which leads through the newer messages of every other tenant.
 */
const BOTTOM = statement<{ id: string }>(
  "search_bottom",
  `select id from (
     select tenant_id, id from message where (tenant_id, id) < ($1::uuid, $2::uuid)
     order by tenant_id desc, id desc offset $3::int - 1 limit 1) m
   where tenant_id = $1::uuid`,
);
/** The numbers of the chunk that an id falls into (the last for one above them all), and of the chunk a floor falls into. */
const ENDS = statement<{ newest: number | null; oldest: number | null }>(
  "search_ends",
  `select coalesce(
      (select number from search_chunk where tenant_id = $1::uuid and last_id >= $2::uuid order by last_id limit 1),
      (select number from search_chunk where tenant_id = $1::uuid order by last_id desc limit 1)) as newest,
    (select number from search_chunk where tenant_id = $1::uuid and last_id >= $3::uuid order by last_id limit 1) as oldest`,
);
/** Where the chunk of a number begins. */
const ABOVE = statement<{ id: string }>(
  "search_above",
  "select first_id as id from search_chunk where tenant_id = $1::uuid and number = $2::int",
);
/** Chunks with a message that holds all the words, newest first. Apart from the order, which no index of words has. */
const CHUNKS = statement<{ first: string; last: string }>(
  "search_chunks",
  `with hit as materialized (
     select tenant_id, first_id, last_id from search_chunk where words @@ $2::text::tsquery
   )
   select first_id as first, last_id as last from hit
   where tenant_id = $1::uuid and first_id < $3::uuid and last_id >= $4::uuid
   order by last_id desc limit $5::int`,
);

function toFound(row: Row, words: readonly string[]): FoundMessage {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    displayNumber: row.display_number,
    contact: { id: row.contact_id, name: row.contact_name },
    inboxId: row.inbox_id,
    seq: row.seq,
    kind: row.kind,
    author: { kind: row.author_kind, id: row.author_id },
    createdAt: row.created_at.toISOString(),
    snippet: snippetOf(row.content, words),
  };
}

const BY_NUMBER = statement<{ id: string }>(
  "conversation_by_number",
  "select id from conversation where tenant_id = $1::uuid and display_number = $2::int",
);

/** The conversation of that number; null when there is none that the member may see. */
export async function findConversationByNumber(
  sql: Sql,
  ctx: MemberCtx,
  number: number,
): Promise<ListedConversation | null> {
  const [row] = await sql(BY_NUMBER, [ctx.tenantId, number]);
  if (!row) return null;
  const [visible] = await findConversationRows(sql, ctx, [row.id]);
  return visible ? toListed(visible) : null;
}
