import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Channel, Wire } from "../../channels/contract";
import { findChannel } from "../../channels/registry";
import type { MemberActor, SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { runtime } from "../../infra/runtime";
import { welcomeEverybody } from "./create";
import { sealCredentials } from "./credentials";

export type Connected = {
  inboxId: string;
  /** For the provider's settings. */
  webhookUrl: string;
  verifyToken?: string;
  secret?: string;
  wire: Wire;
  credentials: unknown;
};

/**
 * A new inbox at a provider, its credentials sealed. Says nothing to the provider. Throws not_found for a channel that is none,
 * bad_request with the wrong field of the credentials.
 */
export async function connectInbox(
  ctx: TenantCtx<MemberActor | SystemActor>,
  { channel: key, name, credentials: given }: { channel: string; name: string; credentials: unknown },
): Promise<Connected> {
  const channel = findChannel(key);
  if (!channel?.wire)
    throw new AppError("not_found", `There is no channel “${key}” with a provider.`, { field: "channel" });
  const { wire } = channel;
  const credentials = parseCredentials(wire, given);
  const inboxId = newId();
  await runtime().db.transaction(async (tx) => {
    const { tenantId } = ctx;
    const sealed = await sealCredentials(tx.sql, { tenantId, inboxId }, credentials);
    await tx.prisma.inbox.create({
      data: {
        ...{ id: inboxId, tenantId, channel: key, name, publicId: randomBytes(9).toString("base64url") },
        sealedCredentials: Uint8Array.from(sealed),
      },
    });
    await welcomeEverybody(tx, ctx, inboxId, { name, channel: key });
  });
  const webhookUrl = webhookUrlOf(channel, inboxId);
  return { inboxId, webhookUrl, ...wire.handsOut(credentials), wire, credentials };
}

export function webhookUrlOf({ key }: Pick<Channel, "key">, inboxId: string): string {
  return `${runtime().appUrl}/api/webhooks/${key}/${inboxId}`;
}

function parseCredentials(wire: Wire, given: unknown): unknown {
  const parsed = wire.credentials.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") ?? "";
  // Never the value: it is a secret.
  throw new AppError("bad_request", field ? `${field} ${issue?.message}` : z.prettifyError(parsed.error), {
    field: `credentials.${field}`,
  });
}
