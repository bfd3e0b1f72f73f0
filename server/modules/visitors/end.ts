import type { SystemActor, TenantCtx } from "../../core/ctx";
import type { TenantId } from "../../core/ids";
import { changeConversation, endByContact } from "../conversations/change";
import { chatEnded } from "./commands";

type Theirs = { tenantId: TenantId; identityId: string; conversationId: string };

/** Acts on a visitor's conversation run with the system's rights, inside what the token says is theirs. */
export function visitorCtx(tenantId: TenantId, traceId: string): TenantCtx<SystemActor> {
  return { tenantId, actor: { kind: "system", name: "visitor" }, traceId, ip: "" };
}

/** The visitor is done. Again is fine; writing again reopens it as any message does. */
export async function endByVisitor(claims: Theirs, traceId: string): Promise<void> {
  const ctx = visitorCtx(claims.tenantId, traceId);
  await changeConversation(ctx, claims.conversationId, async (tx, row) => {
    if (row.identity_id !== claims.identityId) throw chatEnded();
    return row.status === "resolved" ? null : endByContact(tx, ctx, row);
  });
}
