import { z } from "zod";
import type { MemberCtx } from "../../core/ctx";
import { Line } from "../../core/text";
import type { Db } from "../../infra/db";
import { listedWhere } from "../contacts/queries";
import type { ConversationSummary } from "./schema";
import { SUMMARY_COLUMNS, type SummaryRow, toSummary } from "./summary";
import { visibilityOf, visibleSql } from "./visibility";

export const FindConversations = z.object({
  query: Line(100).pipe(z.string().min(1)),
  limit: z.number().int().min(1).max(20).default(6),
});
export type FindConversations = z.infer<typeof FindConversations>;

/** So many of the people that match and have a conversation to show are looked at, those who wrote last first. */
const MOST_PEOPLE = 50;

/**
 * Conversations with the people whose name, e-mail, telephone or company holds every word, of any status, newest first,
 * among what the member may see. The texts vary with the words, so these statements go unnamed.
 */
export async function findConversations(
  db: Db,
  ctx: MemberCtx,
  { query, limit }: FindConversations,
): Promise<ConversationSummary[]> {
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  const people = await listedWhere(db.sql, ctx, { search: query }, put);
  const v = visibilityOf(ctx.actor);
  const visible = v.all ? "true" : visibleSql(v, put(ctx.actor.memberId), put(ctx.actor.inboxIds));
  const tenantId = `${put(ctx.tenantId)}::uuid`;
  const theirs = `c.tenant_id = ${tenantId} and c.contact_id = k.id and c.merged_into_id is null and ${visible}`;
  const { rows } = await db.pool.query<SummaryRow>(
    `with people as materialized (
       select k.id from contact k where ${people} and exists (select 1 from conversation c where ${theirs})
       order by k.last_activity_at desc limit ${MOST_PEOPLE}
     )
     select ${SUMMARY_COLUMNS} from people p
     join contact k on k.id = p.id
     join conversation c on ${theirs}
     order by c.last_message_at desc, c.id desc limit ${put(limit)}::int`,
    values,
  );
  return rows.map(toSummary);
}
