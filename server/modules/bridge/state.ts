import type { DeskGroup } from "../../channels/desk";
import { statement } from "../../infra/db";
import { OUTBOX_CHANNEL } from "../../infra/outbox/enqueue";
import { runtime } from "../../infra/runtime";
import { tellReferenceNow } from "../tenants/live";
import type { OpenBridge, PausedFor } from "./open";

type Own = Pick<OpenBridge, "id" | "tenant_id">;

const PAUSE = statement<{ id: string }>(
  "bridge_pause",
  `update bridge set paused_for = $3::jsonb where tenant_id = $1::uuid and id = $2::uuid and paused_for is null returning id`,
);
/** Whatever waits for the bridge goes on; the lanes keep their order. */
const RESUME = statement<{ notified: string | null }>(
  "bridge_resume",
  `with resumed as (
     update bridge set paused_for = null where tenant_id = $1::uuid and id = $2::uuid returning tenant_id
   ), due as (
     update outbox_entry e set state = 'ready', run_at = now() from resumed r
     where e.tenant_id = r.tenant_id and e.kind = 'reaction.mirror-to-topic' and e.state = 'scheduled' returning 1
   ) select pg_notify('${OUTBOX_CHANNEL}', '')::text as notified from due limit 1`,
);
const HEARD = statement<never>(
  "bridge_heard",
  "update bridge set last_heard_at = now() where tenant_id = $1::uuid and id = $2::uuid",
);
/** The newest word of each group, of the newest twenty: anybody may put a bot into theirs. */
const PUT_GROUP = statement<never>(
  "bridge_put_group",
  `update bridge b set groups = (select coalesce(jsonb_agg(g order by n), '[]'::jsonb) from (
       select g, n from jsonb_array_elements(b.groups) with ordinality x(g, n) where g->>'id' <> $3::jsonb->>'id' order by n desc limit 19) y)
     || case when ($3::jsonb->>'isIn')::bool then jsonb_build_array($3::jsonb) else '[]'::jsonb end
   where b.tenant_id = $1::uuid and b.id = $2::uuid`,
);
const MOVE = statement<never>(
  "bridge_move",
  `update bridge set group_id = $4::text where tenant_id = $1::uuid and id = $2::uuid and group_id = $3::text`,
);

/** Nothing more is posted, and nothing is dropped, until somebody mends it. */
export async function pauseBridge({ id, tenant_id: tenantId }: Own, why: PausedFor): Promise<void> {
  const [paused] = await runtime().db.sql(PAUSE, [tenantId, id, JSON.stringify(why)]);
  if (!paused) return;
  tellReferenceNow({ tenantId }, "bridge");
  runtime().log.warn({ tenantId, bridgeId: id, code: why.code }, "the topic bridge is paused");
}

export async function resumeBridge({ id, tenant_id: tenantId }: Own): Promise<void> {
  await runtime().db.sql(RESUME, [tenantId, id]);
  tellReferenceNow({ tenantId }, "bridge");
}

export async function noteHeard({ id, tenant_id: tenantId }: Own): Promise<void> {
  await runtime().db.sql(HEARD, [tenantId, id]);
}

/** Groups that keep topics are offered; the one that is used is paused when the bot may no longer work in it, and goes on when it may. */
export async function noteGroup(bridge: OpenBridge, group: DeskGroup): Promise<void> {
  await runtime().db.sql(PUT_GROUP, [bridge.tenant_id, bridge.id, JSON.stringify(group)]);
  tellReferenceNow({ tenantId: bridge.tenant_id }, "bridge");
  if (group.id !== bridge.group_id) return;
  if (group.isIn && group.mayKeepTopics) return resumeBridge(bridge);
  await pauseBridge(bridge, {
    code: "group",
    reason: `The bot may no longer keep topics in “${group.title}”.`,
    fix: "Make it an administrator of the group again, with the right to manage topics.",
  });
}

/** The group has another id from now on. */
export async function moveGroup({ id, tenant_id: tenantId }: Own, from: string, to: string): Promise<void> {
  await runtime().db.sql(MOVE, [tenantId, id, from, to]);
  tellReferenceNow({ tenantId }, "bridge");
}
