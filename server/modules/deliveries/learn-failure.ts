import type { Failure } from "../../channels/inbound";
import { clock } from "../../core/clock";
import { enqueue } from "../../infra/outbox/enqueue";
import { wakeOutbox } from "../../infra/outbox/wake";
import { runtime } from "../../infra/runtime";
import { stopMarketingOf } from "./marketing";
import type { Ctx } from "./people";

/** The outbox's work of sending once more what a provider had taken and could not deliver. */
export const RESEND_KIND = "message.resend";

/** A refusal that was told so long ago says nothing of how the inbox stands now, and sends nothing again. */
export const NEWS_MS = 3_600_000;

type Told = { tenantId: string; inboxId: string; externalId: string; messageId?: string | undefined };

/** What a status that says that a message has failed means beyond the message; said twice, it means the same. */
export async function learnOfFailure(
  { traceId }: Ctx,
  told: Told,
  { stopsMarketing, isWorthOnce, code }: Failure,
  at: Date,
): Promise<void> {
  const { sql } = runtime().db;
  if (stopsMarketing) await stopMarketingOf(sql, told, at);
  if (!isWorthOnce || at.getTime() <= clock.now() - NEWS_MS) return;
  const { tenantId, inboxId, externalId, messageId = null } = told;
  const entry = {
    kind: RESEND_KIND,
    idempotencyKey: `${RESEND_KIND}:${inboxId}:${externalId}`,
    maxAttempts: 5,
  };
  await enqueue(sql, [{ ...entry, tenantId, traceId, payload: { inboxId, externalId, messageId, code } }]);
  wakeOutbox();
}
