import type { SystemActor, TenantCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import { type Sql, statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { type CommittedChange, tellLive } from "./live";
import { SUMMARY_COLUMNS, type SummaryRow } from "./summary";
import { TOLD_AT_ONCE, tellOfMany } from "./tell-many";

const OPEN = statement<SummaryRow>(
  "conversation_window_open",
  `with moved as (
     update conversation c set window_closes_at = $3::timestamptz, version = c.version + 1
     where c.tenant_id = $1::uuid and c.id = $2::uuid and coalesce(c.window_closes_at, '-infinity') < $3::timestamptz
     returning c.*
   ), told as (
     insert into event (tenant_id, id, type, conversation_id, trace_id)
     select $1::uuid, $4::uuid, 'conversation.window_opened', c.id, $5::text from moved c
   )
   select ${SUMMARY_COLUMNS} from moved c join contact k on k.id = c.contact_id`,
);

/**
 * The contact may be written to until then; never shorter than before. Answers what its viewers are told after the commit, or
 * null when nothing has changed.
 */
export async function extendWindow(
  sql: Sql,
  { tenantId, conversationId, traceId }: { tenantId: string; conversationId: string; traceId: string },
  until: Date,
): Promise<CommittedChange | null> {
  const eventId = newId();
  const [row] = await sql(OPEN, [tenantId, conversationId, until, eventId, traceId]);
  return row ? { tenantId, eventId, type: "conversation.window_opened", row, message: null } : null;
}

/** The same by itself, and told. */
export async function openWindow(
  { tenantId, traceId }: Pick<TenantCtx<SystemActor>, "tenantId" | "traceId">,
  conversationId: string,
  until: Date,
): Promise<void> {
  const told = await extendWindow(runtime().db.sql, { tenantId, conversationId, traceId }, until);
  if (told) tellLive([told]);
}

/**
 * From what each contact last wrote, wherever that was. One that is long closed is nobody's news; who wrote last is on a screen
 * most likely.
 */
const OPEN_ALL = statement<{ ids: string[] }>(
  "conversation_windows_of_inbox",
  `with heard as materialized (
     select m.conversation_id as id, max(m.created_at) + make_interval(hours => $3::int) as until from message m
     where m.tenant_id = $1::uuid and m.inbox_id = $2::uuid and m.kind = 'incoming' group by m.conversation_id
   ), locked as materialized (
     select c.id, h.until from conversation c join heard h on h.id = c.id
     where c.tenant_id = $1::uuid and c.inbox_id = $2::uuid and c.window_closes_at is distinct from h.until
     order by c.id for update of c
   ), moved as (
     update conversation c set window_closes_at = l.until, version = c.version + 1
     from locked l where c.tenant_id = $1::uuid and c.id = l.id returning c.id, l.until
   ), told as (
     insert into event (tenant_id, id, type, conversation_id, trace_id)
     select $1::uuid, gen_random_uuid(), 'conversation.window_opened', id, $4::text from moved where until > now()
   )
   select coalesce((array_agg(id::text order by until desc) filter (where until > now()))[1:$5::int], '{}') as ids from moved`,
);

/** The inbox goes over a channel that lets one write for so many hours only after the contact has written. */
export async function openWindowsOf(
  tx: Tx,
  ctx: TenantCtx,
  { inboxId, hours }: { inboxId: string; hours: number },
): Promise<void> {
  const [opened] = await tx.sql(OPEN_ALL, [ctx.tenantId, inboxId, hours, ctx.traceId, TOLD_AT_ONCE]);
  await tellOfMany(tx, ctx, { type: "conversation.window_opened", ids: opened!.ids, by: "inbox.move" });
}
