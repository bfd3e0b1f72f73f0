import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Channel, Wire } from "../../channels/contract";
import { findChannel } from "../../channels/registry";
import type { MemberActor, SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { runtime } from "../../infra/runtime";
import { welcomeEverybody } from "./create";
import { providerNamesOf, sealCredentials } from "./credentials";

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
        providerNames: providerNamesOf(wire, credentials),
      },
    });
    await welcomeEverybody(tx, ctx, inboxId, { name, channel: key });
  });
  const webhookUrl = webhookUrlOf(channel, inboxId, credentials);
  return { inboxId, webhookUrl, ...wire.handsOut(credentials), wire, credentials };
}

export function webhookUrlOf(
  { key, wire }: Pick<Channel, "key" | "wire">,
  inboxId: string,
  credentials: unknown,
): string {
  const secret = wire?.secretPath?.(credentials);
  return `${runtime().appUrl}/api/webhooks/${key}/${inboxId}${secret ? `/${secret}` : ""}`;
}

/**
 * What somebody has given, as the channel wants it; what is left empty counts as not given where it may be. Throws bad_request
 * with words for every field that is wrong.
 */
export function parseCredentials(wire: Pick<Wire, "credentials" | "fields">, given: unknown): unknown {
  const parsed = wire.credentials.safeParse(withoutEmpty(wire, given));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") ?? "";
  const fields: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) {
    const name = path.join(".");
    const label = wire.fields.find((one) => one.name === name)?.label ?? name;
    fields[`credentials.${name}`] ??= `${label} ${message}`;
  }
  // Never the value: it is a secret.
  throw new AppError("bad_request", field ? `${field} ${issue?.message}` : z.prettifyError(parsed.error), {
    ...(field && { field: `credentials.${field}`, fields }),
  });
}

function withoutEmpty(wire: Pick<Wire, "fields">, given: unknown): unknown {
  if (typeof given !== "object" || given === null) return given;
  const isOptional = (name: string) => wire.fields.some((field) => field.name === name && field.isOptional);
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => value !== "" || !isOptional(name)),
  );
}
