import { z } from "zod";
import { AppError } from "../../core/errors";
import type { TenantId } from "../../core/ids";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { readToken, sha256Hex, signToken } from "../../infra/signing";

const PURPOSE = "mail-stop";
const Stop = z.object({ t: z.uuid(), h: z.string().regex(/^[0-9a-f]{64}$/) });

/** The token of a mail's way out. It names the address by its hash only, and does not run out. */
export const StopToken = z.object({
  token: z.string().regex(/^[A-Za-z0-9_.-]{20,600}$/, "This link is not complete"),
});
export type StopToken = z.infer<typeof StopToken>;

export function addressHash(email: string): string {
  return sha256Hex(email.trim().toLowerCase());
}

/** Two addresses that end a business's mails to this address: a page for people, and one for mail programs (RFC 8058). */
export function stopLinks(tenantId: TenantId, email: string): { stop: string; stopNow: string } {
  const { appUrl, secrets } = runtime();
  const token = signToken(secrets.appSecret, PURPOSE, { t: tenantId, h: addressHash(email) });
  return {
    stop: `${appUrl}/unsubscribe/${token}`,
    stopNow: `${appUrl}/api/widget/unsubscribe?token=${token}`,
  };
}

const BUSINESS = statement<{ name: string; is_stopped: boolean }>(
  "mail_stop_business",
  `select t.name, exists (select 1 from mail_stop s where s.tenant_id = t.id and s.address_hash = $2::text) as is_stopped
   from tenant t where t.id = $1::uuid`,
);
const STOP = statement<never>(
  "mail_stop",
  `insert into mail_stop (tenant_id, address_hash) select t.id, $2::text from tenant t where t.id = $1::uuid
   on conflict do nothing`,
);

/** Whose mails the link ends, and whether it has. Throws not_found. */
export async function readStop({ token }: StopToken): Promise<{ business: string; isStopped: boolean }> {
  const { t, h } = readStopToken(token);
  const [found] = await runtime().db.sql(BUSINESS, [t, h]);
  if (!found) throw noSuchLink();
  return { business: found.name, isStopped: found.is_stopped };
}

/** From here on nothing of the website's goes to that address. Again is fine. Throws not_found. */
export async function stopMail({ token }: StopToken): Promise<void> {
  const { t, h } = readStopToken(token);
  await runtime().db.sql(STOP, [t, h]);
}

function readStopToken(token: string): z.infer<typeof Stop> {
  const parsed = Stop.safeParse(readToken(runtime().secrets.appSecret, PURPOSE, token));
  if (!parsed.success) throw noSuchLink();
  return parsed.data;
}

function noSuchLink(): AppError {
  return new AppError(
    "not_found",
    "There is nothing under this address. Copy the whole link from the e-mail.",
  );
}

const IS_STOPPED = statement<{ is_stopped: boolean }>(
  "mail_is_stopped",
  "select exists (select 1 from mail_stop s where s.tenant_id = $1::uuid and s.address_hash = $2::text) as is_stopped",
);

export async function isMailStopped(tenantId: TenantId, email: string): Promise<boolean> {
  const [row] = await runtime().db.sql(IS_STOPPED, [tenantId, addressHash(email)]);
  return row?.is_stopped ?? false;
}
