import type { SystemActor, TenantCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { tellLive } from "./live";
import { SUMMARY_COLUMNS, type SummaryRow } from "./summary";

const LONGER = "coalesce(c.window_closes_at, '-infinity') < $3::timestamptz";

const EXTEND = statement<never>(
  "conversation_window_extend",
  `update conversation c set window_closes_at = $3::timestamptz
   where c.tenant_id = $1::uuid and c.id = $2::uuid and ${LONGER}`,
);

/** The contact may be written to until then; never shorter than before. For whoever writes and tells of the conversation anyway. */
export async function extendWindow(
  sql: Sql,
  { tenant_id, conversation_id }: { tenant_id: string; conversation_id: string },
  until: Date,
): Promise<void> {
  await sql(EXTEND, [tenant_id, conversation_id, until]);
}

const OPEN = statement<SummaryRow>(
  "conversation_window_open",
  `with moved as (
     update conversation c set window_closes_at = $3::timestamptz, version = c.version + 1
     where c.tenant_id = $1::uuid and c.id = $2::uuid and ${LONGER} returning c.*
   ), told as (
     insert into event (tenant_id, id, type, conversation_id, trace_id)
     select $1::uuid, $4::uuid, 'conversation.window_opened', c.id, $5::text from moved c
   )
   select ${SUMMARY_COLUMNS} from moved c join contact k on k.id = c.contact_id`,
);

/** The same by itself, and told. */
export async function openWindow(
  { tenantId, traceId }: Pick<TenantCtx<SystemActor>, "tenantId" | "traceId">,
  conversationId: string,
  until: Date,
): Promise<void> {
  const eventId = newId();
  const [row] = await runtime().db.sql(OPEN, [tenantId, conversationId, until, eventId, traceId]);
  if (row) tellLive([{ tenantId, eventId, type: "conversation.window_opened", row, message: null }]);
}
