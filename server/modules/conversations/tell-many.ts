import type { TenantCtx } from "../../core/ctx";
import { newId } from "../../core/ids";
import type { Tx } from "../../infra/db";
import { tellLive } from "./live";
import { findConversationRows } from "./queries";

/** More than are on anybody's screen; the change feed tells the rest. */
export const TOLD_AT_ONCE = 100;

/** Once the transaction has changed these, whoever has one of them on the screen is told; no more than TOLD_AT_ONCE are to be given. */
export async function tellOfMany(
  tx: Tx,
  ctx: TenantCtx,
  { type, ids, by }: { type: string; ids: readonly string[]; by: string },
): Promise<void> {
  const system = { ...ctx, actor: { kind: "system", name: by } as const };
  const rows = await findConversationRows(tx.sql, system, ids);
  const { tenantId } = ctx;
  tx.afterCommit(() =>
    tellLive(rows.map((row) => ({ tenantId, eventId: newId(), type, row, message: null }))),
  );
}
