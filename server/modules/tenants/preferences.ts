import type { MemberCtx } from "../../core/ctx";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { Preferences, type SetPreferences } from "./schema";

const MERGE = statement<{ preferences: unknown }>(
  "member_merge_preferences",
  `update member set preferences = preferences || $3::jsonb, updated_at = now()
   where tenant_id = $1::uuid and id = $2::uuid returning preferences`,
);

/** Puts the named preferences in the place of the old ones, whole; what is not named stays. Answers all of them. */
export async function setPreferences(ctx: MemberCtx, input: SetPreferences): Promise<Preferences> {
  const [row] = await runtime().db.sql(MERGE, [ctx.tenantId, ctx.actor.memberId, JSON.stringify(input)]);
  return Preferences.parse(row?.preferences ?? {});
}
