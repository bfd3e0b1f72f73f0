import { z } from "zod";
import type { MemberCtx, SystemActor, TenantCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import { cursorOf, encodeCursor } from "../../core/paging";
import { type Sql, type Statement, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { getContact } from "../contacts/queries";
import { tellLive } from "./live";
import type { ConversationSummary } from "./schema";
import { SUMMARY_COLUMNS, type SummaryRow, toSummary } from "./summary";
import { visibilityKey, visibilityOf, visibilityValues, visibleSql } from "./visibility";

export const ListOfContact = z.object({
  contactId: z.uuid(),
  cursor: cursorOf(z.tuple([z.iso.datetime(), z.uuid()])).optional(),
  limit: z.number().int().min(1).max(50).default(20),
});
export type ListOfContact = z.infer<typeof ListOfContact>;
export type ContactConversations = { items: ConversationSummary[]; nextCursor: string | null };

const made = new Map<string, Statement<SummaryRow>>();

/** A contact's conversations that this member may see, newest first; of the others nothing is told. Throws not_found. */
export async function listConversationsOfContact(
  sql: Sql,
  ctx: MemberCtx,
  input: ListOfContact,
): Promise<ContactConversations> {
  await getContact(sql, ctx, input.contactId);
  const v = visibilityOf(ctx.actor);
  const name = `conversations_of_contact_${visibilityKey(v)}`;
  const text = () => `with given as (select $5::uuid as member, $6::uuid[] as inboxes)
    select ${SUMMARY_COLUMNS} from conversation c join contact k on k.id = c.contact_id
    where c.tenant_id = $1::uuid and c.contact_id = $2::uuid and c.merged_into_id is null
      and (c.last_message_at, c.id) < ($3::timestamptz, $4::uuid) and ${visibleSql(v, "$5", "$6")}
    order by c.last_message_at desc, c.id desc limit $7::int`;
  const listed = made.get(name) ?? statement<SummaryRow>(name, text());
  made.set(name, listed);
  const [at, id] = input.cursor ?? ["infinity", "ffffffff-ffff-ffff-ffff-ffffffffffff"];
  const [member, inboxes] = visibilityValues(ctx.actor);
  const rows = await sql(listed, [ctx.tenantId, input.contactId, at, id, member, inboxes, input.limit + 1]);
  const items = rows.slice(0, input.limit).map(toSummary);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > input.limit && last ? encodeCursor([last.lastMessageAt, last.id]) : null,
  };
}

/** Rows beyond these are in nobody's open list; they show the new name when they are read next. */
const MOST_TOLD = 200;

const MOVE_ON = statement<SummaryRow & { event_id: string }>(
  "conversations_contact_changed",
  `with latest as (
     select c.id from conversation c where c.tenant_id = $1::uuid and c.contact_id = $2::uuid
     order by c.last_message_at desc limit ${MOST_TOLD}
   ), locked as materialized (
     select c.id from conversation c where c.id = any(array(select id from latest)) order by c.id for update of c
   ), moved as (
     update conversation c set version = c.version + 1 from locked l where c.id = l.id and c.tenant_id = $1::uuid returning c.*
   ), numbered as (
     select c.id, gen_random_uuid() as event_id from moved c
   ), told as (
     insert into event (tenant_id, id, type, conversation_id, trace_id)
     select $1::uuid, n.event_id, 'conversation.contact_changed', n.id, $3::text from numbered n
   )
   select ${SUMMARY_COLUMNS}, n.event_id from moved c join numbered n on n.id = c.id join contact k on k.id = c.contact_id`,
);

/** The contact has a new name, label or state: every row that shows it moves on a version, by one statement, and is told. */
export async function followContact(
  ctx: Pick<TenantCtx<SystemActor>, "tenantId" | "traceId">,
  contactId: string,
): Promise<void> {
  const rows = await runtime().db.sql(MOVE_ON, [ctx.tenantId, contactId, ctx.traceId || newId()]);
  tellLive(
    rows.map((row) => ({
      tenantId: ctx.tenantId,
      eventId: row.event_id,
      type: "conversation.contact_changed",
      row,
      message: null,
    })),
  );
}
