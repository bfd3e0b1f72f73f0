import { type Sql, statement } from "../../infra/db";
import type { Fact } from "./facts";
import type { FactualRow } from "./put";

const NAMES = statement<{ key: string; is_own: boolean }>(
  "message_names",
  `select a.key, true as is_own
   from conversation c
   join identity i on i.tenant_id = c.tenant_id and i.contact_id = c.contact_id and i.inbox_id = c.inbox_id
   join identity_alias a on a.tenant_id = i.tenant_id and a.identity_id = i.id
   where c.tenant_id = $1::uuid and c.id = $2::uuid
   union all
   select a.key, false from conversation c
   join identity_alias a on a.tenant_id = c.tenant_id and a.inbox_id = c.inbox_id and a.key = any($3::text[])
   where c.tenant_id = $1::uuid and c.id = $2::uuid`,
);

const scopeOf = (key: string) => key.slice(0, key.indexOf(":"));

/**
 * Whether an edit or a revoke by a contact may be that of the one with whom the chat of two is: any contact's app can name any
 * message of the inbox. All names of the contact count, also those of another who was merged into them. Somebody by a name of
 * which nobody knows yet whose it is may be them as long as they have none of its kind: a network brings its own id and the
 * number one after the other. Those who are known apart until then and turn out to be one are two at that time.
 */
export async function isOfChat(sql: Sql, message: FactualRow, fact: Fact): Promise<boolean> {
  if (fact.type !== "edit" && fact.type !== "revoke") return true;
  const { author, by } = fact;
  if (author !== "contact" || !by?.length || message.kind !== "incoming" || message.meta?.sender) return true;
  const { tenant_id: tenantId, conversation_id: conversationId } = message;
  const names = await sql(NAMES, [tenantId, conversationId, by]);
  const own = names.filter(({ is_own }) => is_own).map(({ key }) => key);
  if (by.some((key) => own.includes(key))) return true;
  const isKnown = names.some(({ is_own }) => !is_own);
  return !isKnown && !by.some((key) => own.some((other) => scopeOf(other) === scopeOf(key)));
}
