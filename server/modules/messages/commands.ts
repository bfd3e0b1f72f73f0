import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { runtime } from "../../infra/runtime";
import type { Appended, NewMessage } from "../conversations/append";
import { MessageBatcher } from "../conversations/batcher";
import { tellLive } from "../conversations/live";
import { getConversationRow, getManageableRow } from "../conversations/queries";
import type { ConversationSummary } from "../conversations/schema";
import { toSummary } from "../conversations/summary";
import { getAttachable } from "./files";
import type { MessageDto, SendMessage } from "./schema";

const KEY = Symbol.for("parley.batcher");
type Holder = { [KEY]?: MessageBatcher };

function batcher(): MessageBatcher {
  const holder = globalThis as Holder;
  holder[KEY] ??= new MessageBatcher(runtime().db.sql);
  return holder[KEY];
}

/** Stores the message with its neighbours in time, and tells its viewers once it is committed. Null: no such conversation. */
export async function appendAndTell(item: NewMessage): Promise<Appended | null> {
  const appended = await batcher().append(item);
  if (appended?.isNew) tellLive([appended.change]);
  return appended;
}

/** A member's reply or note. Repeating a client id answers with the message stored first. Throws not_found, forbidden. */
export async function sendMessage(
  ctx: MemberCtx,
  input: SendMessage,
): Promise<{ message: MessageDto; conversation: ConversationSummary }> {
  const { sql } = runtime().db;
  if (input.kind === "note") {
    if (!can(ctx.actor, "conversation_private_notes")) {
      throw new AppError(
        "forbidden",
        "You may read notes but not write them. Ask an administrator for “Private notes”.",
        {
          permission: "conversation_private_notes",
        },
      );
    }
    await getConversationRow(sql, ctx, input.conversationId);
  } else {
    await getManageableRow(sql, ctx, input.conversationId);
  }
  const uploader = { kind: "member", id: ctx.actor.memberId } as const;
  const appended = await appendAndTell({
    tenantId: ctx.tenantId,
    conversationId: input.conversationId,
    identityId: null,
    kind: input.kind,
    author: { kind: "member", id: ctx.actor.memberId },
    clientId: input.clientId,
    content: input.content,
    attachments: await getAttachable(sql, ctx.tenantId, uploader, input.fileIds, input.clientId),
    status: "sent",
    traceId: ctx.traceId,
  });
  if (!appended) throw new AppError("not_found", "This conversation is not here any more.");
  if (appended.message.author.id !== ctx.actor.memberId) {
    throw new AppError(
      "conflict",
      "This client id belongs to another message. Send it again under a new one.",
      {
        field: "clientId",
      },
    );
  }
  return { message: appended.message, conversation: toSummary(appended.change.row) };
}
