import { can, type MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { enqueueMail } from "../../infra/mail/job";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { recordActivity } from "../conversations/change";
import { tellLive } from "../conversations/live";
import { getConversationRow, getManageableRow } from "../conversations/queries";
import { readSaid, type TranscriptLine } from "./said";
import type { SendTranscript } from "./transcript-schema";

/**
 * Sends what was said, without notes and activity, to the contact or to another address. It leaves the product, so it is
 * audited. Throws not_found, forbidden, conflict (no address, nothing said), too_many_requests.
 */
export async function sendTranscript(ctx: MemberCtx, input: SendTranscript): Promise<{ to: string }> {
  const { db, limiter } = runtime();
  const row = await (can(ctx.actor, "conversation_export") ? getConversationRow : getManageableRow)(
    db.sql,
    ctx,
    input.conversationId,
  );
  const to = input.to ?? row.contact_email;
  if (!to) {
    throw new AppError("conflict", `No e-mail address is known of ${row.contact_name}. Give another one.`, {
      field: "to",
    });
  }
  await limiter.enforce("transcript.tenant", ctx.tenantId);
  const told = await db.transaction(async (tx) => {
    const { lines, ...said } = await readSaid(tx, ctx, row.id);
    if (lines.length === 0) throw new AppError("conflict", "Nothing has been said here yet.");
    const data = {
      ...said,
      contact: row.contact_name,
      number: row.display_number,
      lines: lines.map(sentence),
    };
    const mail = { to, template: "transcript" as const, data, tenantId: ctx.tenantId, traceId: ctx.traceId };
    await enqueueMail(tx.sql, { ...mail, idempotencyKey: `transcript:${newId()}` });
    await audit(tx, ctx, {
      action: "conversation.transcript",
      target: { kind: "conversation", id: row.id },
      after: { to, messages: lines.length },
    });
    return recordActivity(tx, ctx, row, { type: "transcript", to });
  });
  tellLive([told]);
  return { to };
}

/** "21/11/2026, 14:31 · Grace: What she wrote [photo.png]" */
function sentence({ at, author, content, files }: TranscriptLine): string {
  const names = files.map((name) => `[${name}]`);
  return `${at} · ${author}: ${[content, ...names].filter(Boolean).join(" ")}`;
}
