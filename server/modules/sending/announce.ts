import type { Wire } from "../../channels/contract";
import { ProviderSilent } from "../../channels/outbound";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { addressMark, canAnnounce, openConnection } from "../inboxes/connection";
import type { InboxId } from "../inboxes/schema";
import { tellReferenceNow } from "../tenants/live";
import { callerOf } from "./call";

const TIMEOUT_MS = 15_000;

const TOLD = statement<never>(
  "inbox_announced",
  "update inbox set announced_to = $3::text where tenant_id = $1::uuid and id = $2::uuid",
);

/**
 * Tells the provider where to deliver, and keeps whether it took that; answers what it said against it. The inbox is there
 * whatever that is.
 */
export async function announce(
  { tenantId, inboxId }: { tenantId: string; inboxId: string },
  given: { wire: Wire; credentials: unknown; webhookUrl: string },
): Promise<string | null> {
  const warning = await tell(given);
  const { wire, credentials, webhookUrl } = given;
  const isTold = warning === null && canAnnounce(wire, credentials);
  await runtime().db.sql(TOLD, [tenantId, inboxId, isTold ? addressMark(webhookUrl) : null]);
  tellReferenceNow({ tenantId }, "inboxes");
  return warning;
}

async function tell({
  wire,
  credentials,
  webhookUrl,
}: {
  wire: Wire;
  credentials: unknown;
  webhookUrl: string;
}) {
  try {
    const call = callerOf(wire, credentials, AbortSignal.timeout(TIMEOUT_MS));
    const refused = await wire.announce?.({ credentials, webhookUrl, call });
    return refused
      ? `The provider was told where to deliver and refused: ${refused.reason} ${refused.fix}`
      : null;
  } catch (error) {
    const { reason } = silenceOf(error);
    return `The provider could not be told where to deliver. ${reason}`;
  }
}

/** Tells the provider once more where to deliver, for an inbox whose deliveries go elsewhere. Throws not_found. */
export async function announceAgain(
  ctx: { tenantId: string },
  { inboxId }: InboxId,
): Promise<{ warning: string | null }> {
  const { wire, credentials, webhookUrl } = await openConnection(runtime().db.sql, ctx.tenantId, inboxId);
  const given = { wire, credentials: wire.credentials.parse(credentials), webhookUrl };
  return { warning: await announce({ tenantId: ctx.tenantId, inboxId }, given) };
}

/** What is said of a provider that could not be asked. Throws what is no silence. */
export function silenceOf(error: unknown): { reason: string; fix: string } {
  if (!(error instanceof ProviderSilent)) throw error;
  return {
    reason: "The provider could not be reached.",
    fix: `Try again in a moment. It said: ${error.message}`,
  };
}
