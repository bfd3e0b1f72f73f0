import { z } from "zod";
import { ProviderSilent } from "../../channels/outbound";
import { getChannel } from "../../channels/registry";
import { clock } from "../../core/clock";
import type { SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { type Sql, statement } from "../../infra/db";
import { GuardedError } from "../../infra/http/guarded";
import { retryDelay } from "../../infra/outbox/backoff";
import { type Handler, type HandlerRun, handler, NotYet, RetryAfter } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import type { StoredAttachment } from "../conversations/message-row";
import { openCredentials, sealMark } from "../inboxes/credentials";
import { pauseInbox } from "../inboxes/pause";
import { isProgram, uploadFile } from "../messages/files";
import { MAX_FILE_BYTES, type MetaFile } from "../messages/schema";
import { changeMessage } from "../messages/settle";
import { callerOf, openerOf } from "./call";

type Row = {
  created_at: Date;
  inbox_id: string;
  contact_id: string;
  channel: string;
  is_paused: boolean;
  sealed: Buffer | null;
  files: MetaFile[] | null;
};
const GET = statement<Row>(
  "fetch_job",
  `select m.created_at, m.inbox_id, c.contact_id, b.channel, b.paused_for is not null as is_paused, b.sealed_credentials as sealed, m.meta->'files' as files
   from message m join conversation c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
   join inbox b on b.tenant_id = m.tenant_id and b.id = m.inbox_id
   where m.tenant_id = $1::uuid and m.id = $2::uuid and m.deleted_at is null`,
);

/** So long providers keep a file that nobody has fetched. */
const KEPT_MS = 7 * 24 * 3_600_000;
/** How often it is looked whether refused credentials were mended. */
const MENDED_SECONDS = 300;

/** Brings the files of a message from its provider to the storage, one by one, streamed. What cannot be had is said in the message. */
export async function fetchFiles(
  ctx: TenantCtx<SystemActor>,
  messageId: string,
  run: HandlerRun,
): Promise<void> {
  const { sql } = runtime().db;
  const [row] = await sql(GET, [ctx.tenantId, messageId]);
  for (const file of row?.files ?? []) {
    if (file.fileId || file.error) continue;
    const own = { tenantId: ctx.tenantId, inboxId: row!.inbox_id, messageId };
    let stored: StoredAttachment;
    try {
      stored = await bring(sql, ctx, row!, file, run);
    } catch (error) {
      if (error instanceof NotYet) throw error;
      const words = finalWords(error, run);
      if (words === null) throw new RetryAfter(Math.max(1, retryDelay(run.attempt)), messageOf(error));
      await giveUp(own, file.ref, words);
      continue;
    }
    await attach(own, file.ref, stored);
  }
}

async function bring(
  sql: Sql,
  ctx: TenantCtx<SystemActor>,
  row: Row,
  file: MetaFile,
  run: HandlerRun,
): Promise<StoredAttachment> {
  const { wire } = getChannel(row.channel);
  if (!wire || !row.sealed) throw new AppError("unavailable", "The inbox is not connected.");
  const isKept = clock.now() - row.created_at.getTime() < KEPT_MS;
  refuseProgram(file.name);
  if (row.is_paused && isKept) throw new NotYet(MENDED_SECONDS, "The inbox is paused.");
  const place = { tenantId: ctx.tenantId, inboxId: row.inbox_id };
  const credentials = wire.credentials.parse(await openCredentials(sql, place, row.sealed));
  const fetched = await wire.fetchFile(file.ref, {
    credentials,
    call: callerOf(wire, credentials, run.signal),
    open: openerOf(wire, { credentials, maxBytes: MAX_FILE_BYTES, signal: run.signal }),
  });
  if (fetched.type === "failed") {
    const { class: kind, code, reason, fix, retryAfter } = fetched.failure;
    if (kind === "credentials") {
      await pauseInbox(ctx, row.inbox_id, { code, reason, fix }, sealMark(row.sealed));
      if (isKept) throw new NotYet(MENDED_SECONDS, reason);
    }
    if (kind === "retry" && retryAfter && isKept) throw new NotYet(retryAfter, reason);
    throw new AppError(kind === "retry" ? "unavailable" : "bad_request", reason);
  }
  const contentType = (file.contentType || fetched.contentType) ?? "application/octet-stream";
  const name = file.name ?? fetched.name ?? nameOf(contentType);
  if (isProgram(name)) fetched.body.destroy();
  refuseProgram(name);
  const uploader = { kind: "contact", id: row.contact_id } as const;
  // What is said when it is handed over counts: the message may speak of another rendering of it.
  const size = fetched.size ?? file.size;
  const { url: _, ...stored } = await uploadFile(ctx, uploader, {
    name,
    contentType,
    body: fetched.body,
    size,
  });
  return stored;
}

function refuseProgram(name: string | null): void {
  if (name !== null && isProgram(name))
    throw new AppError("bad_request", "It is a program. Ask for it in a ZIP archive, or for a link.");
}

/** "picture.jpeg" of image/jpeg. */
function nameOf(contentType: string): string {
  const [, kind = "", type = ""] = /^(\w+)\/([\w.+-]+)/.exec(contentType) ?? [];
  const known: Record<string, string> = { image: "picture", audio: "voice", video: "video" };
  return `${known[kind] ?? "file"}.${type.replace(/^x-/, "") || "bin"}`;
}

/** Null while another try may help. */
function finalWords(error: unknown, run: HandlerRun): string | null {
  const isOurs = error instanceof AppError && error.code !== "unavailable";
  const isTooLarge = error instanceof GuardedError && error.reason === "too_large";
  if (isTooLarge) return "It is larger than 40 MB.";
  if (isOurs) return error.message;
  if (run.attempt < run.maxAttempts) return null;
  const isInWords = error instanceof ProviderSilent || error instanceof AppError;
  return isInWords ? error.message : "The provider did not hand it over.";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

type Own = { tenantId: string; inboxId: string; messageId: string };
const TIE = statement<never>(
  "file_tie",
  "update file set message_id = $3::uuid where tenant_id = $1::uuid and id = $2::uuid",
);

function attach(own: Own, ref: string, stored: StoredAttachment): Promise<void> {
  return changeMessage(own, async (message, sql) => {
    const files = message.meta?.files ?? [];
    // Revoked meanwhile: the bytes are cleaned away as never attached.
    if (!files.some((file) => file.ref === ref && !file.fileId)) return null;
    await sql(TIE, [own.tenantId, stored.fileId, own.messageId]);
    const now = files.map((file) => (file.ref === ref ? { ...file, fileId: stored.fileId } : file));
    const placeOf = ({ fileId }: StoredAttachment) => now.findIndex((file) => file.fileId === fileId);
    return {
      ...message,
      attachments: [...message.attachments, stored].sort((a, b) => placeOf(a) - placeOf(b)),
      meta: { ...message.meta, files: now },
    };
  });
}

function giveUp(own: Own, ref: string, words: string): Promise<void> {
  return changeMessage(own, async (message) => {
    const files = message.meta?.files ?? [];
    const [file] = files.filter((one) => one.ref === ref && !one.error && !one.fileId);
    if (!file) return null;
    const line = `⚠ ${file.name ?? "A file"} could not be fetched. ${words}`;
    const now = files.map((one) => (one === file ? { ...one, error: words } : one));
    const content = [message.content, line].filter(Boolean).join("\n");
    return { ...message, content, meta: { ...message.meta, files: now } };
  });
}

/** The outbox's way to fetchFiles. */
export const fetchHandler: Handler = handler({
  payload: z.object({ messageId: z.uuid() }),
  timeoutSeconds: 300,
  run: (ctx, { messageId }, run) => fetchFiles(ctx, messageId, run),
});
