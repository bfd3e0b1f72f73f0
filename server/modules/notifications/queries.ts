import type { MemberActor, MemberCtx } from "../../core/ctx";
import { encodeCursor } from "../../core/paging";
import { plainText } from "../../core/plain-text";
import { type Sql, type Statement, statement } from "../../infra/db";
import { visibilityKey, visibilityOf, visibilityValues, visibleSql } from "../conversations/visibility";
import { loadMemberById } from "../tenants/member-actor";
import {
  type ListNotifications,
  NOTIFICATIONS_PAGE,
  type NotificationDto,
  type NotificationPage,
  type NotificationType,
} from "./schema";

export type Row = {
  id: string;
  type: NotificationType;
  conversation_id: string;
  message_id: string | null;
  seq: number | null;
  contact_id: string;
  contact_name: string;
  display_number: number;
  inbox_id: string;
  preview: string;
  /** Of the message. */
  kind: string | null;
  by_name: string | null;
  count: number;
  created_at: Date;
  read_at: Date | null;
  snoozed_until: Date | null;
};

/** The columns of Row; `n` is the notification, `c` its conversation, which the asking member must be able to see. */
export const NOTIFICATION_COLUMNS = `n.id, n.type, n.conversation_id, n.message_id, m.seq, c.contact_id, k.name as contact_name,
  m.kind::text as kind, c.display_number, c.inbox_id, n.count, n.created_at, n.read_at, n.snoozed_until, u.name as by_name,
  left(coalesce(case when m.deleted_at is null then m.content end, c.last_message_preview), 400) as preview`;
export const NOTIFICATION_JOINS = `join conversation c on c.tenant_id = n.tenant_id and c.id = n.conversation_id
  join contact k on k.id = c.contact_id
  left join message m on m.tenant_id = n.tenant_id and m.id = n.message_id
  left join member b on b.tenant_id = n.tenant_id and b.id = (n.data->>'byMemberId')::uuid
  left join "user" u on u.id = b.user_id`;
const SHOWN = "n.is_in_app and (n.snoozed_until is null or n.snoozed_until <= now())";

/** Of one person's businesses, those looked at for a dot. */
const MOST_PLACES = 20;

const made = new Map<string, Statement<unknown>>();
function once<R>(name: string, text: () => string): Statement<R> {
  const known = made.get(name) ?? statement(name, text());
  made.set(name, known);
  return known as Statement<R>;
}

/** Newest first along the member's own index; what the member may no longer see is left out. */
export async function listNotifications(
  sql: Sql,
  ctx: Pick<MemberCtx, "tenantId" | "actor">,
  input: ListNotifications,
): Promise<NotificationPage> {
  const v = visibilityOf(ctx.actor);
  const list = once<Row>(
    `notifications_list_${visibilityKey(v)}`,
    () => `with given as (select $3::uuid[] as inboxes)
      select ${NOTIFICATION_COLUMNS} from notification n ${NOTIFICATION_JOINS}
      where n.tenant_id = $1::uuid and n.member_id = $2::uuid and n.id < $4::uuid
        and ($5::bool or n.read_at is null) and ${SHOWN} and ${visibleSql(v, "$2", "$3")}
      order by n.id desc limit $6::int`,
  );
  const [memberId, inboxIds] = visibilityValues(ctx.actor);
  const [before = "ffffffff-ffff-ffff-ffff-ffffffffffff"] = input.cursor ?? [];
  const rows = await sql(list, [
    ctx.tenantId,
    memberId,
    inboxIds,
    before,
    input.only === "all",
    NOTIFICATIONS_PAGE + 1,
  ]);
  const items = rows.slice(0, NOTIFICATIONS_PAGE).map(toDto);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > NOTIFICATIONS_PAGE && last ? encodeCursor([last.id]) : null,
    unread: await countUnread(sql, ctx.tenantId, ctx.actor),
  };
}

/** How many the bell stands for; at most 100. */
export async function countUnread(sql: Sql, tenantId: string, actor: MemberActor): Promise<number> {
  const v = visibilityOf(actor);
  const count = once<{ unread: number }>(
    `notifications_unread_${visibilityKey(v)}`,
    () => `with given as (select $3::uuid[] as inboxes)
      select count(*)::int as unread from (
        select 1 from notification n join conversation c on c.tenant_id = n.tenant_id and c.id = n.conversation_id
        where n.tenant_id = $1::uuid and n.member_id = $2::uuid and n.read_at is null and ${SHOWN}
          and ${visibleSql(v, "$2", "$3")} limit 100) shown`,
  );
  const [memberId, inboxIds] = visibilityValues(actor);
  const [row] = await sql(count, [tenantId, memberId, inboxIds]);
  return row!.unread;
}

const OTHER_PLACES = statement<{ tenant_id: string; slug: string; member_id: string }>(
  "member_other_places",
  `select m.tenant_id, t.slug, m.id as member_id from member m join tenant t on t.id = m.tenant_id
   where m.user_id = $1::uuid and m.deactivated_at is null and m.tenant_id <> $2::uuid order by t.name limit ${MOST_PLACES}`,
);

/**
 * The slugs of the same person's other businesses in which something is unread, each asked as who they are there, and one
 * after the other: a person of many businesses must not take every connection at once.
 */
export async function listUnreadElsewhere(sql: Sql, ctx: MemberCtx): Promise<string[]> {
  const places = await sql(OTHER_PLACES, [ctx.actor.userId, ctx.tenantId]);
  const unread: string[] = [];
  for (const { tenant_id, slug, member_id } of places) {
    const actor = await loadMemberById(sql, tenant_id, member_id);
    if (actor && (await countUnread(sql, tenant_id, actor)) > 0) unread.push(slug);
  }
  return unread;
}

/** The one of this conversation that the member has not read, or null. */
export async function findUnread(
  sql: Sql,
  tenantId: string,
  actor: MemberActor,
  conversationId: string,
): Promise<NotificationDto | null> {
  const v = visibilityOf(actor);
  const find = once<Row>(
    `notification_of_${visibilityKey(v)}`,
    () => `with given as (select $3::uuid[] as inboxes)
      select ${NOTIFICATION_COLUMNS} from notification n ${NOTIFICATION_JOINS}
      where n.tenant_id = $1::uuid and n.member_id = $2::uuid and n.conversation_id = $4::uuid and n.read_at is null
        and ${visibleSql(v, "$2", "$3")}`,
  );
  const [memberId, inboxIds] = visibilityValues(actor);
  const [row] = await sql(find, [tenantId, memberId, inboxIds, conversationId]);
  return row ? toDto(row) : null;
}

/** At most 160 characters, as a person reads them. Only the team's own words are Markdown. */
export function previewOf({ kind, preview }: Row): string {
  const isMarkdown = kind === "note" || kind === "outgoing";
  const line = isMarkdown ? plainText(preview) : preview.replace(/\s+/g, " ").trim();
  return line.slice(0, 160).toWellFormed();
}

export function toDto(row: Row): NotificationDto {
  return {
    id: row.id,
    type: row.type,
    conversationId: row.conversation_id,
    messageId: row.message_id,
    seq: row.seq,
    contactId: row.contact_id,
    contactName: row.contact_name,
    displayNumber: row.display_number,
    inboxId: row.inbox_id,
    preview: previewOf(row),
    byName: row.by_name,
    count: row.count,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
    snoozedUntil: row.snoozed_until?.toISOString() ?? null,
  };
}
