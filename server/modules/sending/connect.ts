import type { Checked, Wire } from "../../channels/contract";
import { findChannel } from "../../channels/registry";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { newId } from "../../core/ids";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { connectInbox, parseCredentials } from "../inboxes/connect";
import { type OpenConnection, openConnection } from "../inboxes/connection";
import { putCredentials } from "../inboxes/credentials";
import { requireConsent } from "../inboxes/risk";
import type { ChangeCredentials, CheckConnection, CheckResult, ConnectInbox } from "../inboxes/schema";
import { tellOwnersOfMove } from "../inboxes/tell-owners";
import { twinWords } from "../inboxes/twins";
import { oweRefresh } from "../templates/store";
import { publish } from "../tenants/publish";
import { announce, silenceOf } from "./announce";
import { callerOf } from "./call";
import { resumeInbox, resumeRefused } from "./pause";

const TIMEOUT_MS = 15_000;

/**
 * `warning`: the inbox is there, and something at the provider is still to be done. `made`: secrets that were left to us, to be
 * shown this once.
 */
export type ConnectedInbox = {
  inboxId: string;
  warning: string | null;
  made: { label: string; value: string }[];
};

/**
 * A new inbox at a provider that knows its credentials; where nobody can be asked just now it is made all the same. The
 * provider is told where to deliver, where it can be told. Throws bad_request with words for each wrong field, not_found.
 */
export async function connectAndAnnounce(ctx: MemberCtx, input: ConnectInbox): Promise<ConnectedInbox> {
  const wire = wireOf(input.channel);
  const credentials = parseNamed(wire, input);
  await requireConsent(ctx, input.channel, input.acceptsRisk);
  const connected = await connectWith(ctx, wire, { ...input, credentials });
  return { ...connected, made: madeByUs(wire, input.credentials, credentials as Record<string, unknown>) };
}

/** The same with credentials that are as the channel wants them. */
export async function connectWith(
  ctx: MemberCtx,
  wire: Wire,
  input: { channel: string; name: string; credentials: unknown },
): Promise<ConnectedInbox> {
  const { credentials } = input;
  const silence = await refuseUnknown(wire, credentials, null);
  const { inboxId, webhookUrl } = await connectInbox(ctx, input);
  if (wire.listTemplates) await oweRefresh(runtime().db.sql, { ...ctx, inboxId }, "connected");
  const unheard = silence ?? (await announce({ ...ctx, inboxId }, { wire, credentials, webhookUrl }));
  const place = { tenantId: ctx.tenantId, inboxId, channel: input.channel };
  return { inboxId, warning: said(unheard, await twinWords(place, { wire, credentials })), made: [] };
}

const said = (...words: (string | null)[]) => words.filter((one) => one !== null).join(" ") || null;

/** What only signs here has to be known there too. */
function madeByUs(wire: Wire, given: Record<string, string>, credentials: Record<string, unknown>) {
  const ours = wire.fields.filter(({ name, staysHere }) => staysHere && !given[name]);
  return ours.map(({ name, label }) => ({ label, value: String(credentials[name]) }));
}

/** The name is asked for in one go with the credentials, so that a form says all that is wrong at once. */
function parseNamed(wire: Wire, { name, credentials }: ConnectInbox): unknown {
  const nameless = { name: "Enter a name for the inbox" };
  try {
    const parsed = parseCredentials(wire, credentials);
    if (name) return parsed;
  } catch (error) {
    if (name || !(error instanceof AppError)) throw error;
    const fields = { ...nameless, ...error.details.fields };
    throw new AppError("bad_request", nameless.name, { ...error.details, fields });
  }
  throw new AppError("bad_request", nameless.name, { fields: nameless });
}

/**
 * Asks the provider who we are to it; nothing that is given is stored. Where it takes the kept credentials as they are, an
 * inbox that was paused because it refused them sends again. Throws bad_request with words for each wrong field, not_found.
 */
export async function checkConnection(
  ctx: MemberCtx,
  { channel, credentials, inboxId }: CheckConnection,
): Promise<CheckResult> {
  if (inboxId && !ctx.actor.permissions.has("channel_configure"))
    throw new AppError("forbidden", "You may not look at how this inbox is connected.");
  const kept = inboxId ? await openConnection(runtime().db.sql, ctx.tenantId, inboxId) : null;
  const wire = kept?.wire ?? wireOf(channel);
  const given = merged(wire, credentials, kept);
  try {
    const checked = await check(wire, given, kept?.webhookUrl ?? null);
    if (checked.type === "known") {
      const isKept =
        kept && JSON.stringify(given) === JSON.stringify(wire.credentials.parse(kept.credentials));
      const isResumed = isKept ? await resumeRefused(ctx, { inboxId: kept.inboxId }) : false;
      return { isKnown: true, facts: checked.facts, isResumed };
    }
    const { reason, fix } = checked.failure;
    return { isKnown: false, reason, fix, field: checked.field ?? null };
  } catch (error) {
    return { isKnown: false, ...silenceOf(error), field: null };
  }
}

/**
 * New credentials for an inbox, all or some; what waited because of the old ones goes out. Throws bad_request with words for
 * each wrong field, also for those that the provider does not know; not_found.
 */
