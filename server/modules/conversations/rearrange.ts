import type { TenantCtx } from "../../core/ctx";
import type { Mark } from "../../core/marked";
import { previewOf } from "../../core/plain-text";
import { statement, type Tx } from "../../infra/db";
import type { MessageKind } from "../messages/schema";
import { answersSql } from "./answers-sql";
import { heardSql, listedSql } from "./heard-sql";

/**
 * A message as far as its place matters. `at` never falls within its conversation, whatever the clocks said; `heard`: it counts
 * as the contact's.
 */
export type Place = {
  id: string;
  conversation_id: string;
  seq: number;
  kind: MessageKind;
  heard: boolean;
  at: Date;
};

const PLACES = statement<Place>(
  "messages_places",
  `select m.id, m.conversation_id, m.seq, m.kind::text as kind, coalesce(${heardSql("m")}, false) as heard,
     max(m.created_at) over (partition by m.conversation_id order by m.seq) as at
   from message m where m.tenant_id = $1::uuid and m.conversation_id = any($2::uuid[]) order by m.conversation_id, m.seq`,
);

export function listPlaces(tx: Tx, ctx: TenantCtx, conversationIds: readonly string[]): Promise<Place[]> {
  return tx.sql(PLACES, [ctx.tenantId, conversationIds]);
}

/** In the order of time; what stood in one conversation keeps its order. */
export function inTime(places: readonly Place[]): Place[] {
  return [...places].sort(
    (a, b) =>
      a.at.getTime() - b.at.getTime() ||
      (a.conversation_id === b.conversation_id
        ? a.seq - b.seq
        : a.conversation_id < b.conversation_id
          ? -1
          : 1),
  );
}

// Through negative numbers, so that no two messages of a conversation ever have the same one.
const MOVE = statement<{ id: string }>(
  "messages_move",
  `update message m set conversation_id = x.conversation_id, seq = -x.seq
   from json_to_recordset($2::text::json) as x(id uuid, conversation_id uuid, seq int) where m.tenant_id = $1::uuid and m.id = x.id
   returning m.id`,
);
const NUMBER = statement<{ id: string }>(
  "messages_number",
  `update message set seq = -seq where tenant_id = $1::uuid and conversation_id = any($2::uuid[]) and seq < 0 returning id`,
);
const MENTIONS = statement<{ id: string }>(
  "mentions_follow",
  `update mention n set conversation_id = m.conversation_id from message m
   where n.tenant_id = $1::uuid and m.tenant_id = n.tenant_id and m.id = n.message_id and m.conversation_id = any($2::uuid[])
     and n.conversation_id <> m.conversation_id returning n.message_id as id`,
);
const READS = statement<{ conversation_id: string; member_id: string; seq: number }>(
  "reads_of_conversations",
  `select conversation_id, member_id, last_seq_read as seq from conversation_read
   where tenant_id = $1::uuid and conversation_id = any($2::uuid[])`,
);
const PUT_READS = statement<{ id: string }>(
  "reads_put",
  `insert into conversation_read as r (tenant_id, conversation_id, member_id, last_seq_read, incoming_read, version)
   select $1::uuid, x.conversation_id, x.member_id, x.seq, x.incoming, 1
   from json_to_recordset($2::text::json) as x(conversation_id uuid, member_id uuid, seq int, incoming int)
   on conflict (member_id, conversation_id) do update set last_seq_read = excluded.last_seq_read,
     incoming_read = excluded.incoming_read, version = r.version + 1 returning member_id as id`,
);
const SEEN = statement<{ id: string; seq: number }>(
  "conversations_contact_seen",
  "select id, contact_seen_seq as seq from conversation where tenant_id = $1::uuid and id = any($2::uuid[])",
);
const LAST_SAID = statement<{
  content: string;
  attachments: { name: string }[];
  at: Date;
  kind: MessageKind;
  marks: Mark[] | null;
}>(
  "message_last_said",
  `select m.content, m.attachments, m.created_at as at, m.kind::text as kind, m.meta->'marks' as marks from message m
   where m.tenant_id = $1::uuid and m.conversation_id = $2::uuid and ${listedSql("m")} and m.data->>'type' is distinct from 'rating'
   order by m.seq desc limit 1`,
);
const REBUILD = statement<{ id: string }>(
  "conversation_rebuild",
  `update conversation c set
     thread_version = c.thread_version + 1, version = c.version + 1,
     last_seq = greatest($3::int, case when $3::int = 0 then c.last_seq else 0 end),
     last_visible_seq = case when $3::int = 0 then c.last_visible_seq else $4::int end,
     incoming_count = $5::int, contact_seen_seq = case when $3::int = 0 then c.contact_seen_seq else $6::int end,
     last_message_preview = $7::text, last_message_kind = $8::text::message_kind, last_message_has_file = $9::bool,
     last_message_at = coalesce($10::timestamptz, c.last_message_at),
     first_reply_at = (select min(m.created_at) from message m where m.conversation_id = c.id and ${answersSql("m")}),
     waiting_since = case when c.status = 'resolved' then null else (
       select min(m.created_at) from message m where m.conversation_id = c.id and ${heardSql("m")} and m.seq > coalesce((
         select max(o.seq) from message o where o.conversation_id = c.id and ${answersSql("o")}), 0)) end
   where c.tenant_id = $1::uuid and c.id = $2::uuid returning c.id`,
);

