import { z } from "zod";
import type { TenantCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import { type Sql, statement, type Tx } from "../../infra/db";
import { enqueueMail } from "../../infra/mail/job";
import { enqueue } from "../../infra/outbox/enqueue";
import { handler, type OwedEntry } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { findConversationRows } from "../conversations/queries";
import { loadMemberById } from "../tenants/member-actor";
import { NOTIFICATION_COLUMNS, NOTIFICATION_JOINS, previewOf, type Row } from "./queries";

export const MAIL_DIGEST_KIND = "notifications.mail";
/** So long something may wait to be seen before it goes by mail. */
export const UNSEEN_MS = 120_000;
/** At most one mail in this time, with all that came. */
export const BETWEEN_MS = 3_600_000;
const SHOWN = 20;

export function owedMail(
  ctx: TenantCtx,
  memberId: string,
  key: string,
  runAt = Date.now() + UNSEEN_MS,
): OwedEntry {
  return {
    tenantId: ctx.tenantId,
    kind: MAIL_DIGEST_KIND,
    idempotencyKey: `${MAIL_DIGEST_KIND}:${key}`,
    payload: { memberId },
    runAt: new Date(runAt),
    traceId: ctx.traceId,
  };
}

type Addressee = { name: string; email: string; tenant: string; slug: string; last: Date | null };
// The member's row is the lock: of two workers the second finds everything mailed.
const LOCK = statement<{ id: string }>(
  "notification_mail_lock",
  "select id from member where tenant_id = $1::uuid and id = $2::uuid for update",
);
const ADDRESSEE = statement<Addressee>(
  "notification_addressee",
  `select u.name, u.email, t.name as tenant, t.slug,
     (select max(n.mailed_at) from notification n where n.tenant_id = m.tenant_id and n.member_id = m.id) as last
   from member m join "user" u on u.id = m.user_id join tenant t on t.id = m.tenant_id
   where m.tenant_id = $1::uuid and m.id = $2::uuid and m.deactivated_at is null`,
);
const UNSEEN = statement<Row & { is_due: boolean }>(
  "notification_unmailed",
  `select ${NOTIFICATION_COLUMNS} from notification n ${NOTIFICATION_JOINS}
   where n.tenant_id = $1::uuid and n.member_id = $2::uuid and n.read_at is null and n.mailed_at is null and n.is_by_mail
     and (n.snoozed_until is null or n.snoozed_until <= now())
   order by n.id`,
);
const MAILED = statement<{ id: string }>(
  "notification_mailed",
  `update notification set mailed_at = now()
   where tenant_id = $1::uuid and member_id = $2::uuid and id = any($3::uuid[]) returning id`,
);

/**
 * One mail with all that a member has not seen: two minutes after the first of it, then at most one an hour. What was read
 * meanwhile, or is no longer theirs to see, is left out.
 */
export const mailDigestHandler = handler({
  payload: z.object({ memberId: z.uuid() }),
  async run(ctx, { memberId }) {
    await runtime().db.transaction((tx) => mailUnseen(tx, ctx, memberId));
  },
});

async function mailUnseen(tx: Tx, ctx: TenantCtx, memberId: string): Promise<void> {
  const { sql } = tx;
  await sql(LOCK, [ctx.tenantId, memberId]);
  const [to] = await sql(ADDRESSEE, [ctx.tenantId, memberId]);
  const unseen = to ? await visibleRows(sql, ctx, memberId) : [];
  if (!to || unseen.length === 0) return;
  const next = to.last ? to.last.getTime() + BETWEEN_MS : 0;
  if (next > Date.now()) {
    await enqueue(sql, [owedMail(ctx, memberId, `${memberId}:${next}`, next)]);
    return;
  }
  await sql(MAILED, [ctx.tenantId, memberId, unseen.map(({ id }) => id)]);
  const base = `${runtime().appUrl}/t/${to.slug}`;
  await enqueueMail(sql, {
    tenantId: ctx.tenantId,
    to: to.email,
    template: "notifications",
    data: {
      name: to.name,
      tenant: to.tenant,
      items: unseen.slice(0, SHOWN).map((row) => ({
        type: row.type,
        contact: row.contact_name.slice(0, 200),
        number: row.display_number,
        by: row.by_name?.slice(0, 200) ?? null,
        count: row.count,
        preview: previewOf(row),
      })),
      more: Math.max(0, unseen.length - SHOWN),
      link: unseen.length === 1 ? `${base}/inbox/${unseen[0]!.conversation_id}` : `${base}/inbox?view=mine`,
      settings: `${base}/settings/notifications`,
    },
    idempotencyKey: `notifications:${newId()}`,
    traceId: ctx.traceId,
  });
}

async function visibleRows(sql: Sql, ctx: TenantCtx, memberId: string): Promise<Row[]> {
  const rows = await sql(UNSEEN, [ctx.tenantId, memberId]);
  const member = rows.length ? await loadMemberById(sql, ctx.tenantId, memberId) : null;
  if (!member) return [];
  const ids = [...new Set(rows.map((row) => row.conversation_id))];
  const seen = new Set((await findConversationRows(sql, { ...ctx, actor: member }, ids)).map(({ id }) => id));
  return rows.filter((row) => seen.has(row.conversation_id));
}
