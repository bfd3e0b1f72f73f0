import type { SystemActor, TenantCtx } from "../../core/ctx";
import type { DomainEvent } from "../../core/events";
import { assignWaiting } from "./assignment";

/** Work has come, or somebody has room for it. */
export async function assignAfter(ctx: TenantCtx<SystemActor>, event: DomainEvent): Promise<void> {
  if (event.type === "member.availability_changed" && event.availability !== "online") return;
  // Given for the first time: nobody has become free.
  if (event.type === "conversation.assigned" && event.assigneeId && !event.previousAssigneeId) return;
  await assignWaiting(ctx);
}
