import { createHash } from "node:crypto";
import type { DeskItem } from "../../channels/desk";
import type { RemoteFile } from "../../channels/inbound";
import { inWords } from "../../channels/words";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { writeMarkdown } from "../../core/markdown-marks";
import { runtime } from "../../infra/runtime";
import { actOn } from "../conversations/acts";
import type { Act } from "../conversations/acts-schema";
import { getConversationRow } from "../conversations/queries";
import { sendMessage } from "../messages/commands";
import { uploadFile } from "../messages/files";
import { MAX_FILE_BYTES, SendMessage } from "../messages/schema";
import { openerOf } from "../sending/call";
import { editMessage } from "../sending/gestures";
import { gatherAlbum, isNotedOfAlbum, noteOfAlbum, type Post } from "./album";
import type { OpenBridge } from "./open";
import { type At, asked, putPost } from "./post";
import { messageOf, tiePost } from "./posted";
import { FROM_TOPIC } from "./thread";
import { noteOpen } from "./topic";

type InTopic = Extract<DeskItem, { thread: string }>;

const HELP =
  "What you write here goes to the customer. /note or // before it keeps it among the team. /claim takes the conversation, /release puts it back, /close resolves it, /reopen opens it again.";

/**
 * What a linked member does in a topic, with their own rights and within the channel's window: whatever is refused is said
 * there, to them.
 */
export async function doFromTopic(ctx: MemberCtx, bridge: OpenBridge, at: At, item: InTopic): Promise<void> {
  try {
    const said = await act(ctx, bridge, at, item);
    if (item.type === "press") await answerPress(bridge, item.ref, said ?? "Done.");
    else if (said)
      await putPost(bridge, at, { text: said, replyTo: "externalId" in item ? item.externalId : null });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (item.type === "press") return answerPress(bridge, item.ref, error.message);
    // The other parts of an album are not for the customer either, and it is said once.
    if (item.type === "post" && item.album !== null) await noteOfAlbum(bridge, "refused", item);
    const replyTo = "externalId" in item ? item.externalId : null;
    const isToSend = item.type === "unfit" || (item.type === "post" && item.command === null);
    const what = isToSend ? "Not sent" : "Not done";
    await putPost(bridge, at, { text: `⚠ ${what}: ${error.message}`, replyTo });
  }
}

async function answerPress(bridge: OpenBridge, ref: string, text: string): Promise<void> {
  await asked(() => bridge.desk.answer({ ...bridge.given, ref, text }));
}

/** Answers what is to be said in the topic; null where the deed shows itself. Throws AppError. */
async function act(ctx: MemberCtx, bridge: OpenBridge, at: At, item: InTopic): Promise<string | null> {
  switch (item.type) {
    case "post": {
      if (item.album !== null) return album(ctx, bridge, at, item);
      const { command: name } = item;
      return name === null || name === "note" ? write(ctx, bridge, at, item, [item]) : command(ctx, at, name);
    }
    case "unfit":
      throw new AppError("bad_request", `A message of this kind (${item.what}) cannot be passed on.`);
    case "edit":
      return reword(ctx, bridge, at, item);
    case "press":
      return command(ctx, at, item.action);
    case "closed":
    case "reopened": {
      await noteOpen(ctx.tenantId, at.conversationId, item.type === "reopened");
      return command(ctx, at, item.type === "closed" ? "close" : "reopen");
    }
  }
}

/**
 * All of an album is one message. Where its words are a note or a command, its files are not for the customer either, also those
 * that come later.
 */
async function album(ctx: MemberCtx, bridge: OpenBridge, at: At, post: Post): Promise<string | null> {
  const isTaken = await messageOf(runtime().db.sql, bridge, post.externalId);
  if (isTaken || (await isNotedOfAlbum(bridge, "refused", post))) return null;
  const { whole, parts } = await gatherAlbum(bridge, post);
  const isNote = whole.command !== null || (!whole.text && (await isNotedOfAlbum(bridge, "note", post)));
  if (isNote) await noteOfAlbum(bridge, "note", post);
  if (whole.command !== null && whole.command !== "note") return command(ctx, at, whole.command);
  return write(ctx, bridge, at, { ...whole, command: isNote ? "note" : null }, parts);
}

