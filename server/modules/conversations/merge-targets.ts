import type { MemberCtx } from "../../core/ctx";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { findConversationRows, getConversationRow } from "./queries";
import type { ConversationId, ConversationSummary } from "./schema";
import { toSummary } from "./summary";

const OTHERS = statement<{ id: string }>(
  "conversations_of_contact",
  `select id from conversation where tenant_id = $1::uuid and contact_id = $2::uuid and id <> $3::uuid and merged_into_id is null
   order by last_message_at desc limit 50`,
);

/** The contact's other conversations that the member may see, newest first: those one can be merged with. */
export async function listOthersOfContact(
  ctx: MemberCtx,
  { conversationId }: ConversationId,
): Promise<ConversationSummary[]> {
  const { sql } = runtime().db;
  const row = await getConversationRow(sql, ctx, conversationId);
  const ids = (await sql(OTHERS, [ctx.tenantId, row.contact_id, row.id])).map(({ id }) => id);
  const rows = new Map((await findConversationRows(sql, ctx, ids)).map((found) => [found.id, found]));
  return ids.flatMap((id) => {
    const found = rows.get(id);
    return found ? [toSummary(found)] : [];
  });
}

const MERGED_INTO = statement<{ id: string }>(
  "conversation_merged_into",
  `with recursive way as (
     select c.id, c.merged_into_id, c.identity_id, 1 as steps from conversation c where c.tenant_id = $1::uuid and c.id = $2::uuid
       and ($3::uuid is null or c.identity_id = $3::uuid)
     union all
     select c.id, c.merged_into_id, c.identity_id, w.steps + 1 from way w
     join conversation c on c.id = w.merged_into_id and c.identity_id is not distinct from w.identity_id where w.steps < 20
   ) select id from way where merged_into_id is null and steps > 1`,
);

/** Where what is written to a merged conversation goes; null for one that was not merged. */
export async function findMergedInto(
  sql: Sql,
  given: { tenantId: string; conversationId: string; identityId: string | null },
): Promise<string | null> {
  const [found] = await sql(MERGED_INTO, [given.tenantId, given.conversationId, given.identityId]);
  return found?.id ?? null;
}
