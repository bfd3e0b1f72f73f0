import type { InboundItem } from "../../channels/inbound";
import { newId } from "../../core/ids";
import { runtime } from "../../infra/runtime";
import { keepPerDay, noteNews } from "../inboxes/health";
import { oweRefresh } from "../templates/store";
import { tellReferenceNow } from "../tenants/live";
import type { Ctx, Place } from "./people";

/** News of the business's own account stand in the ledger and in the inbox's settings; what is an alarm is logged for the operator too. */
export async function noteAccount(
  { traceId }: Ctx,
  { tenantId, inboxId, deliveryId }: Place & { deliveryId: string | null },
  { event, isAlarm, news, perDay }: Extract<InboundItem, { type: "account" }>,
): Promise<void> {
  const { db, log } = runtime();
  if (perDay !== undefined) await keepPerDay(db.sql, { tenantId, inboxId }, perDay);
  if (news) {
    await noteNews(db.sql, { tenantId, inboxId }, news);
    // What the provider has said of the account before may be another thing now.
    await oweRefresh(db.sql, { tenantId, inboxId, traceId }, `news:${deliveryId ?? newId()}`);
  }
  if (news || perDay !== undefined) tellReferenceNow({ tenantId }, "inboxes");
  if (isAlarm) log.warn({ tenantId, inboxId, deliveryId, event }, "a provider warns of an account");
}
