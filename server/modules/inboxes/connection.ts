import { createHash } from "node:crypto";
import type { Channel, CredentialField, Wire } from "../../channels/contract";
import { getChannel, listChannels } from "../../channels/registry";
import type { TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { type Sql, statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { webhookUrlOf } from "./connect";
import { openCredentials } from "./credentials";
import type { ChannelListed, ConnectionDetail, FieldListed, InboxId } from "./schema";

/** Every channel, with what its form asks for. */
export function listConnectable(): ChannelListed[] {
  return listChannels().map(({ key, name, lead, glyph, wire, capabilities }) => ({
    ...{ key, name, lead, glyph },
    ...{ isUnofficial: capabilities.isUnofficial ?? false, network: capabilities.network ?? null },
    fields: (wire?.fields ?? []).map((field) => listField(field, {})),
  }));
}

/** An inbox at a provider, with its credentials in the open: for the server's own use. */
export type OpenConnection = {
  inboxId: string;
  channel: Channel;
  wire: Wire;
  webhookUrl: string;
  credentials: Record<string, unknown>;
};

const GET = statement<{ channel: string; sealed: Buffer | null }>(
  "inbox_connection",
  "select channel, sealed_credentials as sealed from inbox where tenant_id = $1::uuid and id = $2::uuid",
);
const LOCK = statement<{ channel: string; sealed: Buffer | null }>(
  "inbox_connection_lock",
  `select channel, sealed_credentials as sealed from inbox where tenant_id = $1::uuid and id = $2::uuid for update`,
);

/** Throws not_found: there is no such inbox, or it has no provider. `isLocked`: until the transaction ends. */
export async function openConnection(
  sql: Sql,
  tenantId: string,
  inboxId: string,
  isLocked = false,
): Promise<OpenConnection> {
  const [row] = await sql(isLocked ? LOCK : GET, [tenantId, inboxId]);
  const channel = row && getChannel(row.channel);
  if (!channel?.wire) throw new AppError("not_found", "There is no inbox with a provider under this id.");
  const credentials = row!.sealed ? await openCredentials(sql, { tenantId, inboxId }, row!.sealed) : {};
  return {
    ...{ inboxId, channel, wire: channel.wire, webhookUrl: webhookUrlOf(channel, inboxId, credentials) },
    credentials: credentials as Record<string, unknown>,
  };
}

/** Says which address it was without naming it: some of them hold a secret. */
export const addressMark = (url: string) => createHash("sha256").update(url).digest("base64url");

/** Whether the provider can be told by us where to deliver. */
export function canAnnounce(wire: Pick<Wire, "announce" | "isAnnounced">, credentials: unknown): boolean {
  return wire.announce !== undefined && (wire.isAnnounced?.(credentials) ?? true);
}

const ANNOUNCED = statement<{ mark: string | null }>(
  "inbox_announced_to",
  "select announced_to as mark from inbox where tenant_id = $1::uuid and id = $2::uuid",
);

/** How an inbox is connected, without what is secret in it. Throws not_found. */
export async function getConnection(
  ctx: Pick<TenantCtx, "tenantId">,
  { inboxId }: InboxId,
): Promise<ConnectionDetail> {
  const { sql } = runtime().db;
  const open = await openConnection(sql, ctx.tenantId, inboxId);
  const [announced] = await sql(ANNOUNCED, [ctx.tenantId, inboxId]);
  const { channel, wire, credentials, webhookUrl } = open;
  return {
    ...{ channel: channel.key, channelName: channel.name, webhookUrl },
    fields: wire.fields.map((field) => listField(field, credentials)),
    verifyToken: wire.handsOut(credentials).verifyToken ?? null,
    canAnnounce: canAnnounce(wire, credentials),
    isAnnounced: canAnnounce(wire, credentials) && announced?.mark === addressMark(webhookUrl),
    isWatched: wire.listTemplates !== undefined,
  };
}

/** Of a secret the last four characters, and of a short one nothing. */
export function listField(field: CredentialField, credentials: Record<string, unknown>): FieldListed {
  const kept = credentials[field.name];
  const text = typeof kept === "string" ? kept : "";
  return { ...field, value: !field.isSecret ? text : text.length >= 12 ? text.slice(-4) : text && "••••" };
}
