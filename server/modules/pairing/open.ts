import type { Wire } from "../../channels/contract";
import { type CallProvider, type OpenFile, ProviderSilent } from "../../channels/outbound";
import type { Pairing } from "../../channels/pairing";
import type { MemberActor, SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { runtime } from "../../infra/runtime";
import { type OpenConnection, openConnection } from "../inboxes/connection";
import { callerOf, openerOf } from "../sending/call";

export type Ctx = TenantCtx<MemberActor | SystemActor>;
export type Opened = {
  connection: OpenConnection;
  wire: Wire;
  pairing: Pairing;
  given: { credentials: unknown; call: CallProvider; open: OpenFile };
};

const TIMEOUT_MS = 10_000;
const MAX_FILE = 1_000_000;

/** An inbox whose account a phone has to join. Throws not_found for any other. */
export async function openPairing(ctx: Ctx, inboxId: string, signal?: AbortSignal): Promise<Opened> {
  const connection = await openConnection(runtime().db.sql, ctx.tenantId, inboxId);
  const { wire } = connection;
  if (!wire.pairing) throw new AppError("not_found", "No phone is paired with an inbox of this channel.");
  const credentials = wire.credentials.parse(connection.credentials);
  const ends = signal ?? AbortSignal.timeout(TIMEOUT_MS);
  const open = openerOf(wire, { credentials, maxBytes: MAX_FILE, signal: ends });
  return {
    connection,
    wire,
    pairing: wire.pairing,
    given: { credentials, call: callerOf(wire, credentials, ends), open },
  };
}

/** Runs it, and has a provider that is silent answer in words. Throws unavailable. */
export async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ProviderSilent)) throw error;
    throw new AppError("unavailable", `The gateway could not be reached. ${error.message}`);
  }
}

export const systemOf = ({ tenantId, traceId }: Ctx): TenantCtx<SystemActor> => ({
  ...{ tenantId, traceId, ip: "", actor: { kind: "system", name: "pairing" } as const },
});
