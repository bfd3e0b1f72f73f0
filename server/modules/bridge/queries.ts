import type { MemberCtx } from "../../core/ctx";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { listField } from "../inboxes/connection";
import { openBridge, placesWithDesk } from "./open";
import type { BridgeDetail, DeskListed } from "./schema";

/** Networks from whose groups a team can answer, with what each asks for. */
export function listDesks(): DeskListed[] {
  return placesWithDesk().map(({ key, name, desk }) => ({
    ...{ channel: key, name },
    fields: desk.fields.map((field) => listField(field, {})),
  }));
}

const COUNTS = statement<{ topics: number; linked: BridgeDetail["linked"] }>(
  "bridge_counts",
  `select (select count(*)::int from bridge_topic t where t.tenant_id = $1::uuid and t.bridge_id = $2::uuid) as topics,
     coalesce((select json_agg(json_build_object('memberId', l.member_id, 'name', u.name, 'personName', l.person_name) order by lower(u.name))
       from bridge_link l join member m on m.tenant_id = l.tenant_id and m.id = l.member_id join "user" u on u.id = m.user_id
       where l.tenant_id = $1::uuid and l.person_id is not null and m.deactivated_at is null), '[]'::json) as linked`,
);

/** The business's bridge without what is secret in it; null where there is none. */
export async function getBridge(ctx: MemberCtx): Promise<BridgeDetail | null> {
  const { sql } = runtime().db;
  const bridge = await openBridge(sql, ctx.tenantId);
  if (!bridge) return null;
  const [counts] = await sql(COUNTS, [ctx.tenantId, bridge.id]);
  const { place, desk, given, group_id: id, group_title: title, paused_for: paused } = bridge;
  return {
    ...{ channel: place.key, channelName: place.name, botName: bridge.bot_name, groups: bridge.groups },
    fields: desk.fields.map((field) => listField(field, given.credentials as Record<string, unknown>)),
    group: id ? { id, title } : null,
    pausedFor: paused && { reason: paused.reason, fix: paused.fix },
    lastHeardAt: bridge.last_heard_at?.toISOString() ?? null,
    ...(counts ?? { topics: 0, linked: [] }),
  };
}
