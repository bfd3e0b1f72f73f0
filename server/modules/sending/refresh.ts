import { z } from "zod";
import { ProviderSilent } from "../../channels/outbound";
import { listChannels } from "../../channels/registry";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { type Db, type Sql, statement } from "../../infra/db";
import { type Handler, handler } from "../../infra/outbox/entry";
import { runtime } from "../../infra/runtime";
import { type OpenConnection, openConnection } from "../inboxes/connection";
import { getAccountHealth, keepHealth, keepProblem } from "../inboxes/health";
import type { AccountHealth, InboxId } from "../inboxes/schema";
import { oweRefresh } from "../templates/store";
import { tellReferenceNow } from "../tenants/live";
import { callerOf } from "./call";
import { bringTemplates } from "./sync-templates";

const TIMEOUT_MS = 15_000;

/** Asks the provider how the inbox's account stands, and answers it as it is kept. Throws not_found. */
export async function refreshHealth(ctx: MemberCtx, { inboxId }: InboxId): Promise<AccountHealth> {
  const { sql } = runtime().db;
  const open = await openConnection(sql, ctx.tenantId, inboxId);
  await askHealth(sql, ctx.tenantId, open, AbortSignal.timeout(TIMEOUT_MS));
  return getAccountHealth(ctx, { inboxId });
}

async function askHealth(
  sql: Sql,
  tenantId: string,
  open: OpenConnection,
  signal: AbortSignal,
): Promise<void> {
  const { wire, inboxId, webhookUrl } = open;
  const credentials = wire.credentials.parse(open.credentials);
  const place = { tenantId, inboxId };
  try {
    const checked = await wire.check({ credentials, webhookUrl, call: callerOf(wire, credentials, signal) });
    await keepHealth(sql, place, checked);
  } catch (error) {
    if (!(error instanceof ProviderSilent)) throw error;
    await keepProblem(sql, place, "The provider did not answer.");
  }
  tellReferenceNow(place, "inboxes");
}

/** The outbox's way to ask a provider for all that is kept of an inbox. */
export const refreshHandler: Handler = handler({
  payload: z.object({ inboxId: z.uuid() }),
  timeoutSeconds: 120,
  async run({ tenantId }, { inboxId }, { signal }) {
    const { sql } = runtime().db;
    const open = await openConnection(sql, tenantId, inboxId).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "not_found") return null;
      throw error;
    });
    if (!open) return;
    await askHealth(sql, tenantId, open, signal);
    if (open.wire.listTemplates) await bringTemplates(sql, tenantId, open, signal);
  },
});

const WITH_TEMPLATES = listChannels()
  .filter(({ wire }) => wire?.listTemplates)
  .map(({ key }) => key);
const CONNECTED = statement<{ id: string; tenant_id: string }>(
  "inboxes_connected",
  `select id, tenant_id from inbox where channel = any($1::text[]) and sealed_credentials is not null and disabled_at is null and created_at < now() - interval '1 day'
     and ($2::uuid is null or id > $2::uuid) order by id limit 1000`,
);

/** Providers are not asked about everybody at once. */
const SPREAD_MS = 6 * 3_600_000;

/** Once a day every connected inbox that has templates is asked for; a new one was when it was connected. */
export function refreshAll({ db }: { db: Db }): Handler {
  return handler({
    payload: z.object({}),
    timeoutSeconds: 300,
    async run({ traceId }, _, { signal }) {
      const day = new Date().toISOString().slice(0, 10);
      for (let after: string | null = null; ; ) {
        const inboxes: { id: string; tenant_id: string }[] = await db.sql(CONNECTED, [WITH_TEMPLATES, after]);
        for (const { id: inboxId, tenant_id: tenantId } of inboxes)
          await oweRefresh(
            db.sql,
            { tenantId, inboxId, traceId },
            day,
            new Date(Date.now() + Math.random() * SPREAD_MS),
          );
        after = inboxes.at(-1)?.id ?? null;
        if (!after || signal.aborted) return;
      }
    },
  });
}
