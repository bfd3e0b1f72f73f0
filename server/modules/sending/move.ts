import type { Channel } from "../../channels/contract";
import { getChannel } from "../../channels/registry";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { openWindowsOf } from "../conversations/window";
import { parseCredentials, webhookUrlOf } from "../inboxes/connect";
import { openConnection } from "../inboxes/connection";
import { putCredentials } from "../inboxes/credentials";
import type { MoveInbox } from "../inboxes/schema";
import { tellOwnersOfMove } from "../inboxes/tell-owners";
import { forgetChannel } from "../messages/window";
import { oweRefresh } from "../templates/store";
import { publish } from "../tenants/publish";
import { announce } from "./announce";
import { placeOf, refuseUnknown, wireOf } from "./connect";
import { goOn } from "./pause";

const SWITCH = statement<never>(
  "inbox_switch_channel",
  `update inbox set channel = $3::text, settings = '{}'::jsonb, paused_for = null, updated_at = now()
   where tenant_id = $1::uuid and id = $2::uuid`,
);
const UNPAIR = statement<never>(
  "inbox_unpair",
  "delete from inbox_pairing where tenant_id = $1::uuid and inbox_id = $2::uuid",
);
const WAITING = statement<{ n: number }>(
  "inbox_deliveries_waiting",
  `select count(*)::int as n from delivery d
   where d.tenant_id = $1::uuid and d.inbox_id = $2::uuid and d.state = 'received'`,
);

/**
 * Gives an inbox another channel of the same network in one step: its conversations, contacts and their names stay, and what
 * waits to go out goes the new way. Every owner is told by mail. Throws bad_request with words for each wrong field, conflict
 * for a channel that cannot take its place or while deliveries of the old one are still being read, not_found.
 */
export async function moveInbox(
  ctx: MemberCtx,
  { inboxId, channel: key, credentials: given }: MoveInbox,
): Promise<{ warning: string | null }> {
  const { tenantId } = ctx;
  const { db } = runtime();
  const before = await openConnection(db.sql, tenantId, inboxId);
  const wire = wireOf(key);
  const channel = getChannel(key);
  refuseUnlessFits(before.channel, channel);
  const credentials = parseCredentials(wire, given);
  const webhookUrl = webhookUrlOf(channel, inboxId, credentials);
  const silence = await refuseUnknown(wire, credentials, null);
  await db.transaction(async (tx) => {
    const now = await openConnection(tx.sql, tenantId, inboxId, true);
    refuseUnlessFits(now.channel, channel);
    const [waiting] = await tx.sql(WAITING, [tenantId, inboxId]);
    if (waiting?.n) throw new AppError("conflict", "Messages are just coming in. Try again in a moment.");
    await tx.sql(SWITCH, [tenantId, inboxId, key]);
    await putCredentials(tx.sql, { tenantId, inboxId }, wire, credentials);
    await tx.sql(UNPAIR, [tenantId, inboxId]);
    const { replyWindowHours: hours } = channel.capabilities;
    if (hours) await openWindowsOf(tx, ctx, { inboxId, hours });
    const [from, to] = [
      `${now.channel.name} (${placeOf(now.wire, now.wire.credentials.parse(now.credentials))})`,
      `${channel.name} (${placeOf(wire, credentials)})`,
    ];
    await tellOwnersOfMove(tx, ctx, { inboxId, from, to, isOfficial: true });
    await publish(tx, ctx, { type: "inbox.updated", inboxId });
    if (wire.listTemplates) await oweRefresh(tx.sql, { ...ctx, inboxId }, "moved");
    const target = { kind: "inbox", id: inboxId };
    const [was, is] = [{ channel: now.channel.key }, { channel: key }];
    await audit(tx, ctx, { action: "inbox.move", target, before: was, after: is });
    await goOn(tx, tenantId, inboxId);
  });
  forgetChannel(inboxId);
  return { warning: silence ?? (await announce({ tenantId, inboxId }, { wire, credentials, webhookUrl })) };
}

function refuseUnlessFits(from: Channel, to: Channel): void {
  const { network } = from.capabilities;
  const fits = network && network === to.capabilities.network && from.key !== to.key;
  if (!fits || to.capabilities.isUnofficial)
    throw new AppError("conflict", `${to.name} cannot take the place of ${from.name}.`, { field: "channel" });
}
