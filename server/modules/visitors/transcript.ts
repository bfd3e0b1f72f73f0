import { z } from "zod";
import { WebSettings } from "../../channels/web/settings";
import { AppError } from "../../core/errors";
import { newId, type TenantId } from "../../core/ids";
import type { Tx } from "../../infra/db";
import { enqueueMail } from "../../infra/mail/job";
import { runtime } from "../../infra/runtime";
import { changeConversation, recordActivity } from "../conversations/change";
import type { SummaryRow } from "../conversations/summary";
import { readSaid, type TranscriptLine } from "../messages/said";
import { chatEnded } from "./commands";
import { fillDetails } from "./details";
import { visitorCtx } from "./end";
import { addressHash, isMailStopped, stopLinks } from "./mail-stop";
import { teamWords, visitorWords } from "./mail-words";

/** POST /api/widget/transcript. `email` where the answer before said that none is known. */
export const AskTranscript = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.email("An e-mail looks like name@example.com").max(254))
    .optional(),
});
export type AskTranscript = z.infer<typeof AskTranscript>;

type Theirs = { tenantId: TenantId; identityId: string; conversationId: string };

/**
 * Sends the visitor's own conversation to the address that is known of them, or to the one they give where none is. Nobody
 * sends words of their own to a stranger with it: the team must have answered, and what the visitor wrote goes in full only
 * where the team knows the address. Throws bad_request (field email: none is known), conflict, too_many_requests.
 */
export async function sendOwnTranscript(
  claims: Theirs,
  { email }: AskTranscript,
  from: { ip: string; traceId: string },
): Promise<{ to: string }> {
  const { limiter, db } = runtime();
  const { tenantId, identityId, conversationId } = claims;
  const ctx = visitorCtx(tenantId, from.traceId);
  const found = await db.prisma.conversation.findFirst({
    where: { tenantId, id: conversationId, identityId },
    select: { contact: { select: { email: true } }, inbox: { select: { settings: true } } },
  });
  if (!found) throw chatEnded();
  const known = found.contact.email;
  const to = known ?? email;
  if (!to) throw new AppError("bad_request", "Enter the e-mail address it goes to.", { field: "email" });
  await limiter.enforce("widget.transcript.ip", from.ip);
  await limiter.enforce("widget.transcript.visitor", identityId);
  await limiter.enforce("widget.transcript.address", `${tenantId}:${addressHash(to)}`);
  if (await isMailStopped(tenantId, to))
    throw new AppError("conflict", "This address takes no mails from this chat.", { field: "email" });
  const { colour, requiresHash } = WebSettings.parse(found.inbox.settings);
  await changeConversation(ctx, conversationId, async (tx, row) => {
    if (row.identity_id !== identityId) throw chatEnded();
    await oweTranscript(tx, { tenantId, row, to, colour, traceId: from.traceId });
    return recordActivity(tx, ctx, row, { type: "transcript", to }, true);
  });
  const said = { id: null, name: null, email: to };
  if (!known && !requiresHash)
    await fillDetails(db, { tenantId, identityId, user: said, traceId: from.traceId });
  return { to: known ? masked(known) : to };
}

async function oweTranscript(
  tx: Tx,
  given: { tenantId: TenantId; row: SummaryRow; to: string; colour: string; traceId: string },
): Promise<void> {
  const { tenantId, row, to, colour, traceId } = given;
  const { tenant, lines, isCut } = await readSaid(tx, { tenantId }, row.id);
  if (!lines.some(({ isMember }) => isMember))
    throw new AppError("conflict", "Nobody has answered yet. Ask for the copy when there is an answer.");
  const said = await tx.prisma.identity.findMany({
    where: { tenantId, contactId: row.contact_id },
    select: { data: true },
  });
  const isProved =
    row.contact_email === to &&
    !said.some(({ data }) => (data as { said?: { email?: string } }).said?.email === to);
  await enqueueMail(tx.sql, {
    tenantId,
    to,
    template: "own-transcript",
    data: {
      business: tenant,
      colour,
      said: lines.map((line) => lineOf(line, isProved)),
      isCut,
      ...stopLinks(tenantId, to),
    },
    idempotencyKey: `own-transcript:${newId()}`,
    traceId,
  });
}

function lineOf({ at, author, isOwn, content, files }: TranscriptLine, isProved: boolean) {
  return {
    author: (isOwn ? "You" : author).slice(0, 200),
    at,
    text: isOwn ? visitorWords(content, isProved) : teamWords(content),
    files: isOwn && !isProved ? [] : files.map((name) => name.slice(0, 200)),
    isOurs: !isOwn,
  };
}

/** "g•••@example.com": whoever sits at this browser learns no address that they did not give here. */
function masked(email: string): string {
  return email.replace(/^(.).*@/, "$1•••@");
}
