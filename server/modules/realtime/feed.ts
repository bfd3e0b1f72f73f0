import type { MemberCtx } from "../../core/ctx";
import type { EventType } from "../../core/events";
import { type Sql, statement } from "../../infra/db";
import { findConversationRows } from "../conversations/queries";
import type { SyncAnswer } from "../conversations/schema";
import { toListed } from "../conversations/summary";
import { findMessages } from "../messages/queries";

const PAGE = 400;
/** Past this many changes loading the screen again is cheaper than telling them one by one. */
const TOO_MANY = 4_000;
/** Events are kept for 7 days; a cursor must be younger with room to spare. */
const MAX_AGE_MS = 6 * 24 * 3_600_000;
const LAST_POSITION = "9223372036854775807";

/** What can take a conversation out of a member's sight. The ids of others, which the member may never have seen, stay untold. */
const HIDING: ReadonlySet<string> = new Set<EventType>([
  "conversation.assigned",
  "conversation.participants_changed",
  "conversation.deleted",
]);

/** Where a reader of the feed stands: everything up to (xid, position) is applied. `at` is when it was handed out. */
type Cursor = { xid: string; position: string; at: number };

/**
 * The rows of one tenant after a place in the feed. A transaction's id is given before it commits, so a row may appear
 * behind one that is already visible; only rows below the oldest transaction still running are shown, and below it
 * nothing can appear any more. `horizon` is that transaction id.
 */
const FEED_AFTER = statement<{
  horizon: string;
  xid: string | null;
  position: string | null;
  type: string | null;
  conversation_id: string | null;
  message_id: string | null;
}>(
  "feed_after",
  `with bounds as (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon)
   select b.horizon::text as horizon, e.xid::text as xid, e.position::text as position, e.type, e.conversation_id, e.message_id
   from bounds b left join lateral (
     select * from event e
     where e.tenant_id = $1::uuid and (e.xid, e.position) > ($2::text::bigint, $3::text::bigint) and e.xid < b.horizon
       and (e.type <> 'conversation.read' or e.data->>'memberId' = $5::text)
     order by e.xid, e.position limit $4::int
   ) e on true
   order by e.xid, e.position`,
);

const FEED_BACKLOG = statement<{ n: number }>(
  "feed_backlog",
  `select count(*)::int as n from (
     select 1 from event e where e.tenant_id = $1::uuid and (e.xid, e.position) > ($2::text::bigint, $3::text::bigint) limit $4::int
   ) e`,
);

/**
 * Everything that has changed since the cursor for this member, as it stands now. Conversations that passed out of the
 * member's sight come in `gone`. With a null cursor only the present place is returned.
 */
export async function syncSince(sql: Sql, ctx: MemberCtx, text: string | null): Promise<SyncAnswer> {
  const cursor = text === null ? null : readCursor(text);
  const from = cursor ?? { xid: "0", position: "0" };
  const limit = cursor ? PAGE + 1 : 0;
  const rows = await sql(FEED_AFTER, [ctx.tenantId, from.xid, from.position, limit, ctx.actor.memberId]);
  const horizon = BigInt(rows[0]!.horizon);
  const here = writeCursor((horizon - 1n).toString(), LAST_POSITION);
  if (!cursor) return answer(here, { reset: text !== null });
  // A cursor from before a restore of the database may lie ahead of it.
  if (BigInt(cursor.xid) >= horizon || Date.now() - cursor.at > MAX_AGE_MS)
    return answer(here, { reset: true });

  const found = rows.filter((row) => row.xid !== null);
  const page = found.slice(0, PAGE);
  const more = found.length > PAGE;
  if (more) {
    const [backlog] = await sql(FEED_BACKLOG, [ctx.tenantId, from.xid, from.position, TOO_MANY + 1]);
    if (backlog!.n > TOO_MANY) return answer(here, { reset: true });
  }
  const conversationIds = unique(page.map((row) => row.conversation_id));
  const [conversations, messages] = [
    await findConversationRows(sql, ctx, conversationIds),
    await findMessages(sql, ctx, unique(page.map((row) => row.message_id))),
  ];
  const visible = new Set(conversations.map((row) => row.id));
  const last = page.at(-1);
  return answer(more && last ? writeCursor(last.xid!, last.position!) : here, {
    more,
    changes: page.length,
    conversations: conversations.map(toListed),
    gone: unique(page.map((row) => (HIDING.has(row.type!) ? row.conversation_id : null))).filter(
      (id) => !visible.has(id),
    ),
    messages,
  });
}

function answer(cursor: string, found: Partial<SyncAnswer>): SyncAnswer {
  return {
    cursor,
    reset: false,
    more: false,
    changes: 0,
    conversations: [],
    gone: [],
    messages: [],
    ...found,
  };
}

function unique(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}

function writeCursor(xid: string, position: string): string {
  return `${xid}-${position === LAST_POSITION ? "e" : position}-${Math.floor(Date.now() / 1000)}`;
}

function readCursor(text: string): Cursor | null {
  const match = /^(\d{1,18})-(\d{1,18}|e)-(\d{1,12})$/.exec(text);
  if (!match) return null;
  return {
    xid: match[1]!,
    position: match[2] === "e" ? LAST_POSITION : match[2]!,
    at: Number(match[3]) * 1000,
  };
}
