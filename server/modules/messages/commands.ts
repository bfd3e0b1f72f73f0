import { inWords } from "../../channels/words";
import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { wakeOutbox } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { type Appended, appendAll, isTwinRace, type NewMessage } from "../conversations/append";
import { MessageBatcher } from "../conversations/batcher";
import { tellLive } from "../conversations/live";
import { findMergedInto } from "../conversations/merge-targets";
import { getConversationRow, getManageableRow } from "../conversations/queries";
import type { ConversationSummary } from "../conversations/schema";
import { type SummaryRow, toSummary } from "../conversations/summary";
import { askInWords, isShownBy, refuseForeignPictures } from "./ask";
import { getAttachable } from "./files";
import { findMentioned, hasMention, joinMentioned, recordMentions } from "./mentions";
import type { MessageDto, SendMessage } from "./schema";
import { stickerIn } from "./sticker";
import { capabilitiesOf, refuseOutsideWindow, refuseTooLong } from "./window";

const KEY = Symbol.for("parley.batcher");
type Holder = { [KEY]?: MessageBatcher };

function batcher(): MessageBatcher {
  const holder = globalThis as Holder;
  holder[KEY] ??= new MessageBatcher(runtime().db.sql);
  return holder[KEY];
}

/** Where the conversation was merged into another meanwhile, the message goes there: nothing that is written is lost. */
async function appendFollowing(item: NewMessage): Promise<Appended | null> {
  const appended = await batcher().append(item);
  if (appended) return appended;
  const conversationId = await findMergedInto(runtime().db.sql, item);
  return conversationId ? batcher().append({ ...item, conversationId }) : null;
}

/** Stores the message with its neighbours in time, and tells its viewers once it is committed. Null: no such conversation. */
export async function appendAndTell(item: NewMessage): Promise<Appended | null> {
  const appended = await appendFollowing(item);
  if (appended?.isNew) tellLive([appended.change]);
  if (appended?.message.status === "queued") wakeOutbox();
  return appended;
}

/** A member's reply or note. Repeating a client id answers with the message stored first. Throws not_found, forbidden. */
export async function sendMessage(
  ctx: MemberCtx,
  input: SendMessage,
): Promise<{ message: MessageDto; conversation: ConversationSummary }> {
  const { sql } = runtime().db;
  const isNote = input.kind === "note";
  if (isNote) refuseUnlessNotes(ctx);
  const row = await (isNote ? getConversationRow : getManageableRow)(sql, ctx, input.conversationId);
  if (!isNote) await refuseOutsideWindow(sql, row);
  const { ask } = input;
  if (ask) refuseForeignPictures(ask, input.fileIds);
  const isShown = ask && isShownBy(ask, await capabilitiesOf(sql, row));
  const words = input.share ? inWords({ content: "", extra: input.share, files: [] }) : input.content;
  const content = ask && !isShown ? askInWords(words, ask) : words;
  if (!isNote) await refuseTooLong(sql, row, content);
  const uploader = { kind: "member", id: ctx.actor.memberId } as const;
  const attachments = await getAttachable(sql, ctx.tenantId, uploader, input.fileIds, input.clientId);
  const sticker = isNote || ask ? null : await stickerIn(sql, row, { content, attachments });
  const extra = input.share ?? sticker;
  const item: NewMessage = {
    tenantId: ctx.tenantId,
    conversationId: input.conversationId,
    identityId: null,
    kind: input.kind,
    author: { kind: "member", id: ctx.actor.memberId },
    clientId: input.clientId,
    content,
    data: isShown ? { ...ask, answer: null } : null,
    meta: extra && { extra },
    attachments,
    replyToId: input.replyToId,
    status: "sent",
    traceId: ctx.traceId,
  };
  const appended =
    isNote && hasMention(input.content) ? await appendMentioning(ctx, row, item) : await appendAndTell(item);
  if (!appended) throw new AppError("not_found", "This conversation is not here any more.");
  refuseForeign(ctx, appended);
  return { message: appended.message, conversation: toSummary(appended.change.row) };
}

/** A note that calls somebody: they take part from the same commit on. */
async function appendMentioning(ctx: MemberCtx, row: SummaryRow, item: NewMessage, tries = 1) {
  try {
    const appended = await runtime().db.transaction(async (tx) => {
      const mentioned = await findMentioned(tx.sql, ctx, row, item.content);
      await joinMentioned(tx, ctx, item.conversationId, mentioned);
      const [stored] = await appendAll(tx.sql, [item]);
      if (!stored) return null;
      refuseForeign(ctx, stored);
      const { conversationId } = item;
      await recordMentions(tx, ctx, { conversationId, messageId: stored.message.id }, mentioned);
      return stored;
    });
    if (appended?.isNew) tellLive([appended.change]);
    return appended;
  } catch (error) {
    if (tries > 3 || !isTwinRace(error)) throw error;
    return appendMentioning(ctx, row, item, tries + 1);
  }
}

function refuseUnlessNotes(ctx: MemberCtx): void {
  if (can(ctx.actor, "conversation_private_notes")) return;
  throw new AppError(
    "forbidden",
    "You may read notes but not write them. Ask an administrator for “Private notes”.",
    { permission: "conversation_private_notes" },
  );
}

/** A client id that another member's message has. Throws conflict. */
export function refuseForeign(ctx: MemberCtx, { message }: Appended): void {
  if (message.author.id === ctx.actor.memberId) return;
  throw new AppError(
    "conflict",
    "This client id belongs to another message. Send it again under a new one.",
    {
      field: "clientId",
    },
  );
}
