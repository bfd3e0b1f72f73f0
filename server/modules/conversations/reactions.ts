import type { SystemActor, TenantCtx } from "../../core/ctx";
import { runtime } from "../../infra/runtime";
import { loadMemberById } from "../tenants/member-actor";
import { releaseConversationsOf } from "./commands";

/** A member's access has changed: when they have left, their open work goes back to the queue. */
export async function releaseWorkOfLeaver(ctx: TenantCtx<SystemActor>, memberId: string): Promise<void> {
  if (await loadMemberById(runtime().db.sql, ctx.tenantId, memberId)) return;
  await releaseConversationsOf(ctx, memberId);
}
