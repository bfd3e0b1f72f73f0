import type { Db } from "../db";
import type { Logger } from "../log";
import type { DrainOptions } from "./drain";
import type { ClaimedEntry, Handlers, Held } from "./entry";
import { type Outcome, runEntry } from "./run";
import { renewLeases, type Settlement } from "./settle";
import { Stopper } from "./stopper";

const DEFAULT_TIMEOUT_SECONDS = 60;
const LOST = "The lease was lost.";

type Running = {
  entry: ClaimedEntry;
  stop: Stopper;
  heldSince: number;
  startedAt: number;
};
type InLane = { lane: string | null };
/** `isKept`: by its handler too, in commits of its own. */
type Done = Held & InLane & { isKept: boolean };

/** Runs claimed entries: lanes beside each other, the entries of one lane one after another; keeps their leases alive. */
export function createRunner(given: {
  db: Db;
  log: Logger;
  handlers: Handlers;
  options: DrainOptions;
  finished: () => void;
}) {
  const { db, log, handlers, options } = given;
  const held = new Map<string, Running>();
  const perTenant = new Map<string, number>();
  let free = options.slots;
  /** What finished and is not written down yet. */
  const written: { done: Done[]; other: (Settlement & InLane)[] } = { done: [], other: [] };
  const keeper = setInterval(keepLeases, (options.leaseSeconds * 1000) / 3);
  const watch = setInterval(stopOverdue, 1000);

  /** `given`: what the handler has brought for it, where there is one entry. */
  function start(entries: readonly ClaimedEntry[], given?: unknown): void {
    const lanes = new Map<string, ClaimedEntry[]>();
    const heldSince = Date.now();
    for (const entry of entries) {
      // Of whoever has stood still for longer than a lease: an earlier run of it may still be under way.
      held.get(entry.id)?.stop.stop(new Error(LOST));
      held.set(entry.id, { entry, stop: new Stopper(), heldSince, startedAt: 0 });
      const lane = entry.lane ?? `#${entry.id}`;
      const run = lanes.get(lane);
      if (run) run.push(entry);
      else lanes.set(lane, [entry]);
    }
    for (const run of lanes.values()) void runLane(run, given);
  }

  async function runLane(entries: readonly ClaimedEntry[], brought: unknown): Promise<void> {
    const { tenantId } = entries[0]!;
    take(tenantId, 1);
    let isBlocked = false;
    for (const entry of entries) {
      const running = held.get(entry.id);
      // Abandoned meanwhile, and handed back already; or taken anew.
      if (running?.entry !== entry) continue;
      if (isBlocked) {
        record(entry, { outcome: "release" });
        continue;
      }
      running.startedAt = Date.now();
      const outcome = await runEntry(entry, handlers.get(entry.kind), {
        log,
        backoff: options.backoff,
        stop: running.stop,
        given: brought,
      });
      // A lane goes on behind what is done or dead, never behind what will be tried again.
      isBlocked = outcome !== "done" && outcome.outcome === "retry";
      record(entry, outcome);
    }
    take(tenantId, -1);
    given.finished();
  }

  function take(tenantId: string, slots: 1 | -1): void {
    free -= slots;
    const taken = (perTenant.get(tenantId) ?? 0) + slots;
    if (taken) perTenant.set(tenantId, taken);
    else perTenant.delete(tenantId);
  }

  function record(entry: ClaimedEntry, outcome: Outcome): void {
    const { id, token, lane, kind } = entry;
    if (held.get(id)?.entry !== entry) return;
    held.delete(id);
    const isKept = handlers.get(kind)?.keepsItsEnd === true;
    if (outcome === "done") written.done.push({ id, token, lane, isKept });
    else written.other.push({ id, token, lane, ...outcome });
    given.finished();
  }

  async function keepLeases(): Promise<void> {
    const young = Date.now() - (options.leaseSeconds * 1000) / 3;
    const old = [...held.values()].filter(({ heldSince }) => heldSince <= young);
    if (!old.length) return;
    // As whoever else changes several of them does, so that neither waits for the other.
    old.sort((a, b) => Number(a.entry.id) - Number(b.entry.id));
    try {
      const kept = await renewLeases(
        db.sql,
        old.map(({ entry }) => entry),
        options.leaseSeconds,
      );
      for (const { entry, stop } of old) if (!kept.has(entry.id)) stop.stop(new Error(LOST));
    } catch (error) {
      log.warn({ err: error, entries: old.length }, "leases could not be renewed, will try again");
    }
  }

  function stopOverdue(): void {
    for (const { entry, stop, startedAt } of held.values()) {
      const seconds = handlers.get(entry.kind)?.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
      if (startedAt && Date.now() - startedAt > seconds * 1000)
        stop.stop(new Error(`Not finished within ${seconds} s.`));
    }
  }

  return {
    written,
    start,
    free: () => free,
    /** Of what runs, or has run and is not written down yet. */
    ids: () => [...held.keys(), ...[...written.done, ...written.other].map(({ id }) => id)],
    isIdle: () => free === options.slots && !written.done.length && !written.other.length,
    /**
     * How much each tenant may still take: half of what it would leave free. So one tenant gets half of the slots, two a third
     * each, and there is always room for one that comes later, however slow the others' handlers are.
     */
    rooms() {
      const tenants = [...perTenant.keys()];
      const room = tenants.map((tenant) => Math.max(0, Math.ceil((free - perTenant.get(tenant)!) / 2)));
      return { tenants, room, others: Math.ceil(free / 2) };
    },
    /** Hands back what has not finished. Its handlers are told to stop; whatever they still do does not count. */
    abandon(): void {
      for (const { entry, stop } of [...held.values()]) {
        record(entry, { outcome: "release" });
        stop.stop(new Error("The worker is stopping."));
      }
    },
    close(): void {
      clearInterval(keeper);
      clearInterval(watch);
    },
  };
}
