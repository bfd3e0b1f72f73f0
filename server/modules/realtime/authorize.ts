import type { MemberCtx } from "../../core/ctx";
import { Uuid } from "../../core/ids";
import { runtime } from "../../infra/runtime";
import { findConversationRows } from "../conversations/queries";
import { noteActive } from "../tenants/availability";
import { roomsFor, threadOf } from "./rooms";

/** Pusher's answer for a member and a channel, or null when the member has no business there. */
export async function authorizeMember(
  ctx: MemberCtx,
  socketId: string,
  channel: string,
): Promise<{ auth: string; channel_data?: string } | null> {
  const { db, realtime } = runtime();
  const conversationId = threadOf(ctx.tenantId, channel);
  if (conversationId !== null) {
    if (!Uuid.safeParse(conversationId).success) return null;
    const [row] = await findConversationRows(db.sql, ctx, [conversationId]);
    if (!row) return null;
    return realtime.authorizeChannel(socketId, channel, {
      id: ctx.actor.memberId,
      info: { name: ctx.actor.name },
    });
  }
  if (!roomsFor(ctx.tenantId, ctx.actor).includes(channel)) return null;
  // Bound to the member: a socket signed in as somebody else, which losing access would not close, cannot use it.
  return realtime.authorizeChannel(socketId, channel, { id: ctx.actor.memberId });
}

/** Signs the socket in as the member, so that losing access can close it. */
export function signInSocket(ctx: MemberCtx, socketId: string): { auth: string; user_data: string } {
  noteActive(ctx, { isBack: true });
  return runtime().realtime.authenticateUser(socketId, {
    id: ctx.actor.memberId,
    info: { name: ctx.actor.name },
  });
}
