import type { TenantId } from "../../core/ids";
import { statement, type Tx } from "../../infra/db";

const HAND_LABELS = statement<{ id: string }>(
  "conversation_merge_labels",
  `insert into conversation_label (tenant_id, conversation_id, label_id)
   select $1::uuid, $3::uuid, label_id from conversation_label where tenant_id = $1::uuid and conversation_id = $2::uuid
   on conflict do nothing returning label_id as id`,
);
const HAND_PARTICIPANTS = statement<{ id: string }>(
  "conversation_merge_participants",
  `insert into conversation_participant (tenant_id, conversation_id, member_id)
   select $1::uuid, $3::uuid, member_id from conversation_participant where tenant_id = $1::uuid and conversation_id = $2::uuid
   on conflict do nothing returning member_id as id`,
);
/** What the other says of itself stands; what it leaves open is taken over. */
const HAND_ATTRIBUTES = statement<{ handed: Record<string, unknown> }>(
  "conversation_merge_attributes",
  `with given as (
     select coalesce(jsonb_object_agg(a.key, a.value), '{}') as handed
     from conversation f join conversation i on i.tenant_id = $1::uuid and i.id = $3::uuid
     cross join lateral jsonb_each(f.attributes) a
     where f.tenant_id = $1::uuid and f.id = $2::uuid and not i.attributes ? a.key)
   update conversation c set attributes = c.attributes || g.handed from given g
   where c.tenant_id = $1::uuid and c.id = $3::uuid and g.handed <> '{}' returning g.handed`,
);

/** What the one got that it had not had. */
export type Handed = { labelIds: string[]; participantIds: string[]; attributes: Record<string, unknown> };

/** Gives labels, participants and attributes of a conversation that goes to the one it goes into. */
export async function handOver(tx: Tx, tenantId: TenantId, fromId: string, intoId: string): Promise<Handed> {
  const hand = async (how: typeof HAND_LABELS) =>
    (await tx.sql(how, [tenantId, fromId, intoId])).map(({ id }) => id);
  const labelIds = await hand(HAND_LABELS);
  const participantIds = await hand(HAND_PARTICIPANTS);
  const [attributes] = await tx.sql(HAND_ATTRIBUTES, [tenantId, fromId, intoId]);
  return { labelIds, participantIds, attributes: attributes?.handed ?? {} };
}
