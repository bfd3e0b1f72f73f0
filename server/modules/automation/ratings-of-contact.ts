import type { MemberCtx } from "../../core/ctx";
import { type Sql, type Statement, statement } from "../../infra/db";
import { getContact } from "../contacts/queries";
import { visibilityKey, visibilityOf, visibilityValues, visibleSql } from "../conversations/visibility";
import type { RatingDto } from "./schema";

const MOST = 20;
type Row = Omit<RatingDto, "answeredAt"> & { answeredAt: Date };
const made = new Map<string, Statement<Row>>();

/** What a contact has said of the conversations that this member may see, the newest 20. Throws not_found. */
export async function listRatingsOfContact(
  sql: Sql,
  ctx: MemberCtx,
  contactId: string,
): Promise<RatingDto[]> {
  const contact = await getContact(sql, ctx, contactId);
  const v = visibilityOf(ctx.actor);
  const name = `ratings_of_contact_${visibilityKey(v)}`;
  const text = () => `with given as (select $3::uuid as member, $4::uuid[] as inboxes)
    select r.id, r.score, r.comment, r.answered_at as "answeredAt", c.id as "conversationId",
      c.display_number as "displayNumber", r.assignee_id as "assigneeId"
    from rating r join conversation c on c.tenant_id = r.tenant_id and c.id = r.conversation_id
    where r.tenant_id = $1::uuid and r.contact_id = $2::uuid and r.score is not null and ${visibleSql(v, "$3", "$4")}
    order by r.answered_at desc, r.id limit ${MOST}`;
  const listed = made.get(name) ?? statement<Row>(name, text());
  made.set(name, listed);
  const rows = await sql(listed, [ctx.tenantId, contact.id, ...visibilityValues(ctx.actor)]);
  return rows.map((row) => ({ ...row, answeredAt: row.answeredAt.toISOString() }));
}
