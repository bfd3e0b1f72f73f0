import type { Db, Sql } from "../db";
import type { Logger } from "../log";
import { BACKOFF, type Backoff } from "./backoff";
import { promoteDue } from "./due";
import { OUTBOX_CHANNEL } from "./enqueue";
import type { Handlers } from "./entry";
import { listen } from "./listen";
import { createLoop, type Loop } from "./loop";
import { sweepLanes } from "./park";
import { TOLD } from "./told";
import { onWake } from "./wake";

export type DrainOptions = {
  /** Connections that claim at the same time. */
  loops: number;
  /** Lanes and single entries that one loop runs at the same time. */
  slots: number;
  /** A worker that dies keeps its entries from others for so long. */
  leaseSeconds: number;
  pollMs: number;
  backoff: Backoff;
  /** False where nothing lives long enough to listen (a cron route). */
  listens: boolean;
};

const DEFAULTS: DrainOptions = {
  loops: 2,
  slots: 400,
  leaseSeconds: 30,
  pollMs: 1000,
  backoff: BACKOFF,
  listens: true,
};
const SWEEP_MS = 10_000;
/** A claim is waited for so long, for each second of a lease. */
const PATIENCE_MS = 100;

export type Drain = {
  /** When nothing is due and nothing runs. */
  idle: () => Promise<void>;
  /** Takes nothing more, lets what runs finish for so long, hands the rest back. */
  stop: (graceMs?: number) => Promise<void>;
};

/** Works off the outbox until stopped: woken by commits of this process, by NOTIFY, when an entry falls due, and by a poll. */
export function startDrain(given: {
  db: Db;
  log: Logger;
  handlers: Handlers;
  options?: Partial<DrainOptions>;
}): Drain {
  const { db, log, handlers } = given;
  const options = { ...DEFAULTS, ...given.options };
  const crowdedSince = new Map<string, number>();
  const loops: Loop[] = Array.from({ length: options.loops }, () =>
    createLoop({
      db,
      log,
      handlers,
      options,
      alone,
      crowdedSince,
      wakeAnother,
      dueIn: (seconds) => tickWithin(seconds * 1000),
    }),
  );
  let stopping = false;
  let ticking: Promise<void>;
  let timer: NodeJS.Timeout | undefined;
  let nextTick = 0;
  let lastSweep = 0;
  let following: Promise<void> | undefined;
  let lastClaim: Promise<unknown> = Promise.resolve();

  /** After what was given before it, however that ended. One that hangs holds nobody up for long: two at a time only cost more. */
  function alone<T>(claim: () => Promise<T>): Promise<T> {
    let patience: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((resolve) => {
      patience = setTimeout(resolve, options.leaseSeconds * PATIENCE_MS);
    });
    const claiming = Promise.race([lastClaim, tooLong]).then(() => {
      clearTimeout(patience);
      return claim();
    });
    lastClaim = claiming.catch(() => {});
    return claiming;
  }

  /** One loop is enough to begin with; it wakes the next one when it finds a full batch. */
  function wakeAnother(): void {
    const able = loops.find((loop) => loop.canTake()) ?? loops[0];
    able?.wake();
  }

  /** One at a time; where more is told meanwhile, it is cheaper to look. */
  function heard(told = "", sql?: Sql): void {
    const [, kind = "", id] = TOLD.exec(told) ?? [];
    const take = handlers.get(kind)?.take;
    const able = following ? undefined : loops.find((loop) => loop.canFollow());
    if (stopping) return;
    if (!able || !take || !id || !sql) {
      wakeAnother();
      return;
    }
    following = able
      .follow((lease) => take(sql, { id, ...lease }))
      .finally(() => {
        following = undefined;
      });
  }

  function tickWithin(ms: number): void {
    const at = Date.now() + ms;
    if (stopping || (timer && at >= nextTick)) return;
    clearTimeout(timer);
    nextTick = at;
    timer = setTimeout(() => {
      timer = undefined;
      ticking = tick();
    }, ms);
  }

  /** Moves what has fallen due, mends what a dead worker left, and looks whether a wake-up was missed. */
  async function tick(): Promise<void> {
    let wait = options.pollMs;
    try {
      const { moved, next } = await promoteDue(db.sql);
      if (moved === 1000) wait = 0;
      else if (next !== null) wait = Math.min(wait, Math.max(next * 1000, 5));
      if (Date.now() - lastSweep > SWEEP_MS) {
        lastSweep = Date.now();
        await sweepLanes(db.sql);
      }
    } catch (error) {
      log.warn({ err: error }, "the outbox could not be looked at, will try again");
    }
    wakeAnother();
    tickWithin(wait);
  }

  const stopHearing = onWake("outbox", wakeAnother);
  const listener = options.listens
    ? listen({
        connectionString: String(db.pool.options.connectionString),
        channel: OUTBOX_CHANNEL,
        heard,
        returned: () => {
          for (const loop of loops) loop.doubt();
        },
        log,
      })
    : undefined;
  ticking = tick();

  return {
    async idle() {
      do {
        await ticking;
        await Promise.all(loops.map((loop) => loop.idle()));
      } while (loops.some((loop) => !loop.isIdle()));
    },
    async stop(graceMs = 10_000) {
      stopping = true;
      clearTimeout(timer);
      stopHearing();
      // What is being taken goes over the connection that listens.
      await following;
      await listener?.stop();
      await ticking;
      await Promise.all(loops.map((loop) => loop.stop(graceMs)));
    },
  };
}
