import { readFileSync } from "node:fs";
import type { SystemActor, TenantCtx } from "../core/ctx";
import { AppError } from "../core/errors";
import { statement } from "../infra/db";
import { connectInbox } from "../modules/inboxes/connect";
import { canAnnounce, openConnection } from "../modules/inboxes/connection";
import { requireConsent } from "../modules/inboxes/risk";
import { twinWords } from "../modules/inboxes/twins";
import { announce, announceAgain } from "../modules/sending/announce";
import type { Command } from "./main";
import { table, UsageError } from "./output";
import { operatorCtx } from "./tenant";

export const createInbox: Command = async ({ runtime }, options) => {
  const { channel = "", name = "", credentials: file = "" } = options;
  const ctx = await operatorCtx(runtime, options);
  const risk = await acceptRisk(ctx, channel);
  const connected = await connectInbox(ctx, { channel, name, credentials: readCredentials(file) });
  const { inboxId, webhookUrl, verifyToken, secret } = connected;
  const problem = await announce({ tenantId: ctx.tenantId, inboxId }, connected);
  const isAnnounced = problem === null && canAnnounce(connected.wire, connected.credentials);
  const next = `Once that is mended: npm run parley -- inboxes announce --tenant ${options.tenant} --inbox ${inboxId}`;
  const twin = await twinWords({ tenantId: ctx.tenantId, inboxId, channel }, connected);
  const warning = [...risk, ...(problem ? [problem, next] : []), ...(twin ? [twin] : [])].join("\n") || null;
  return {
    warning: warning ?? undefined,
    json: { inboxId, webhookUrl, verifyToken, secret, isAnnounced, warning },
    lines: [
      `Inbox ${inboxId}`,
      `Webhook ${webhookUrl}`,
      ...(verifyToken ? [`Verify token ${verifyToken}`] : []),
      ...(secret ? [`Secret ${secret}`] : []),
      ...(isAnnounced || problem ? [] : ["Put these into the provider's settings yourself."]),
    ],
  };
};

/** What the settings ask a member to accept, once for the business, an operator accepts by asking for such an inbox. */
async function acceptRisk(ctx: TenantCtx<SystemActor>, channel: string): Promise<string[]> {
  const isNew = await requireConsent(ctx, channel, true);
  const risk =
    "This way is not the network's own: it may suspend the number at any time, and Parley cannot prevent it.";
  return isNew ? [`${risk} That the business accepts this stands in its audit log now.`] : [];
}

export const announceInbox: Command = async ({ runtime }, options) => {
  const { inbox: inboxId = "" } = options;
  if (!/^[0-9a-f-]{36}$/.test(inboxId)) throw new UsageError("--inbox is the id of an inbox.");
  const { tenantId } = await operatorCtx(runtime, options);
  const { wire, credentials, webhookUrl } = await openConnection(runtime.db.sql, tenantId, inboxId);
  if (!canAnnounce(wire, credentials))
    throw new AppError(
      "conflict",
      `Put ${webhookUrl} into the provider's settings yourself: it cannot be told.`,
    );
  const { warning } = await announceAgain({ tenantId }, { inboxId });
  return {
    isInPart: warning !== null,
    warning: warning ?? undefined,
    json: { inboxId, webhookUrl, isAnnounced: warning === null, warning },
    lines: warning ? [] : [`The provider delivers to ${webhookUrl}.`],
  };
};

function readCredentials(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read as JSON: ${(error as NodeJS.ErrnoException).code ?? "not JSON"}.`,
    );
  }
}

type Row = {
  id: string;
  name: string;
  channel: string;
  lastHeardAt: Date | null;
  /** Of a busy inbox that hears nothing any more. */
  silentSince: Date | null;
  failed: number;
  refused: number;
  queued: number;
  pausedFor: { reason: string } | null;
  /** Of an inbox whose phone was looked at; null for any other. */
  pairing: { isPaired: boolean; isConnected: boolean; failures: number; lockedUntil: string | null } | null;
};
const STATUS = statement<Row>(
  "cli_inboxes_status",
  `select i.id, i.name, i.channel, i.paused_for as "pausedFor",
     case when i.disabled_at is null then i.silent_since end as "silentSince",
     (select max(d.received_at) from delivery d where d.tenant_id = i.tenant_id and d.inbox_id = i.id) as "lastHeardAt",
     (select count(*)::int from delivery d where d.tenant_id = i.tenant_id and d.inbox_id = i.id and d.state = 'failed') as failed,
     (select coalesce(sum(r.count), 0)::int from webhook_refusal r where r.inbox_id = i.id) as refused,
     (select count(*)::int from outbox_entry e where e.tenant_id = i.tenant_id and e.kind = 'message.send' and e.finished_at is null
        and exists (select 1 from message m where m.tenant_id = e.tenant_id
          and m.id = (e.payload->>'messageId')::uuid and m.inbox_id = i.id)) as queued,
     (select json_build_object('isPaired', p.is_paired, 'isConnected', p.is_connected, 'failures', p.failures,
        'lockedUntil', case when p.locked_until > now() then p.locked_until end)
      from inbox_pairing p where p.tenant_id = i.tenant_id and p.inbox_id = i.id) as pairing
   from inbox i where i.tenant_id = $1::uuid and i.sealed_credentials is not null order by i.name, i.id`,
);

export const showInboxes: Command = async ({ runtime }, options) => {
  const { tenantId } = await operatorCtx(runtime, options);
  const rows = await runtime.db.sql(STATUS, [tenantId]);
  const cells = rows.map((row) => [
    ...[row.id, row.name, row.channel, heardOf(row)],
    ...[String(row.queued), String(row.failed), String(row.refused), row.pausedFor?.reason ?? ""],
    phoneOf(row.pairing),
  ]);
  return {
    json: rows,
    lines: rows.length
      ? table([
          ["id", "name", "channel", "last heard", "queued", "failed", "refused", "paused for", "phone"],
          ...cells,
        ])
      : ["No inbox of this business is connected to a provider."],
  };
};

/** "never", "2026-11-22T16:43:00Z", or the same with "silent since". */
function heardOf({ lastHeardAt, silentSince }: Row): string {
  if (silentSince) return `silent since ${silentSince.toISOString()}`;
  return lastHeardAt?.toISOString() ?? "never";
}

/** "locked until 2026-11-22T16:43:00Z", "connected", "not paired, 2 failures". */
function phoneOf(pairing: Row["pairing"]): string {
  if (!pairing) return "";
  const { isPaired, isConnected, failures, lockedUntil } = pairing;
  if (lockedUntil) return `locked until ${new Date(lockedUntil).toISOString()}`;
  const state = !isPaired ? "not paired" : isConnected ? "connected" : "not connected";
  return failures ? `${state}, ${failures} ${failures === 1 ? "failure" : "failures"}` : state;
}
