import { randomInt } from "node:crypto";
import type { Db } from "../db";
import type { Logger } from "../log";
import type { DrainOptions } from "./drain";
import type { Handler, Handlers, Held, Told } from "./entry";
import { createLost } from "./lost";
import { parkBlocked, wakeLanes } from "./park";
import { createRunner } from "./runner";
import { settle } from "./settle";
import { takeTurn } from "./turn";

const BATCH = 200;
/** How long a tenant's due entries may all be blocked before they are parked. */
const PATIENCE_MS = 100;

type TakeTold = (lease: Omit<Told, "id">) => ReturnType<NonNullable<Handler["take"]>>;

export type Loop = {
  wake: () => void;
  /** A connection was lost, and who knows what with it: looks what of its entries is leased and not run. */
  doubt: () => void;
  /** Asleep with room for more. */
  canTake: () => boolean;
  /** Idle enough to follow what is told. */
  canFollow: () => boolean;
  /** Takes an entry of which a commit has told. */
  follow: (take: TakeTold) => Promise<void>;
  isIdle: () => boolean;
  idle: () => Promise<void>;
  stop: (graceMs: number) => Promise<void>;
};

/** One connection's worth of draining: write down what finished, take the next batch, run it, and again. */
export function createLoop(given: {
  db: Db;
  log: Logger;
  handlers: Handlers;
  options: DrainOptions;
  /**
   * Runs a claim by itself: of two at the same time one would look closely at each entry that the other has just taken, which
   * costs more than waiting.
   */
  alone: <T>(claim: () => Promise<T>) => Promise<T>;
  /** Since when none of a tenant's first due entries could be taken, by any loop of the process: Date.now(). */
  crowdedSince: Map<string, number>;
  /** There is more than this loop can take. */
  wakeAnother: () => void;
  /** An entry will be due again in so many seconds. */
  dueIn: (seconds: number) => void;
}): Loop {
  const { db, log, options, crowdedSince } = given;
  const runner = createRunner({ ...given, finished: () => rouse?.() });
  let isHungry = true;
  let isStopping = false;
  let isOutOfTime = false;
  let fromTenant: string | null = null;
  let failures = 0;
  let rouse: (() => void) | undefined;
  const whenIdle: (() => void)[] = [];
  /** Lanes in which something finished, whose next entry may be parked. */
  let passed = new Set<string>();
  const lost = createLost(options.leaseSeconds * 1000);
  let isInDoubt = false;
  let isFollowing = false;
  let lookAgain: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    for (;;) {
      const { done, other } = runner.written;
      // Postgres stays away: the leases will run out by themselves.
      if (isOutOfTime && failures) return;
      if (done.length || other.length || isInDoubt || (isHungry && !isStopping && runner.free() > 0)) {
        await turnSafely();
      } else if (passed.size) {
        await wakePassed();
      } else if (isStopping && runner.isIdle() && !isFollowing) {
        return;
      } else {
        await sleep();
      }
    }
  }

  async function turnSafely(): Promise<void> {
    try {
      await turn();
      failures = 0;
    } catch (error) {
      isHungry = true;
      if (failures++ === 0) log.warn({ err: error }, "the outbox cannot be reached, will try again");
      await new Promise((resolve) => setTimeout(resolve, Math.min(1000, 25 * 2 ** failures)));
    }
  }

  async function turn(): Promise<void> {
    await settleOthers();
    if (isInDoubt) await handBackLost();
    const { answer, done, limit, before } = await given.alone(claim);
    notePassed(done);
    if (answer.done < done.length)
      log.warn({ missing: done.length - answer.done }, "outbox entries had lost their lease");
    runner.start(answer.entries);
    if (isOutOfTime) runner.abandon();
    const isFull = limit > 0 && answer.entries.length === limit;
    const hasMore = isFull || (answer.hasMore && answer.entries.length > 0);
    // A tenant's turn comes again only when the others have had theirs: the walk ends where it began.
    if (limit && (hasMore || answer.nextTenant || fromTenant)) isHungry = true;
    fromTenant = answer.nextTenant;
    if (hasMore) given.wakeAnother();
    if (answer.anyWaiting && before.size && (await wakeLanes(db.sql, [...before]))) isHungry = true;
    for (const { tenantId } of answer.entries) crowdedSince.delete(tenantId);
    for (const tenantId of answer.crowded) await relieve(tenantId);
  }

  /** Writes down what is done and takes what is next. */
  async function claim() {
    const done = runner.written.done.splice(0, 500);
    const isDurable = done.some(({ isKept }) => !isKept);
    const limit = isStopping ? 0 : Math.min(BATCH, runner.free());
    const token = newToken();
    isHungry = false;
    const before = passed;
    passed = new Set();
    const answer = await takeTurn(db.sql, done, {
      limit,
      token,
      leaseSeconds: options.leaseSeconds,
      fromTenant,
      isDurable,
      rooms: runner.rooms(),
    }).catch((error: unknown) => {
      runner.written.done.unshift(...done);
      for (const lane of before) passed.add(lane);
      if (limit) loseTo(token);
      throw error;
    });
    if (!isDurable) for (const { token } of done) lost.note(token);
    return { answer, done, limit, before };
  }

  function loseTo(token: number): void {
    lost.note(token);
    isInDoubt = true;
  }

  async function handBackLost(): Promise<void> {
    isInDoubt = false;
    try {
      if (await lost.handBack(db.sql, runner.ids())) isHungry = true;
    } catch (error) {
      isInDoubt = true;
      throw error;
    }
  }

  /** Most lanes are blocked for the moment in which their head runs; only where it lasts is parking worth its writes. */
  async function relieve(tenantId: string): Promise<void> {
    const now = Date.now();
    const since = crowdedSince.get(tenantId) ?? now;
    const isFresh = now - since > 10 * PATIENCE_MS;
    crowdedSince.set(tenantId, isFresh ? now : since);
    if (isFresh || now - since < PATIENCE_MS) lookAgain ??= setTimeout(lookNow, PATIENCE_MS / 2);
    else if (await parkBlocked(db.sql, tenantId)) isHungry = true;
  }

  async function settleOthers(): Promise<void> {
    const others = runner.written.other.splice(0, 500);
    if (!others.length) return;
    await settle(db.sql, others).catch((error: unknown) => {
      runner.written.other.unshift(...others);
      throw error;
    });
    notePassed(others.filter(({ outcome }) => outcome !== "retry"));
    for (const { outcome, delay } of others) if (outcome === "retry") given.dueIn(delay ?? 0);
    // What was handed back can be taken again, as can be what stood behind a dead letter.
    isHungry = true;
  }

  function notePassed(finished: readonly (Held & { lane?: string | null })[]): void {
    for (const { lane } of finished) if (lane) passed.add(lane);
  }

  /** The check after the last commit of a busy time, which no further turn makes. */
  async function wakePassed(): Promise<void> {
    const lanes = passed;
    passed = new Set();
    try {
      if (await wakeLanes(db.sql, [...lanes])) isHungry = true;
    } catch (error) {
      for (const lane of lanes) passed.add(lane);
      log.warn({ err: error }, "lanes could not be woken, will try again");
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  async function sleep(): Promise<void> {
    const roused = new Promise<void>((resolve) => {
      rouse = resolve;
    });
    if (isIdle()) for (const tell of whenIdle.splice(0)) tell();
    await roused;
    rouse = undefined;
    // Entries that end in the same tick are written down together.
    await new Promise((resolve) => setImmediate(resolve));
  }

  async function follow(take: TakeTold): Promise<void> {
    isFollowing = true;
    const token = newToken();
    try {
      const taken = await take({ token, leaseSeconds: options.leaseSeconds });
      if (taken) runner.start([taken.entry], taken.given);
      if (isOutOfTime) runner.abandon();
    } catch (error) {
      log.warn({ err: error }, "what was told could not be taken, will be looked for");
      loseTo(token);
      isHungry = true;
    }
    isFollowing = false;
    rouse?.();
  }

  function wake(): void {
    isHungry = true;
    rouse?.();
  }

  function doubt(): void {
    isInDoubt = true;
    wake();
  }

  function lookNow(): void {
    lookAgain = undefined;
    wake();
  }

  function isIdle(): boolean {
    return rouse !== undefined && runner.isIdle() && !isFollowing && !isHungry && !isInDoubt && !lookAgain;
  }

  const running = run();
  return {
    ...{ wake, doubt },
    canTake: () => rouse !== undefined && runner.free() > 0,
    // Half of the room stays for whose turn it is.
    canFollow: () => rouse !== undefined && !isStopping && !isFollowing && runner.free() > options.slots / 2,
    follow,
    isIdle,
    idle: () =>
      new Promise((resolve) => {
        if (isIdle()) resolve();
        else whenIdle.push(resolve);
      }),
    async stop(graceMs) {
      isStopping = true;
      rouse?.();
      const grace = setTimeout(() => {
        isOutOfTime = true;
        runner.abandon();
      }, graceMs);
      await running;
      clearTimeout(grace);
      clearTimeout(lookAgain);
      runner.close();
    },
  };
}

const newToken = () => randomInt(1, 2 ** 31 - 1);
