import { LOCK_AT, LOCK_HOURS, type PairingOutcome, REST_HOURS, STEADY_SECONDS, WARN_AT } from "./schema";

/** A number that was set aside for another one keeps what stands on its account. */
export type Aside = { number: string; failures: number; lockedUntil: string | null };
export type Observation = {
  isPaired: boolean;
  isConnected: boolean;
  number: string | null;
  pairedAt: Date | null;
  connectedAt: Date | null;
  checkedAt: Date | null;
  failures: number;
  lockedUntil: Date | null;
  aside: Aside[];
};
export type Seen = { isPaired: boolean; isConnected: boolean; number: string | null; at: Date };
export type Change = {
  next: Observation;
  /** A phone has joined just now. */
  began: boolean;
  /** How the pairing that was under way ended. */
  ended: { outcome: PairingOutcome; heldSeconds: number } | null;
  /** The phone that was paired is gone. */
  isLost: boolean;
  /** The number is locked and was paired all the same: it has to go again. */
  mustLogOut: boolean;
};

const SECOND = 1000;
/** Right after a pairing the network itself closes the connection once and opens it anew. */
const GRACE_SECONDS = 10;
/** When nobody has looked for longer, nobody knows when it was lost. */
const LONGEST_GAP_SECONDS = 90;

export function isLocked({ lockedUntil }: Pick<Observation, "lockedUntil">, now: number): boolean {
  return (lockedUntil?.getTime() ?? 0) > now;
}

export function severityOf(row: Observation, now: number): "none" | "warning" | "locked" {
  if (isLocked(row, now)) return "locked";
  return row.failures >= WARN_AT ? "warning" : "none";
}

/** Until when the number is better left alone: with one attempt left, for a while after the last failure. */
export function restUntil(row: Observation, failedAt: Date | null, now: number): Date | null {
  if (!failedAt || row.isPaired || severityOf(row, now) !== "warning") return null;
  const until = failedAt.getTime() + REST_HOURS * 3600 * SECOND;
  return until > now ? new Date(until) : null;
}

/** What is known once this was seen. An older look than the last changes nothing. */
export function observe(row: Observation, seen: Seen): Change {
  const nothing = { began: false, ended: null, isLost: false, mustLogOut: false };
  if (row.checkedAt && seen.at <= row.checkedAt) return { ...nothing, next: row };
  const isFirst = row.checkedAt === null;
  const began = seen.isPaired && !row.isPaired && !isFirst;
  const isLost = row.isPaired && !seen.isPaired;
  const isUp = seen.isPaired && seen.isConnected;
  const wasUp = row.isPaired && row.isConnected && !began;
  const next: Observation = {
    ...row,
    ...{ isPaired: seen.isPaired, isConnected: isUp, number: seen.number ?? row.number, checkedAt: seen.at },
    connectedAt: isUp ? ((wasUp ? row.connectedAt : null) ?? seen.at) : null,
    pairedAt: began ? seen.at : row.pairedAt,
  };
  // A lock that is over leaves no failures behind.
  if (row.lockedUntil && !isLocked(row, seen.at.getTime()))
    Object.assign(next, { failures: 0, lockedUntil: null });
  const change = { ...nothing, next, began, isLost };
  if (began) return begin(change, seen);
  if (row.pairedAt && (isLost || isDropped(row, seen))) return lose(change, row, seen);
  return settle(change, row, seen);
}

function isDropped(row: Observation, seen: Seen): boolean {
  const since = (seen.at.getTime() - row.pairedAt!.getTime()) / SECOND;
  return row.connectedAt !== null && !seen.isConnected && since >= GRACE_SECONDS;
}

/** Another number begins with a clean slate, and finds its own again when it comes back. */
function begin(change: Change, seen: Seen): Change {
  const { next } = change;
  const known = next.aside.find(({ number }) => number === seen.number);
  if (known) {
    next.failures = Math.max(next.failures, known.failures);
    if (known.lockedUntil) next.lockedUntil = new Date(known.lockedUntil);
    next.aside = next.aside.filter((one) => one !== known);
  }
  if (!isLocked(next, seen.at.getTime())) return change;
  // As if it had never joined: should it not go now, the next look throws it out again.
  Object.assign(next, { isPaired: false, isConnected: false, pairedAt: null, connectedAt: null });
  return { ...change, mustLogOut: true, ended: { outcome: "locked", heldSeconds: 0 } };
}

/** Lost within two minutes is a failure, the third one locks. */
function lose(change: Change, row: Observation, seen: Seen): Change {
  const { next, isLost } = change;
  const pairedAt = row.pairedAt!.getTime();
  const lastUp = (row.checkedAt!.getTime() - pairedAt) / SECOND;
  const gap = (seen.at.getTime() - row.checkedAt!.getTime()) / SECOND;
  const isFailure = lastUp < STEADY_SECONDS && gap < LONGEST_GAP_SECONDS;
  const held = Math.round((seen.at.getTime() - pairedAt) / SECOND);
  next.pairedAt = null;
  if (isFailure) next.failures++;
  if (isFailure && next.failures >= LOCK_AT)
    next.lockedUntil = new Date(seen.at.getTime() + LOCK_HOURS * 3600 * SECOND);
  const heldSeconds = isFailure ? Math.min(held, STEADY_SECONDS - 1) : held;
  return { ...change, ended: { outcome: isLost ? "logged_out" : "dropped", heldSeconds } };
}

/** Two minutes without a break reset everything. */
function settle(change: Change, row: Observation, seen: Seen): Change {
  const { next } = change;
  const { connectedAt } = next;
  if (!connectedAt || seen.at.getTime() - connectedAt.getTime() < STEADY_SECONDS * SECOND) return change;
  Object.assign(next, { pairedAt: null, failures: 0, lockedUntil: null });
  const heldSeconds = row.pairedAt ? Math.round((seen.at.getTime() - row.pairedAt.getTime()) / SECOND) : 0;
  return { ...change, ended: row.pairedAt ? { outcome: "steady", heldSeconds } : null };
}

/** The number as it stands is set aside, so that another one can be paired at once. */
export function setAside(row: Observation): Observation {
  const { number, failures, lockedUntil, aside } = row;
  const kept = number ? [{ number, failures, lockedUntil: lockedUntil?.toISOString() ?? null }] : [];
  const others = aside.filter((one) => one.number !== number).slice(-19);
  return {
    ...row,
    ...{ isPaired: false, isConnected: false, number: null, pairedAt: null, connectedAt: null },
    ...{ failures: 0, lockedUntil: null, aside: [...others, ...kept] },
  };
}