async function command(ctx: MemberCtx, at: At, name: string): Promise<string | null> {
  const { memberId } = ctx.actor;
  const acts: Record<string, Act> = {
    claim: { type: "assign", assigneeId: memberId, isClaim: true },
    release: { type: "assign", assigneeId: null },
    close: { type: "status", status: "resolved" },
    resolve: { type: "status", status: "resolved" },
    reopen: { type: "status", status: "open" },
  };
  const wanted = Object.hasOwn(acts, name) ? acts[name] : null;
  if (!wanted) return HELP;
  await actOn(ctx, { conversationIds: [at.conversationId], act: wanted });
  return null;
}

/** A reply to the customer, or a note. `parts`: the posts that it is made of. */
async function write(
  ctx: MemberCtx,
  bridge: OpenBridge,
  at: At,
  post: Post,
  parts: readonly Post[],
): Promise<string | null> {
  const { sql } = runtime().db;
  const { conversationId } = at;
  // Before any file is fetched.
  await getConversationRow(sql, ctx, conversationId);
  const input = SendMessage.safeParse({
    ...{ conversationId, ...contentOf(post), kind: post.command === "note" ? "note" : "outgoing" },
    clientId: FROM_TOPIC + createHash("sha256").update(post.externalId).digest("hex").slice(0, 40),
    fileIds: await bringFiles(ctx, bridge, post.files),
    replyToId: post.replyTo ? await messageOf(sql, bridge, post.replyTo) : null,
  });
  if (!input.success)
    throw new AppError("bad_request", input.error.issues[0]?.message ?? "There is nothing in it to send.");
  const { message } = await sendMessage(ctx, input.data);
  // Done once more, it is what it was then: a part that has come since is not in it.
  let left = message.attachments.length;
  for (const { externalId, files } of parts) {
    left -= files.length;
    if (left >= 0) await tiePost(sql, bridge, externalId, message.id);
  }
  return null;
}

/** A place and cards go as themselves; a poll of the topic's in words, which are no Markdown. */
function contentOf({ text, extra }: Post) {
  if (!extra) return { content: text };
  if (extra.type !== "poll") return { content: "", share: extra };
  return { content: writeMarkdown({ text: inWords({ content: "", extra, files: [] }), marks: [] }) };
}

async function bringFiles(
  ctx: MemberCtx,
  bridge: OpenBridge,
  files: readonly RemoteFile[],
): Promise<string[]> {
  const { wire } = bridge.place;
  const { given, desk } = bridge;
  const signal = AbortSignal.timeout(100_000);
  const open = openerOf(wire!, { credentials: given.credentials, maxBytes: MAX_FILE_BYTES, signal });
  const ids: string[] = [];
  for (const file of files) {
    const fetched = await asked(() => desk.fetchFile(file.ref, { ...given, open }));
    if (fetched.type === "failed") throw new AppError("bad_request", fetched.failure.reason);
    const contentType = (file.contentType || fetched.contentType) ?? "application/octet-stream";
    const input = { name: file.name ?? fetched.name ?? "file", contentType, body: fetched.body };
    ids.push((await uploadFile(ctx, { kind: "member", id: ctx.actor.memberId }, input)).fileId);
  }
  return ids;
}

/** The customer's copy follows, where their channel can change one. */
async function reword(
  ctx: MemberCtx,
  bridge: OpenBridge,
  { conversationId }: At,
  item: Extract<DeskItem, { type: "edit" }>,
): Promise<null> {
  if (item.command !== null)
    throw new AppError("conflict", "A note or a command is not edited here. Write it anew.");
  const messageId = await messageOf(runtime().db.sql, bridge, item.externalId);
  if (messageId) await editMessage(ctx, { conversationId, messageId, content: item.text });
  return null;
}