/**
 * Gives each conversation the messages named for it, numbered from 1 in that order, with mentions, reading and all that
 * its row says of them. The caller has locked every conversation; `target` holds every message of all of them.
 */
export async function rearrange(
  tx: Tx,
  ctx: TenantCtx,
  target: ReadonlyMap<string, readonly Place[]>,
): Promise<void> {
  const ids = [...target.keys()];
  const reads = await tx.sql(READS, [ctx.tenantId, ids]);
  const seen = new Map((await tx.sql(SEEN, [ctx.tenantId, ids])).map(({ id, seq }) => [id, seq]));
  const moved = ids.flatMap((id) =>
    target.get(id)!.map((place, index) => ({ id: place.id, conversation_id: id, seq: index + 1 })),
  );
  await tx.sql(MOVE, [ctx.tenantId, JSON.stringify(moved)]);
  await tx.sql(NUMBER, [ctx.tenantId, ids]);
  await tx.sql(MENTIONS, [ctx.tenantId, ids]);
  const put = [];
  for (const memberId of new Set(reads.map((read) => read.member_id))) {
    const upTo = new Map(
      reads.filter((r) => r.member_id === memberId).map((r) => [r.conversation_id, r.seq]),
    );
    for (const id of ids) {
      const places = target.get(id)!;
      const isNew = (place: Place) => place.seq > (upTo.get(place.conversation_id) ?? 0);
      const incoming = places.filter((place) => place.heard && !isNew(place)).length;
      put.push({ conversation_id: id, member_id: memberId, seq: before(places, isNew), incoming });
    }
  }
  await tx.sql(PUT_READS, [ctx.tenantId, JSON.stringify(put)]);
  for (const id of ids) await rebuild(tx, ctx, id, target.get(id)!, seen);
}

/** Everything of the one comes into the other, in the order of time. The caller has locked both. Answers the ids that moved. */
export async function gather(tx: Tx, ctx: TenantCtx, fromId: string, intoId: string): Promise<string[]> {
  const places = await listPlaces(tx, ctx, [fromId, intoId]);
  await rearrange(
    tx,
    ctx,
    new Map([
      [fromId, []],
      [intoId, inTime(places)],
    ]),
  );
  return places.filter((place) => place.conversation_id === fromId).map(({ id }) => id);
}

async function rebuild(
  tx: Tx,
  ctx: TenantCtx,
  id: string,
  places: readonly Place[],
  seen: ReadonlyMap<string, number>,
): Promise<void> {
  const isVisible = ({ kind }: Place) => kind === "incoming" || kind === "outgoing";
  const isUnseen = (p: Place) => isVisible(p) && p.seq > (seen.get(p.conversation_id) ?? 0);
  const [last] = await tx.sql(LAST_SAID, [ctx.tenantId, id]);
  await tx.sql(REBUILD, [
    ctx.tenantId,
    id,
    places.length,
    places.findLastIndex(isVisible) + 1,
    places.filter(({ heard }) => heard).length,
    before(places, isUnseen),
    last ? previewOf(last.content, last.attachments, last.kind, last.marks) : "",
    last?.kind ?? null,
    (last?.attachments.length ?? 0) > 0,
    last?.at ?? null,
  ]);
}

/** The number of the last message before the first that is so. */
function before(places: readonly Place[], is: (place: Place) => boolean): number {
  const at = places.findIndex(is);
  return at < 0 ? places.length : at;
}
