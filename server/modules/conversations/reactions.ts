import type { SystemActor, TenantCtx } from "../../core/ctx";
import { runtime } from "../../infra/runtime";
import { loadMemberById } from "../tenants/member-actor";
import { releaseConversationsOf } from "./commands";
import { followContact } from "./of-contact";

/** A member's access has changed: when they have left, their open work goes back to the queue. */
export async function releaseWorkOfLeaver(ctx: TenantCtx<SystemActor>, memberId: string): Promise<void> {
  if (await loadMemberById(runtime().db.sql, ctx.tenantId, memberId)) return;
  await releaseConversationsOf(ctx, memberId);
}

/** A contact has another name, e-mail or state: every open list and thread shows it. */
export function showContactChange(ctx: TenantCtx<SystemActor>, contactId: string): Promise<void> {
  return followContact(ctx, contactId);
}
