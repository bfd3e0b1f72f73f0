import { getChannel } from "../../channels/registry";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import type { TenantId } from "../../core/ids";
import { type Sql, statement, type Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { publish } from "../tenants/publish";
import type { PausedFor } from "./pause";
import {
  type InboxId,
  type InboxSettings,
  InboxWorkflow,
  type SetInboxEnabled,
  type UpdateInbox,
} from "./schema";

type Row = {
  id: string;
  name: string;
  channel: string;
  public_id: string;
  disabled_at: Date | null;
  workflow: unknown;
  member_ids: string[];
  paused_for: PausedFor | null;
  silent_since: Date | null;
  phone: InboxSettings["phone"];
};
const COLUMNS = `i.id, i.name, i.channel, i.public_id, i.disabled_at, i.paused_for, i.silent_since, i.workflow, array(select im.member_id::text from inbox_member im
  join member m on m.id = im.member_id and m.deactivated_at is null where im.inbox_id = i.id order by 1) as member_ids,
  (select case when p.locked_until > now() then 'locked' when not p.is_paired then 'none'
     when not p.is_connected then 'dropped' else 'paired' end
   from inbox_pairing p where p.tenant_id = i.tenant_id and p.inbox_id = i.id and p.checked_at is not null) as phone`;
const INBOX = statement<Row>(
  "inbox_settings",
  `select ${COLUMNS} from inbox i where i.tenant_id = $1::uuid and i.id = $2::uuid`,
);
const INBOXES = statement<Row>(
  "inboxes_settings",
  `select ${COLUMNS} from inbox i where i.tenant_id = $1::uuid order by lower(i.name), i.id limit 500`,
);
const INBOX_LOCK = statement<Row>(
  "inbox_settings_lock",
  `select ${COLUMNS} from inbox i where i.tenant_id = $1::uuid and i.id = $2::uuid for update of i`,
);

function toSettings(row: Row): InboxSettings {
  const { capabilities, name, wire, glyph } = getChannel(row.channel);
  return {
    id: row.id,
    name: row.name,
    channel: row.channel,
    channelName: name,
    glyph,
    hasProvider: wire !== null,
    hasPairing: wire?.pairing !== undefined,
    isUnofficial: capabilities.isUnofficial ?? false,
    network: capabilities.network ?? null,
    pausedFor: row.paused_for,
    silentSince: row.silent_since?.toISOString() ?? null,
    phone: wire?.pairing ? row.phone : null,
    publicId: row.public_id,
    isEnabled: row.disabled_at === null,
    hasInstallLine: capabilities.hasInstallLine,
    canAskRating: capabilities.rating !== null,
    memberIds: row.member_ids,
    workflow: InboxWorkflow.parse(row.workflow),
  };
}

/** All that the settings of one inbox show. Throws AppError("not_found"). */
export async function getInboxSettings(ctx: MemberCtx, { inboxId }: InboxId): Promise<InboxSettings> {
  const [row] = await runtime().db.sql(INBOX, [ctx.tenantId, inboxId]);
  if (!row) throw noSuchInbox();
  return toSettings(row);
}

/** Every inbox, also those switched off, by name. */
export async function listInboxSettings(ctx: MemberCtx): Promise<InboxSettings[]> {
  return (await runtime().db.sql(INBOXES, [ctx.tenantId])).map(toSettings);
}

/** Changes what is named. Throws AppError("not_found"), "bad_request" for a rating that the channel cannot carry. */
export async function updateInbox(ctx: MemberCtx, input: UpdateInbox): Promise<void> {
  const { inboxId, name, ...workflow } = input;
  await runtime().db.transaction(async (tx) => {
    const row = await lockInbox(tx, ctx, inboxId);
    const before = toSettings(row);
    if (workflow.rating?.isOn && !before.canAskRating) {
      throw new AppError("bad_request", "This channel cannot ask for a rating.", { field: "rating" });
    }
    const merged = { ...(row.workflow as Record<string, unknown>), ...workflow };
    await tx.prisma.inbox.updateMany({
      where: { tenantId: ctx.tenantId, id: inboxId },
      data: { ...(name && { name }), workflow: merged },
    });
    await record(tx, ctx, "inbox.update", inboxId, { name: before.name, ...before.workflow }, input);
  });
}

/** Switches an inbox on or off: off, nothing new comes in, and what is there stays. Throws AppError("not_found"). */
export async function setInboxEnabled(
  ctx: MemberCtx,
  { inboxId, isEnabled }: SetInboxEnabled,
): Promise<void> {
  await runtime().db.transaction(async (tx) => {
    const row = await lockInbox(tx, ctx, inboxId);
    const before = { isEnabled: row.disabled_at === null };
    if (before.isEnabled === isEnabled) return;
    await tx.prisma.inbox.updateMany({
      where: { tenantId: ctx.tenantId, id: inboxId },
      data: { disabledAt: isEnabled ? null : new Date() },
    });
    await record(tx, ctx, isEnabled ? "inbox.enable" : "inbox.disable", inboxId, before, { isEnabled });
  });
}

async function lockInbox(tx: Tx, ctx: { tenantId: TenantId }, inboxId: string): Promise<Row> {
  const [row] = await tx.sql(INBOX_LOCK, [ctx.tenantId, inboxId]);
  if (!row) throw noSuchInbox();
  return row;
}

async function record(
  tx: Tx,
  ctx: MemberCtx,
  action: string,
  inboxId: string,
  before: object,
  after: object,
): Promise<void> {
  await publish(tx, ctx, { type: "inbox.updated", inboxId });
  await audit(tx, ctx, { action, target: { kind: "inbox", id: inboxId }, before, after });
}

function noSuchInbox(): AppError {
  return new AppError("not_found", "There is no such inbox.");
}

const OF_CONVERSATION = statement<{ channel: string; workflow: unknown; takes_rating: boolean }>(
  "inbox_workflow_of_conversation",
  `select i.channel, i.workflow, i.settings #> '{features,rating}' is distinct from 'false'::jsonb as takes_rating from conversation c join inbox i on i.id = c.inbox_id
   where c.tenant_id = $1::uuid and c.id = $2::uuid and i.disabled_at is null`,
);

/** How the inbox of a conversation works; null when it is switched off. `takesRating` is false where its chat has that switched off. */
export async function findWorkflow(
  sql: Sql,
  tenantId: TenantId,
  conversationId: string,
): Promise<{ channel: string; workflow: InboxWorkflow; takesRating: boolean } | null> {
  const [row] = await sql(OF_CONVERSATION, [tenantId, conversationId]);
  if (!row) return null;
  const { channel, takes_rating: takesRating } = row;
  return { channel, takesRating, workflow: InboxWorkflow.parse(row.workflow) };
}
