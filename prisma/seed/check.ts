import { heardSql, listedSql } from "../../server/modules/conversations/heard-sql";
import type { Queryable } from "./rows";

/** Each finds rows that contradict what they were derived from; one row a contradiction, named in `what`. */
const CHECKS = [
  `select 'counter ' || scope || ' ' || facet || ' says ' || coalesce(k.open_count, 0) || ' + ' || coalesce(k.snoozed_count, 0)
     || ', counted ' || coalesce(c.open, 0) || ' + ' || coalesce(c.snoozed, 0) as what
   from (select * from conversation_counter where tenant_id = $1::uuid) k
   full join (
     select p.scope, p.facet, count(*) filter (where c.status = 'open')::int as open, count(*) filter (where c.status = 'snoozed')::int as snoozed
     from conversation c cross join lateral conversation_places(c) p where c.tenant_id = $1::uuid group by 1, 2
   ) c using (scope, facet)
   where coalesce(k.open_count, 0) <> coalesce(c.open, 0) or coalesce(k.snoozed_count, 0) <> coalesce(c.snoozed, 0)`,
  `select 'conversation ' || c.display_number || ' has seq ' || coalesce(m.lowest, 0) || '..' || coalesce(m.highest, 0) ||
     ' over ' || coalesce(m.n, 0) || ' messages, last_seq ' || c.last_seq as what
   from conversation c left join (
     select conversation_id, min(seq) as lowest, max(seq) as highest, count(*)::int as n from message where tenant_id = $1::uuid group by 1
   ) m on m.conversation_id = c.id
   where c.tenant_id = $1::uuid and (coalesce(m.highest, 0) <> c.last_seq or coalesce(m.n, 0) <> c.last_seq or coalesce(m.lowest, 1) <> 1)`,
  `select 'conversation ' || c.display_number || ' counts ' || c.incoming_count || ' incoming, visible ' || c.last_visible_seq as what
   from conversation c left join (
     select conversation_id, count(*) filter (where ${heardSql("m")})::int as incoming,
       max(seq) filter (where kind in ('incoming', 'outgoing')) as visible from message m where tenant_id = $1::uuid group by 1
   ) m on m.conversation_id = c.id
   where c.tenant_id = $1::uuid and (coalesce(m.incoming, 0) <> c.incoming_count or coalesce(m.visible, 0) <> c.last_visible_seq)`,
  `select 'conversation ' || c.display_number || ' shows ' || c.last_message_preview as what
   from conversation c join lateral (
     select m.* from message m where m.conversation_id = c.id and ${listedSql("m")} order by m.seq desc limit 1
   ) m on true
   where c.tenant_id = $1::uuid and (m.created_at <> c.last_message_at or m.kind is distinct from c.last_message_kind
     or (m.attachments <> '[]') <> c.last_message_has_file)`,
  `select 'display number ' || max(c.display_number) || ', counter ' || k.last_display_number as what
   from tenant_counter k left join conversation c on c.tenant_id = k.tenant_id
   where k.tenant_id = $1::uuid group by k.last_display_number having coalesce(max(c.display_number), 0) > k.last_display_number`,
  `select 'conversation ' || c.display_number || ' read up to ' || r.last_seq_read || ', ' || r.incoming_read || ' incoming' as what
   from conversation_read r join conversation c on c.id = r.conversation_id
   where r.tenant_id = $1::uuid and (r.last_seq_read > c.last_seq or r.incoming_read <> (
     select count(*) from message m where m.conversation_id = c.id and m.seq <= r.last_seq_read and ${heardSql("m")}))`,
];

/** Recounts what is kept derived (counters, seq, list columns, reads) for one tenant; empty when all of it holds. */
export async function findInconsistencies(on: Queryable, tenantId: string): Promise<string[]> {
  const found: string[] = [];
  for (const text of CHECKS) {
    const { rows } = await on.query(text, [tenantId]);
    found.push(...(rows as { what: string }[]).map((row) => row.what));
  }
  return found;
}
