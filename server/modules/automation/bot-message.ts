import type { TenantCtx } from "../../core/ctx";
import type { NewMessage } from "../conversations/append";
import type { ActivityData } from "../messages/schema";

/**
 * Something we say by ourselves in a conversation. `key` makes it once in a conversation, however often it is tried. It is
 * the bot's, so that the customer goes on waiting and no first reply is counted.
 */
export function botMessage(
  ctx: Pick<TenantCtx, "tenantId" | "traceId">,
  conversationId: string,
  said: { key: string; content: string; data?: ActivityData },
): NewMessage {
  return {
    tenantId: ctx.tenantId,
    conversationId,
    identityId: null,
    kind: "outgoing",
    author: { kind: "bot", id: null },
    clientId: `auto:${said.key}`,
    content: said.content,
    attachments: [],
    data: said.data ?? null,
    status: "sent",
    traceId: ctx.traceId,
  };
}
