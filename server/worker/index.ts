import type { Sql } from "../infra/db";
import { type DrainOptions, startDrain } from "../infra/outbox/drain";
import { runtime } from "../infra/runtime";
import { allHandlers, type WorkerTools } from "./handlers";
import type { Reaction } from "./reaction";
import { schedule } from "./schedule";
import { enqueueDueJobs } from "./scheduler";
import { subscriptions } from "./subscriptions";
import { addConsumer, followEvents, stepEvents } from "./tail";

const SCHEDULE_MS = 30_000;
const HELD_UP_MS = 2000;

export type WorkerOptions = { reactions?: readonly Reaction[]; drain?: Partial<DrainOptions> };

/** Starts the process's worker: the outbox, the events' reactions and the schedule. Any number of processes may have one. */
export async function startWorker(
  tools: WorkerTools = runtime(),
  { reactions = subscriptions, drain: options }: WorkerOptions = {},
): Promise<{ stop: () => Promise<void> }> {
  const { db, log } = tools;
  const jobs = schedule(tools);
  const outbox = startDrain({ db, log, handlers: allHandlers(tools, { reactions, jobs }), options });
  const events = followEvents({ db, log, reactions });
  let asking: Promise<unknown> = Promise.resolve();
  const ask = () => {
    asking = enqueueDueJobs(db.sql, jobs).catch((error: unknown) =>
      log.warn({ err: error }, "the schedule could not be looked at, will try again"),
    );
  };
  ask();
  const timer = setInterval(ask, SCHEDULE_MS);
  return {
    async stop() {
      clearInterval(timer);
      await asking;
      await events.stop();
      await outbox.stop();
    },
  };
}

/**
 * Works for at most so long, for a host where nothing lives longer than a request: the schedule, the events, the outbox.
 * Answers whether everything that was due is done.
 */
export async function drain(
  timeBudgetMs: number,
  tools: WorkerTools = runtime(),
  { reactions = subscriptions, drain: options }: WorkerOptions = {},
): Promise<{ isDone: boolean }> {
  const { db, log } = tools;
  const deadline = Date.now() + timeBudgetMs;
  const jobs = schedule(tools);
  await addConsumer(db.sql);
  await enqueueDueJobs(db.sql, jobs);
  const isCaughtUp = await catchUp(db.sql, reactions, deadline);
  const outbox = startDrain({
    db,
    log,
    handlers: allHandlers(tools, { reactions, jobs }),
    options: { ...options, listens: false },
  });
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), Math.max(0, deadline - Date.now()));
  });
  const isDone = await Promise.race([outbox.idle().then(() => true), timeIsUp]);
  clearTimeout(timer);
  await outbox.stop(2000);
  return { isDone: isDone && isCaughtUp };
}

/** Follows the events to their end. What an open transaction holds up is waited for, but not for long: the outbox waits too. */
async function catchUp(sql: Sql, reactions: readonly Reaction[], deadline: number): Promise<boolean> {
  const patience = Math.min(deadline, Date.now() + HELD_UP_MS);
  for (;;) {
    const { isFull, isHeldUp } = await stepEvents(sql, reactions);
    if (!isFull && !isHeldUp) return true;
    if (Date.now() > (isFull ? deadline : patience)) return false;
    if (!isFull) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
