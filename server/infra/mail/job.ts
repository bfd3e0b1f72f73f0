import { z } from "zod";
import type { Sql } from "../db";
import { enqueue } from "../outbox/enqueue";
import { GiveUp, type Handler, handler } from "../outbox/entry";
import type { Mailer } from "./mailer";
import { MailContent, renderTemplate } from "./templates/templates";

export const MAIL_KIND = "mail.send";

const MailJob = z.intersection(z.object({ to: z.email().max(320) }), MailContent);
export type MailJob = z.infer<typeof MailJob>;

/**
 * Owes one mail if the caller's transaction commits. `tenantId` is null for mail to a user who is asked nothing by a
 * tenant (a forgotten password). The same `idempotencyKey` is sent once.
 */
export async function enqueueMail(
  sql: Sql,
  mail: MailJob & { tenantId: string | null; idempotencyKey: string; traceId: string },
): Promise<void> {
  const { tenantId, idempotencyKey, traceId, ...payload } = mail;
  await enqueue(sql, [{ tenantId, kind: MAIL_KIND, idempotencyKey, payload, traceId }]);
}

/** Sends the mail of an outbox entry. A receiver's final refusal (SMTP 5xx to this mail) is a dead letter at once. */
export function mailHandler(mailer: Mailer): Handler {
  return handler({
    payload: MailJob,
    forgetsPayload: true,
    async run(_ctx, job, { idempotencyKey }) {
      try {
        await mailer.send({ to: job.to, ...renderTemplate(job), key: idempotencyKey });
      } catch (error) {
        throw isFinal(error) ? new GiveUp((error as Error).message, { cause: error }) : error;
      }
    },
  });
}

/** RFC 5321 section 4.2.1: 5yz is permanent. A refused sign-in is not about this mail and can be mended. */
function isFinal(error: unknown): boolean {
  const { responseCode = 0, code } = error as { responseCode?: number; code?: string };
  return responseCode >= 500 && code !== "EAUTH";
}
