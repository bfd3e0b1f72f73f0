import { type Sql, statement } from "../../infra/db";
import { wakeConsumers } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { type CommittedChange, tellLive } from "../conversations/live";
import { MESSAGE_COLUMNS } from "../conversations/message-row";
import { Fact } from "./facts";
import { type FactualRow, isReworded, putMessages } from "./put";
import { indexAgain } from "./search-index";
import { learnAll, type Target } from "./settle";

const MEET_ALL = statement<never>(
  "messages_meet",
  `select pg_advisory_xact_lock(x.hash)::text from (
     select distinct hashtextextended(inbox_id || ':' || target, 0) as hash from unnest($1::text[], $2::text[]) as t(inbox_id, target)
     order by 1 offset 0) x`,
);
const FIND_ALL = statement<FactualRow>(
  "messages_of_inboxes",
  `select ${MESSAGE_COLUMNS}, m.external_id
   from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as t(tenant_id, inbox_id, id)
   join message m on m.tenant_id = t.tenant_id and m.id = t.id and m.inbox_id = t.inbox_id
   join conversation c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
   order by c.id for update of c, m`,
);
const TAKE_ALL_AWAITED = statement<{ inbox_id: string; target: string; fact: unknown }>(
  "facts_take_all",
  `with taken as (
     delete from awaited_fact f using unnest($1::uuid[], $2::uuid[], $3::text[]) as t(tenant_id, inbox_id, target)
     where f.tenant_id = t.tenant_id and f.inbox_id = t.inbox_id and f.target = t.target returning f.*
   )
   select inbox_id, target, fact from taken order by id`,
);

/** A message of ours that has just got its provider's id. */
export type Fresh = { target: Target & { messageId: string }; facts: readonly Fact[] };

/**
 * As settle, for messages of ours of as many conversations, in one commit with what `also` writes before: of which try each id
 * is, so that what is said of one after which a message was sent again is known for that.
 */
export async function settleAll(
  items: readonly Fresh[],
  also: (sql: Sql) => Promise<unknown>,
): Promise<void> {
  const of = (key: "tenantId" | "inboxId" | "externalId" | "messageId") =>
    items.map(({ target }) => target[key]);
  const told = await runtime().db.sqlTransaction(async (sql) => {
    await sql(MEET_ALL, [of("inboxId"), of("externalId")]);
    const rows = await sql(FIND_ALL, [of("tenantId"), of("inboxId"), of("messageId")]);
    await also(sql);
    const awaited = await sql(TAKE_ALL_AWAITED, [of("tenantId"), of("inboxId"), of("externalId")]);
    const changed: FactualRow[] = [];
    const told: CommittedChange[] = [];
    for (const row of rows) {
      const { target, facts } = items.find((item) => item.target.messageId === row.id)!;
      const waited = awaited.filter(
        (one) => one.inbox_id === target.inboxId && one.target === target.externalId,
      );
      const all = [...waited.map(({ fact }) => Fact.parse(fact)), ...facts];
      const { now, others } = await learnAll(sql, target, row, all);
      told.push(...others);
      if (now === row) continue;
      if (isReworded(row, now)) await indexAgain(sql, now);
      changed.push(now);
    }
    return [...told, ...(await putMessages(sql, changed))];
  });
  if (told.length === 0) return;
  tellLive(told);
  wakeConsumers();
}
