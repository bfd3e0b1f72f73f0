import {
  type MadeMember,
  makeConversation,
  makeMessages,
  makeTeam,
  memberCtx,
} from "../../prisma/seed/factories";
import type { SystemActor, TenantCtx } from "../core/ctx";
import { newId, type TenantId } from "../core/ids";
import type { HandlerCtx } from "../infra/outbox/entry";
import { runtime } from "../infra/runtime";
import { listNotifications } from "../modules/notifications/queries";
import { notifyMessage } from "../modules/notifications/reactions";
import { handlerRun } from "./run";

const system = (tenantId: TenantId): TenantCtx<SystemActor> => ({
  tenantId,
  actor: { kind: "system", name: "test" },
  traceId: newId(),
  ip: "",
});
export const handlerCtx = (tenantId: TenantId) => ({ ...system(tenantId), log: runtime().log }) as HandlerCtx;
export const run = handlerRun({ maxAttempts: 5 });

export const list = (member: MadeMember, only: "all" | "unread" = "all") =>
  listNotifications(runtime().db.sql, memberCtx(member), { only });

/** A business with a conversation that the first of two agents has. `told`: somebody writes in it, and the reaction runs. */
export async function scene() {
  const team = await makeTeam(runtime().db);
  const [first, second] = team.agents;
  const conversation = await makeConversation(runtime().db, {
    tenantId: team.tenant.id,
    inboxId: team.inbox.id,
    assigneeId: first.id,
  });
  const ctx = system(team.tenant.id as TenantId);
  const conversationId = conversation.id;
  const say = async (author: { kind: "contact" } | { kind: "member"; id: string } = { kind: "contact" }) => {
    const [message] = await makeMessages(runtime().db, conversation, 1);
    await runtime().db.pool.query(
      `update message set kind = $2::text::message_kind, author_kind = $3::text::author_kind, author_id = $4::uuid,
         content = 'Where is my parcel?' where id = $1`,
      [
        message!.id,
        author.kind === "contact" ? "incoming" : "note",
        author.kind,
        author.kind === "member" ? author.id : null,
      ],
    );
    return message!;
  };
  const told = async (author?: Parameters<typeof say>[0]) => {
    const message = await say(author);
    await notifyMessage(ctx, { eventId: newId(), conversationId, messageId: message.id });
    return message;
  };
  return { ...team, first, second, conversation, conversationId, ctx, say, told };
}