export async function changeCredentials(
  ctx: MemberCtx,
  { inboxId, credentials }: ChangeCredentials,
): Promise<{ warning: string | null }> {
  const { tenantId } = ctx;
  const { db } = runtime();
  const before = await openConnection(db.sql, tenantId, inboxId);
  const { wire, webhookUrl } = before;
  const next = merged(wire, credentials, before);
  const silence = await refuseUnknown(wire, next, webhookUrl);
  const stored = await db.transaction(async (tx) => {
    const now = await openConnection(tx.sql, tenantId, inboxId, true);
    const all = merged(wire, credentials, now);
    await putCredentials(tx.sql, { tenantId, inboxId }, wire, all);
    await publish(tx, ctx, { type: "inbox.updated", inboxId });
    const [from, to] = [placeOf(wire, wire.credentials.parse(now.credentials)), placeOf(wire, all)];
    if (from !== to) await tellOwnersOfMove(tx, ctx, { inboxId, from, to, isOfficial: false });
    if (wire.listTemplates) await oweRefresh(tx.sql, { ...ctx, inboxId }, `changed:${newId()}`);
    const after = { fields: Object.keys(changed(wire, credentials, now)) };
    await audit(tx, ctx, { action: "inbox.set_credentials", target: { kind: "inbox", id: inboxId }, after });
    return all;
  });
  const unheard =
    silence ?? (await announce({ tenantId, inboxId }, { wire, credentials: stored, webhookUrl }));
  if (!silence) await resumeInbox(ctx, { inboxId });
  const place = { tenantId, inboxId, channel: before.channel.key };
  return { warning: said(unheard, await twinWords(place, { wire, credentials: stored })) };
}

/** Whose servers an inbox's messages go through, as a person would name them. */
export function placeOf({ address }: Wire, credentials: unknown): string {
  const url = address.own?.(credentials) ?? address.usual;
  return URL.canParse(url) ? new URL(url).host : url;
}

export function wireOf(key: string): Wire {
  const wire = findChannel(key)?.wire;
  if (!wire) throw new AppError("not_found", "There is no such channel.", { field: "channel" });
  return wire;
}

/** A secret that was left empty stays as it is kept; whatever else was emptied is taken away. */
function changed(
  wire: Wire,
  given: Record<string, string>,
  kept: Pick<OpenConnection, "credentials"> | null,
): Record<string, string | undefined> {
  const known = wire.fields.filter(({ name }) => name in given);
  const said = known.filter(({ name, isSecret }) => !isSecret || given[name] !== "" || !kept);
  return Object.fromEntries(
    said.map(({ name, isOptional }) => [name, given[name] || (isOptional ? undefined : "")]),
  );
}

/**
 * What is given over what is kept. A kept secret stays with what it was given for: where the address changes, or the number or
 * the account, each has to be given again. Or whoever may change the address could have the secret sent to themselves, and
 * whoever may change the number could have another's deliveries, which the same app's secret proves.
 */
function merged(
  wire: Wire,
  given: Record<string, string>,
  kept: Pick<OpenConnection, "credentials"> | null,
): unknown {
  const next = parseCredentials(wire, { ...kept?.credentials, ...changed(wire, given, kept) });
  const missing = kept ? secretsAgain(wire, given, next, wire.credentials.parse(kept.credentials)) : [];
  const [first] = missing;
  if (!first) return next;
  const fields = Object.fromEntries(
    missing.map(({ name, label }) => [
      `credentials.${name}`,
      `${label} is needed again: the one kept here was given for another number, account or address`,
    ]),
  );
  throw new AppError("bad_request", fields[`credentials.${first.name}`]!, {
    field: `credentials.${first.name}`,
    fields,
  });
}

function secretsAgain(wire: Wire, given: Record<string, string>, next: unknown, kept: unknown) {
  const { own } = wire.address;
  const isMoved = own !== undefined && own(next) !== own(kept);
  const isAnother = wire.shared?.boundTo(next) !== wire.shared?.boundTo(kept);
  if (!isMoved && !isAnother) return [];
  return wire.fields.filter(
    ({ name, isSecret, staysHere, isOptional }) =>
      isSecret && !given[name] && (isMoved ? !staysHere : !isOptional),
  );
}

function check(wire: Wire, credentials: unknown, webhookUrl: string | null): Promise<Checked> {
  return wire.check({
    credentials,
    webhookUrl,
    call: callerOf(wire, credentials, AbortSignal.timeout(TIMEOUT_MS)),
  });
}

/** Answers why the provider could not be asked; null once it has said that it knows us. Throws bad_request. */
export async function refuseUnknown(
  wire: Wire,
  credentials: unknown,
  webhookUrl: string | null,
): Promise<string | null> {
  let checked: Checked;
  try {
    checked = await check(wire, credentials, webhookUrl);
  } catch (error) {
    const { reason, fix } = silenceOf(error);
    return `${reason} ${fix}`;
  }
  if (checked.type === "known") return null;
  const words = `${checked.failure.reason} ${checked.failure.fix}`;
  if (!checked.field) return words;
  throw new AppError("bad_request", words, { field: `credentials.${checked.field}` });
}
