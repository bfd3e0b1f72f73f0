import { listChannels } from "../../channels/registry";
import type { MemberActor, MemberCtx, SystemActor, TenantCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { listConnectable } from "./connection";
import type { ChannelListed, UnofficialInbox } from "./schema";

const UNOFFICIAL = listChannels().flatMap(({ key, capabilities }) =>
  capabilities.isUnofficial ? [key] : [],
);

const LIST = statement<UnofficialInbox>(
  "inboxes_unofficial",
  `select id, name from inbox where tenant_id = $1::uuid and channel = any($2::text[]) and disabled_at is null
   order by lower(name), id limit 20`,
);

/** The inboxes that their network does not allow, by name. */
export function listUnofficial({ tenantId }: Pick<TenantCtx, "tenantId">): Promise<UnofficialInbox[]> {
  return runtime().db.sql(LIST, [tenantId, UNOFFICIAL]);
}

const ACCEPTED = statement<{ is_accepted: boolean }>(
  "tenant_risk_accepted",
  "select risk_accepted_at is not null as is_accepted from tenant where id = $1::uuid",
);
const ACCEPT = statement<{ id: string }>(
  "tenant_accept_risk",
  "update tenant set risk_accepted_at = now() where id = $1::uuid and risk_accepted_at is null returning id",
);

async function isAccepted({ tenantId }: Pick<TenantCtx, "tenantId">): Promise<boolean> {
  const [row] = await runtime().db.sql(ACCEPTED, [tenantId]);
  return row?.is_accepted ?? false;
}

/** Every channel, with what its form asks for; the risk of an unofficial one is accepted once for the whole business. */
export async function listConnectableFor(
  ctx: MemberCtx,
): Promise<(ChannelListed & { needsConsent: boolean })[]> {
  const hasConsent = await isAccepted(ctx);
  return listConnectable().map((channel) => ({
    ...channel,
    needsConsent: channel.isUnofficial && !hasConsent,
  }));
}

/** Before an unofficial inbox is made. The first acceptance stands in the audit log. Answers whether this is it. Throws bad_request without it. */
export async function requireConsent(
  ctx: TenantCtx<MemberActor | SystemActor>,
  channel: string,
  acceptsRisk = false,
): Promise<boolean> {
  if (!UNOFFICIAL.includes(channel) || (await isAccepted(ctx))) return false;
  if (!acceptsRisk) {
    const words = "Accept the risk of an unofficial connection first";
    throw new AppError("bad_request", words, { field: "acceptsRisk", fields: { acceptsRisk: words } });
  }
  return await runtime().db.transaction(async (tx) => {
    const [accepted] = await tx.sql(ACCEPT, [ctx.tenantId]);
    if (!accepted) return false;
    const target = { kind: "tenant", id: ctx.tenantId };
    await audit(tx, ctx, { action: "tenant.accept_risk", target, after: { channel } });
    return true;
  });
}
