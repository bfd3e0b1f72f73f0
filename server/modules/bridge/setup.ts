import type { Channel } from "../../channels/contract";
import type { Desk } from "../../channels/desk";
import { ProviderSilent } from "../../channels/outbound";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { parseCredentials } from "../inboxes/connect";
import { openConnection } from "../inboxes/connection";
import type { CheckResult } from "../inboxes/schema";
import { tellReference } from "../tenants/live";
import { asking, deskUrlOf, type OpenBridge, openBridge, placesWithDesk, sealFor } from "./open";
import type { ChooseGroup, ConnectBridge } from "./schema";
import { resumeBridge } from "./state";

const PUT = statement<never>(
  "bridge_put",
  `insert into bridge (id, tenant_id, channel, sealed_credentials, bot_name) values ($1::uuid, $2::uuid, $3::text, $4::bytea, $5::text)
   on conflict (tenant_id) do update set channel = excluded.channel, sealed_credentials = excluded.sealed_credentials,
     bot_name = excluded.bot_name, paused_for = null`,
);

/**
 * A bot for the business's bridge, or another token of it; the network is told where to deliver. Throws not_found, bad_request
 * with the field that is to blame, unavailable while the network is silent.
 */
export async function connectBridge(ctx: MemberCtx, input: ConnectBridge): Promise<void> {
  const place = placeOf(input.channel);
  const { tenantId } = ctx;
  const { db } = runtime();
  const kept = await openBridge(db.sql, tenantId);
  const credentials = parseCredentials(place.desk, merged(place, input, kept));
  const id = kept?.id ?? newId();
  const given = asking(place, credentials);
  const checked = await heard(() => place.desk.check({ ...given, webhookUrl: deskUrlOf(id), group: null }));
  if (checked.type === "refused")
    throw refusal(checked.failure.reason, checked.failure.fix, checked.field ?? "botToken");
  await refuseUsed(ctx, place, credentials);
  const named = await heard(() => place.desk.nameOf(given));
  if (named.type === "failed") throw refusal(named.failure.reason, named.failure.fix, "botToken");
  await db.transaction(async (tx) => {
    const sealed = await sealFor(tx.sql, { tenantId, id }, credentials);
    await tx.sql(PUT, [id, tenantId, place.key, sealed, named.name]);
    tellReference(tx, ctx, "bridge");
    const after = { channel: place.key, bot: named.name };
    await audit(tx, ctx, { action: "bridge.connect", target: { kind: "bridge", id }, after });
  });
  const refused = await heard(() => place.desk.announce({ ...given, webhookUrl: deskUrlOf(id) }));
  if (refused) throw refusal(refused.reason, refused.fix, "botToken");
  if (kept) await resumeBridge(kept);
}

function placeOf(key: string): Channel & { desk: Desk } {
  const place = placesWithDesk().find((one) => one.key === key);
  if (!place)
    throw new AppError("not_found", "There is no such network to answer from.", { field: "channel" });
  return place;
}

/** A secret that was left empty stays as it is kept. */
function merged(place: Channel & { desk: Desk }, { credentials }: ConnectBridge, kept: OpenBridge | null) {
  const said = Object.entries(credentials).filter(([name]) =>
    place.desk.fields.some((one) => one.name === name),
  );
  const given = Object.fromEntries(said.filter(([, value]) => value !== "" || !kept));
  return { ...(kept?.given.credentials as object | undefined), ...given };
}

const INBOXES = statement<{ id: string }>(
  "bridge_inboxes_of_channel",
  "select id from inbox where tenant_id = $1::uuid and channel = $2::text and sealed_credentials is not null",
);

/** A bot delivers to one place: that of an inbox would hear nothing more. */
async function refuseUsed(ctx: MemberCtx, { key, desk }: Channel & { desk: Desk }, credentials: unknown) {
  const { sql } = runtime().db;
  const mine = credentials as Record<string, unknown>;
  for (const { id } of await sql(INBOXES, [ctx.tenantId, key])) {
    const theirs = (await openConnection(sql, ctx.tenantId, id)).credentials;
    if (desk.fields.some(({ name }) => theirs[name] !== mine[name])) continue;
    throw refusal(
      "This bot belongs to one of your inboxes.",
      "Make a bot of its own for the team's group: a bot can deliver to one place only.",
      "botToken",
    );
  }
}

