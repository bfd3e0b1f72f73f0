import { clock } from "../../core/clock";
import { runtime } from "../../infra/runtime";
import { look } from "./look";
import type { Ctx } from "./open";
import { isLocked, restUntil, severityOf } from "./rules";
import { LOCK_AT, type PairingOf, type PairingOutcome, type PairingStatus, STEADY_SECONDS } from "./schema";
import { getPairing, listAttempts } from "./store";

/** How the phone stands now, as the provider says when it is asked. Throws not_found. */
export async function getPairingStatus(ctx: Ctx, { inboxId }: PairingOf): Promise<PairingStatus> {
  const problem = await look(ctx, inboxId);
  const { sql } = runtime().db;
  const place = { tenantId: ctx.tenantId, inboxId };
  const row = await getPairing(sql, place);
  const now = clock.now();
  const { isPaired, isConnected, number, pairedAt, lockedUntil } = row;
  const steadyAt =
    pairedAt && isPaired ? new Date(pairedAt.getTime() + STEADY_SECONDS * 1000).toISOString() : null;
  const listed = await listAttempts(sql, place);
  const failed = listed.find((one) => one.number === number && isLost(one.outcome));
  const attempts = listed.map((one) => ({
    ...{ id: one.id, number: one.number, startedAt: one.started_at.toISOString() },
    ...{ outcome: one.outcome as PairingOutcome | null, heldSeconds: one.held_seconds },
  }));
  return {
    ...{ isPaired, isConnected, number, steadyAt, attempts, problem },
    phase: !isPaired ? "waiting" : steadyAt ? "paired" : "steady",
    // What a lock that is over has left is no failure any more.
    failures: lockedUntil && !isLocked(row, now) ? 0 : row.failures,
    failuresAllowed: LOCK_AT,
    severity: severityOf(lockedUntil && !isLocked(row, now) ? { ...row, failures: 0 } : row, now),
    lockedUntil: isLocked(row, now) ? lockedUntil!.toISOString() : null,
    restUntil: restUntil(row, failed?.ended_at ?? null, now)?.toISOString() ?? null,
    mayReset: mayReset(ctx),
  };
}

const isLost = (outcome: string | null) => outcome === "dropped" || outcome === "logged_out";

/** The lock protects the number from being banned: only whoever owns the business takes that on. */
export function mayReset({ actor }: Ctx): boolean {
  return actor.kind === "system" || actor.role === "owner";
}
