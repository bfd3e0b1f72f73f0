import { ProviderSilent } from "../../channels/outbound";
import { NO_PHONE, NO_PHONE_REASON } from "../../channels/pairing";
import { clock } from "../../core/clock";
import type { Tx } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { audit } from "../audit/audit";
import { openConnection } from "../inboxes/connection";
import { putCredentials } from "../inboxes/credentials";
import { pauseInbox } from "../inboxes/pause";
import { resumeInbox, resumePhoneless } from "../sending/pause";
import { publish } from "../tenants/publish";
import { oweHistory } from "./history";
import { type Ctx, type Opened, openPairing, systemOf } from "./open";
import { type Change, observe } from "./rules";
import { getPairing, lockPairing, putAttempt, putPairing } from "./store";

/** Many may look at once; the provider is asked so often at most. */
const FRESH_MS = 1_500;

/**
 * Asks the provider how the phone stands and draws the conclusions: a pairing that began, held or failed, a lock, an inbox
 * that can send again or cannot. Answers why the provider could not be asked; null: it was. `isChanged`: something was done to
 * it just now, so that what was seen before says nothing. Throws not_found.
 */
export async function look(
  ctx: Ctx,
  inboxId: string,
  { isChanged = false }: { isChanged?: boolean } = {},
): Promise<string | null> {
  const { sql } = runtime().db;
  const opened = await openPairing(ctx, inboxId);
  const { checkedAt } = await getPairing(sql, { tenantId: ctx.tenantId, inboxId });
  if (!isChanged && checkedAt && clock.now() - checkedAt.getTime() < FRESH_MS) return null;
  try {
    const state = await opened.pairing.status(opened.given);
    if (state.type === "refused") return `${state.failure.reason} ${state.failure.fix}`;
    const seen = { ...state, at: new Date(clock.now()) };
    const change = await runtime().db.transaction(async (tx) => {
      const place = { tenantId: ctx.tenantId, inboxId };
      const was = await lockPairing(tx.sql, place);
      const found = { ...observe(was, seen), was };
      await putPairing(tx.sql, place, found.next);
      await putAttempt(tx.sql, place, found);
      await conclude(tx, systemOf(ctx), opened, found);
      return found;
    });
    await act(ctx, opened, change);
    return null;
  } catch (error) {
    if (error instanceof ProviderSilent) return error.message;
    throw error;
  }
}

type Found = Change & { was: Change["next"] };

/** What belongs into the same commit. */
async function conclude(
  tx: Tx,
  ctx: ReturnType<typeof systemOf>,
  opened: Opened,
  found: Found,
): Promise<void> {
  const { next, was, began, ended, isLost } = found;
  const { inboxId } = opened.connection;
  const { number } = next;
  if (began || ended || isLost || was.isConnected !== next.isConnected)
    await publish(tx, ctx, { type: "inbox.updated", inboxId });
  const target = { kind: "inbox", id: inboxId };
  if (began) {
    await audit(tx, ctx, { action: "inbox.paired", target, after: { number } });
    if (!found.mustLogOut) await oweHistory(tx, ctx, inboxId, next.checkedAt!);
  }
  if (isLost) await audit(tx, ctx, { action: "inbox.phone_lost", target, before: { number } });
  if (next.lockedUntil && !was.lockedUntil)
    await audit(tx, ctx, {
      action: "inbox.pairing_locked",
      target,
      after: { until: next.lockedUntil.toISOString() },
    });
  if (next.isPaired && number) await learnNumber(tx, opened, ctx.tenantId, number);
  log(ctx.tenantId, inboxId, found);
}

/** From then on deliveries of other accounts of the same gateway are told from ours. */
async function learnNumber(tx: Tx, { connection, pairing, wire }: Opened, tenantId: string, number: string) {
  const { inboxId } = connection;
  const now = await openConnection(tx.sql, tenantId, inboxId, true);
  const credentials = wire.credentials.parse(now.credentials);
  const learned = pairing.learn(credentials, number);
  if (JSON.stringify(learned) === JSON.stringify(credentials)) return;
  await putCredentials(tx.sql, { tenantId, inboxId }, wire, learned);
}

function log(tenantId: string, inboxId: string, { began, ended, next, was }: Found): void {
  const { failures, lockedUntil } = next;
  const about = { tenantId, inboxId, failures };
  if (began) runtime().log.info(about, "a phone was paired");
  if (!ended) return;
  if (failures > was.failures)
    runtime().log.warn(
      { ...about, heldSeconds: ended.heldSeconds, outcome: ended.outcome },
      "a pairing has failed",
    );
  if (lockedUntil && !was.lockedUntil)
    runtime().log.warn({ ...about, security: "pairing", lockedUntil }, "pairing is locked for 24 hours");
}

/** What is done once that is stored. */
async function act(ctx: Ctx, { connection, pairing, given }: Opened, found: Found): Promise<void> {
  const { inboxId } = connection;
  if (found.mustLogOut) await pairing.logOut(given);
  // A send may have been told that there is no phone between two looks that both saw it: nothing else would end that pause.
  if (found.next.isConnected)
    await (found.was.isConnected ? resumePhoneless : resumeInbox)(systemOf(ctx), { inboxId });
  if (found.isLost)
    await pauseInbox(systemOf(ctx), inboxId, {
      ...{ code: NO_PHONE, reason: NO_PHONE_REASON },
      fix: "Pair the phone again in the inbox's settings; what waits goes out then.",
    });
}