/** The group whose topics are the conversations. Throws not_found, bad_request with what is still to be done in the group. */
export async function chooseGroup(ctx: MemberCtx, { group }: ChooseGroup): Promise<void> {
  const { db } = runtime();
  const bridge = await neededBridge(ctx);
  const question = { ...bridge.given, webhookUrl: deskUrlOf(bridge.id), group };
  const checked = await heard(() => bridge.desk.check(question));
  if (checked.type === "refused") {
    const { reason, fix } = checked.failure;
    throw new AppError("bad_request", `${reason} ${fix}`, {
      field: "group",
      fields: { group: `${reason} ${fix}` },
    });
  }
  const title = checked.facts.find(({ label }) => label === "Group")?.value ?? group;
  await db.transaction(async (tx) => {
    await tx.sql(CHOOSE, [ctx.tenantId, bridge.id, group, title]);
    const target = { kind: "bridge", id: bridge.id };
    await audit(tx, ctx, { action: "bridge.choose_group", target, before: bridge.group_title, after: title });
  });
  await resumeBridge(bridge);
}

/** Topics are the group's own: with another group they begin anew. */
const CHOOSE = statement<never>(
  "bridge_choose_group",
  `with gone as (
     delete from bridge_topic t using bridge b
     where t.tenant_id = $1::uuid and t.bridge_id = $2::uuid and b.id = t.bridge_id and b.group_id is distinct from $3::text
   ), unposted as (
     delete from bridge_post p using bridge b
     where p.tenant_id = $1::uuid and p.bridge_id = $2::uuid and b.id = p.bridge_id and b.group_id is distinct from $3::text
   )
   update bridge set group_id = $3::text, group_title = $4::text where tenant_id = $1::uuid and id = $2::uuid`,
);

const REMOVE = statement<{ id: string }>(
  "bridge_remove",
  "delete from bridge where tenant_id = $1::uuid and id = $2::uuid returning id",
);

/** The group is no longer told anything, nor heard; what stands in it stays. Members' links end. Throws not_found. */
export async function removeBridge(ctx: MemberCtx): Promise<void> {
  const bridge = await neededBridge(ctx);
  await runtime().db.transaction(async (tx) => {
    await tx.sql(REMOVE, [ctx.tenantId, bridge.id]);
    await tx.prisma.bridgeLink.deleteMany({ where: { tenantId: ctx.tenantId } });
    tellReference(tx, ctx, "bridge");
    const before = { bot: bridge.bot_name, group: bridge.group_title };
    await audit(tx, ctx, { action: "bridge.remove", target: { kind: "bridge", id: bridge.id }, before });
  });
  try {
    await bridge.desk.announce({ ...bridge.given, webhookUrl: null });
  } catch (error) {
    // It delivers to an address that answers 404 then, which the network gives up by itself.
    if (!(error instanceof ProviderSilent)) throw error;
  }
}

/** Whether the bot and the group are as they must be. Throws not_found. */
export async function checkBridge(ctx: MemberCtx): Promise<CheckResult> {
  const bridge = await neededBridge(ctx);
  const question = { ...bridge.given, webhookUrl: deskUrlOf(bridge.id), group: bridge.group_id };
  const checked = await heard(() => bridge.desk.check(question));
  if (checked.type === "refused") {
    const { reason, fix } = checked.failure;
    return { isKnown: false, reason, fix, field: null };
  }
  return { isKnown: true, facts: checked.facts, isResumed: false };
}

/** Tries again what was refused. Throws not_found. */
export async function resumeAgain(ctx: MemberCtx): Promise<void> {
  const bridge = await neededBridge(ctx);
  await resumeBridge(bridge);
  await runtime().db.transaction((tx) =>
    audit(tx, ctx, { action: "bridge.resume", target: { kind: "bridge", id: bridge.id } }),
  );
}

async function neededBridge(ctx: MemberCtx): Promise<OpenBridge> {
  const bridge = await openBridge(runtime().db.sql, ctx.tenantId);
  if (!bridge) throw new AppError("not_found", "The business has no topic bridge.");
  return bridge;
}

async function heard<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof ProviderSilent)) throw error;
    throw new AppError(
      "unavailable",
      `The network could not be reached. Try again in a moment. It said: ${error.message}`,
    );
  }
}

function refusal(reason: string, fix: string, field: string): AppError {
  const words = `${reason} ${fix}`;
  const name = `credentials.${field}`;
  return new AppError("bad_request", words, { field: name, fields: { [name]: words } });
}
