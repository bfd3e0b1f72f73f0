import type { Failure } from "../../channels/inbound";
import { clock } from "../../core/clock";
import type { MemberCtx } from "../../core/ctx";
import { AppError } from "../../core/errors";
import type { Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { publish } from "../tenants/publish";
import { oweHistory } from "./history";
import { look } from "./look";
import { asked, openPairing } from "./open";
import { isLocked, setAside } from "./rules";
import type {
  DeviceListed,
  PairByCode,
  PairingCodeShown,
  PairingOf,
  PairingPictureShown,
  ResetPairing,
} from "./schema";
import { mayReset } from "./status";
import { endAttempt, getPairing, lockPairing, putPairing } from "./store";
import { watch } from "./watch";

/** Begins a pairing by a picture for the phone's camera. Throws not_found, conflict while pairing is locked, unavailable. */
export async function showPairingPicture(
  ctx: MemberCtx,
  { inboxId }: PairingOf,
): Promise<PairingPictureShown> {
  const { pairing, given } = await openPairing(ctx, inboxId);
  await refuseWhileLocked(ctx, inboxId, null);
  const shown = await asked(() => pairing.showPicture(given));
  if (shown.type === "refused") throw refusalOf(shown.failure);
  // The next picture of the same pairing is no act of its own.
  if (!(await isWatched(ctx, inboxId))) await noted(ctx, "inbox.pairing_picture", inboxId);
  await watch(ctx, inboxId);
  const { contentType, bytes, seconds } = shown;
  const dataUrl = `data:${contentType};base64,${bytes.toString("base64")}`;
  return { dataUrl, expiresAt: inSeconds(seconds) };
}

/** Begins a pairing by a code to type into the phone. Throws not_found, conflict while pairing is locked, unavailable. */
export async function makePairingCode(
  ctx: MemberCtx,
  { inboxId, phone }: PairByCode,
): Promise<PairingCodeShown> {
  const { pairing, given } = await openPairing(ctx, inboxId);
  await refuseWhileLocked(ctx, inboxId, phone);
  const made = await asked(() => pairing.makeCode({ ...given, phone }));
  if (made.type === "refused") throw refusalOf(made.failure);
  await noted(ctx, "inbox.pairing_code", inboxId, { number: phone });
  await watch(ctx, inboxId);
  return { code: made.code, expiresAt: inSeconds(made.seconds) };
}

const inSeconds = (seconds: number) => new Date(clock.now() + seconds * 1000).toISOString();

async function refuseWhileLocked(ctx: MemberCtx, inboxId: string, phone: string | null): Promise<void> {
  // A failure that nobody has looked at yet counts too.
  await look(ctx, inboxId);
  const row = await getPairing(runtime().db.sql, { tenantId: ctx.tenantId, inboxId });
  const now = clock.now();
  const aside = row.aside.find(({ number }) => number === phone)?.lockedUntil;
  const until = isLocked(row, now) ? row.lockedUntil! : aside && new Date(aside);
  if (!until || until.getTime() <= now) return;
  const words = "Pairing is locked after 3 failed attempts, so that the number is not banned.";
  throw new AppError("conflict", `${words} Wait, or use a different number.`, {
    field: "inboxId",
    retryAfter: Math.ceil((until.getTime() - now) / 1000),
  });
}

/** The phones that are joined. Throws not_found, unavailable. */
export async function listDevices(ctx: MemberCtx, { inboxId }: PairingOf): Promise<DeviceListed[]> {
  const { pairing, given } = await openPairing(ctx, inboxId);
  const found = await asked(() => pairing.devices(given));
  if (found.type === "refused") throw refusalOf(found.failure);
  return found.devices;
}

/** Unlinks the phone; what is written waits until one is paired again. Throws not_found, unavailable. */
export async function logOutPhone(ctx: MemberCtx, { inboxId }: PairingOf): Promise<void> {
  const { pairing, given } = await openPairing(ctx, inboxId);
  const failure = await asked(() => pairing.logOut(given));
  if (failure) throw refusalOf(failure);
  await runtime().db.transaction(async (tx) => {
    const place = { tenantId: ctx.tenantId, inboxId };
    const row = await lockPairing(tx.sql, place);
    // Somebody has done it: it is no failure of the phone's.
    await endAttempt(tx.sql, place, row, new Date(clock.now()));
    await putPairing(tx.sql, place, { ...row, pairedAt: null });
    await record(tx, ctx, "inbox.log_out", inboxId, {});
  });
  await look(ctx, inboxId, { isChanged: true });
}

/** Has the provider connect anew. Throws not_found, unavailable. */
export async function reconnectPhone(ctx: MemberCtx, { inboxId }: PairingOf): Promise<void> {
  const { pairing, given } = await openPairing(ctx, inboxId);
  const failure = await asked(() => pairing.reconnect(given));
  if (failure) throw refusalOf(failure);
  await noted(ctx, "inbox.reconnect", inboxId);
  await look(ctx, inboxId, { isChanged: true });
}

/** Fetches what was written before once more. Throws not_found. */
export async function syncHistory(ctx: MemberCtx, { inboxId }: PairingOf): Promise<void> {
  await openPairing(ctx, inboxId);
  // Pressed twice within a minute it is one wish.
  const minute = new Date(Math.floor(clock.now() / 60_000) * 60_000);
  await runtime().db.transaction(async (tx) => {
    await oweHistory(tx, ctx, inboxId, minute, 0);
    await audit(tx, ctx, { action: "inbox.sync_history", target: { kind: "inbox", id: inboxId } });
  });
}

/** Takes the lock and the failures away. Throws not_found, forbidden for whoever does not own the business. */
export async function resetPairing(ctx: MemberCtx, { inboxId, reason }: ResetPairing): Promise<void> {
  await openPairing(ctx, inboxId);
  if (!mayReset(ctx)) throw new AppError("forbidden", "Only an owner of the business may reset the lock.");
  await runtime().db.transaction(async (tx) => {
    const place = { tenantId: ctx.tenantId, inboxId };
    const row = await lockPairing(tx.sql, place);
    await endAttempt(tx.sql, place, row, new Date(clock.now()));
    await putPairing(tx.sql, place, { ...row, failures: 0, lockedUntil: null, aside: [], pairedAt: null });
    const before = { failures: row.failures, lockedUntil: row.lockedUntil?.toISOString() ?? null };
    await record(tx, ctx, "inbox.reset_pairing", inboxId, before, { reason });
  });
  runtime().log.warn(
    { tenantId: ctx.tenantId, inboxId, security: "pairing" },
    "an owner has reset a pairing lock",
  );
}

/** Sets the number aside with what stands on its account, so that another can be paired at once. Throws not_found, unavailable. */
export async function takeAnotherNumber(ctx: MemberCtx, { inboxId }: PairingOf): Promise<void> {
  const { pairing, given } = await openPairing(ctx, inboxId);
  await look(ctx, inboxId);
  const place = { tenantId: ctx.tenantId, inboxId };
  const { isPaired } = await getPairing(runtime().db.sql, place);
  const failure = isPaired ? await asked(() => pairing.logOut(given)) : null;
  if (failure) throw refusalOf(failure);
  await runtime().db.transaction(async (tx) => {
    const row = await lockPairing(tx.sql, place);
    if (row.failures > 0 && !row.number)
      throw new AppError("conflict", "It is not known which number has failed. Wait until the lock is over.");
    await endAttempt(tx.sql, place, row, new Date(clock.now()));
    await putPairing(tx.sql, place, setAside(row));
    await record(tx, ctx, "inbox.another_number", inboxId, { number: row.number, failures: row.failures });
  });
}

async function record(
  tx: Tx,
  ctx: MemberCtx,
  action: string,
  inboxId: string,
  before: { number?: string | null; failures?: number; lockedUntil?: string | null },
  after?: { reason: string },
): Promise<void> {
  await publish(tx, ctx, { type: "inbox.updated", inboxId });
  await audit(tx, ctx, { action, target: { kind: "inbox", id: inboxId }, before, ...(after && { after }) });
}

/** Who has done it, where nothing of ours changes with it. */
async function noted(
  ctx: MemberCtx,
  action: string,
  inboxId: string,
  after?: { number: string },
): Promise<void> {
  await runtime().db.transaction((tx) =>
    audit(tx, ctx, { action, target: { kind: "inbox", id: inboxId }, ...(after && { after }) }),
  );
}

async function isWatched({ tenantId }: MemberCtx, inboxId: string): Promise<boolean> {
  const { watchUntil } = await getPairing(runtime().db.sql, { tenantId, inboxId });
  return (watchUntil?.getTime() ?? 0) > clock.now();
}

function refusalOf({ reason, fix }: Failure): AppError {
  return new AppError("conflict", `${reason} ${fix}`);
}
