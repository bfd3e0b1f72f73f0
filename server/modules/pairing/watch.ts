import { z } from "zod";
import { listChannels } from "../../channels/registry";
import { clock } from "../../core/clock";
import { mintTenantId, newId } from "../../core/ids";
import { type Db, statement, type Tx } from "../../infra/db";
import { enqueue } from "../../infra/outbox/enqueue";
import { type Handler, handler } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { look } from "./look";
import type { Ctx } from "./open";
import { getPairing, putWatch } from "./store";

export const WATCH_KIND = "pairing.watch";
/** Nearer than the two minutes by which a failure is told from a steady pairing. */
const EVERY_MS = 6_000;
/** For the pairing window of the provider and the two minutes after it (contract gateway §3). */
const LONG_MS = (160 + 150) * 1000;

/** Has the inbox looked at every few seconds from now on, whether anybody has its page open or not. */
export async function watch(ctx: Ctx, inboxId: string): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    await putWatch(tx.sql, { tenantId: ctx.tenantId, inboxId }, new Date(clock.now() + LONG_MS));
    await oweNextLook(tx, ctx, inboxId);
  });
}

async function oweNextLook(tx: Tx, { tenantId, traceId }: Ctx, inboxId: string): Promise<void> {
  const slot = Math.floor(clock.now() / EVERY_MS) + 1;
  const entry = { tenantId, traceId, kind: WATCH_KIND, idempotencyKey: `${WATCH_KIND}:${inboxId}:${slot}` };
  await enqueue(tx.sql, [
    { ...entry, payload: { inboxId }, runAt: new Date(slot * EVERY_MS), maxAttempts: 2 },
  ]);
}

/** One look, which owes the next while somebody is pairing. */
export const watchHandler: Handler = handler({
  payload: z.object({ inboxId: z.uuid() }),
  async run(ctx, { inboxId }) {
    const { db } = runtime();
    await look(ctx, inboxId);
    const { watchUntil, pairedAt } = await getPairing(db.sql, { tenantId: ctx.tenantId, inboxId });
    const isOpen = pairedAt !== null || (watchUntil?.getTime() ?? 0) > clock.now();
    if (isOpen) await db.transaction((tx) => oweNextLook(tx, ctx, inboxId));
  },
});

// In no order, so that many gateways which never answer keep nobody else's phone from being looked at.
const DUE = statement<{ id: string; tenant_id: string }>(
  "pairings_due",
  `select i.id, i.tenant_id from inbox i left join inbox_pairing p on p.inbox_id = i.id
   where i.channel = any($1::text[]) and i.sealed_credentials is not null and i.disabled_at is null
     and (p.checked_at is null or p.checked_at < now() - interval '50 seconds')
   order by random() limit 500`,
);
const AT_ONCE = 20;

/** Looks at every phone once a minute: one that is gone is known before the next message waits for it. */
export function lookAtAll(db: Db): Handler {
  return handler({
    payload: z.object({}),
    timeoutSeconds: 300,
    async run({ log }, _, { signal }) {
      const keys = listChannels().flatMap(({ key, wire }) => (wire?.pairing ? [key] : []));
      const due = await db.sql(DUE, [keys]);
      while (due.length && !signal.aborted) {
        const looks = due.splice(0, AT_ONCE).map(({ id, tenant_id }) => {
          const actor = { kind: "system", name: "pairing" } as const;
          return look({ tenantId: mintTenantId(tenant_id), actor, traceId: newId(), ip: "" }, id);
        });
        for (const one of await Promise.allSettled(looks))
          if (one.status === "rejected")
            log.error({ err: one.reason }, "an inbox's phone could not be looked at");
      }
    },
  });
}
