import type { Availability } from "../../core/availability";
import type { MemberCtx } from "../../core/ctx";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { pictureLink } from "../accounts/pictures";
import { type OwnPlace, Preferences, type SetPreferences, type SetSignature } from "./schema";

const OWN_PLACE = statement<{
  availability: Availability;
  is_auto_offline: boolean;
  signature: string;
  preferences: unknown;
  picture_key: string | null;
}>(
  "member_own_place",
  `select m.availability, m.is_auto_offline, m.signature, m.preferences, u.picture_key
   from member m join "user" u on u.id = m.user_id where m.tenant_id = $1::uuid and m.id = $2::uuid`,
);

/** What a member has set for themselves in this business. */
export async function getOwnPlace(ctx: MemberCtx): Promise<OwnPlace> {
  const [row] = await runtime().db.sql(OWN_PLACE, [ctx.tenantId, ctx.actor.memberId]);
  return {
    availability: row!.availability,
    isAutoOffline: row!.is_auto_offline,
    signature: row!.signature,
    pictureUrl: pictureLink(row!.picture_key),
    preferences: Preferences.parse(row!.preferences),
  };
}

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

/** What stands under the member's replies. */
export async function setSignature(ctx: MemberCtx, { signature }: SetSignature): Promise<void> {
  const { tenantId, actor } = ctx;
  await runtime().db.prisma.member.updateMany({
    where: { tenantId, id: actor.memberId },
    data: { signature },
  });
}
