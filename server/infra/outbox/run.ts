import { mintTenantId } from "../../core/ids";
import type { Logger } from "../log";
import { type Backoff, retryDelay } from "./backoff";
import {
  type ClaimedEntry,
  GiveUp,
  type Handler,
  type HandlerCtx,
  type HandlerRun,
  NotYet,
  RetryAfter,
} from "./entry";
import type { Settlement } from "./settle";
import type { Stopper } from "./stopper";

const MAX_ERROR_CHARS = 2000;

/** "done", or what else to write down. */
export type Outcome = "done" | Omit<Settlement, "id" | "token">;

/** Runs one entry's handler once and says what that makes of the entry. Never throws. */
export async function runEntry(
  entry: ClaimedEntry,
  handler: Handler | undefined,
  { log, backoff, stop, given }: { log: Logger; backoff: Backoff; stop: Stopper; given?: unknown },
): Promise<Outcome> {
  const ctx = contextOf(entry, log);
  try {
    // A lease that ran out during the last attempt: the process died, most likely of this very entry.
    if (entry.attempt > entry.maxAttempts) throw new GiveUp("The worker stopped during the last attempt.");
    if (!handler) throw new Error(`No handler for entries of kind ${entry.kind}.`);
    const payload = handler.payload.safeParse(entry.payload);
    if (!payload.success) throw new GiveUp(`The payload is not of this kind: ${payload.error.message}`);
    await stop.race(handler.run(ctx, payload.data, new Run(entry, stop), given));
    return handler.forgetsPayload ? { outcome: "forget" } : "done";
  } catch (error) {
    return failed(entry, ctx.log, error, backoff);
  }
}

class Run implements HandlerRun {
  constructor(
    readonly entry: ClaimedEntry,
    private readonly stop: Stopper,
  ) {}
  get attempt() {
    return this.entry.attempt;
  }
  get maxAttempts() {
    return this.entry.maxAttempts;
  }
  get idempotencyKey() {
    return this.entry.key ?? `outbox:${this.entry.id}`;
  }
  get signal() {
    return this.stop.signal();
  }
  get stopped() {
    return this.stop.why();
  }
}

function contextOf(entry: ClaimedEntry, log: Logger): HandlerCtx {
  const { tenantId, traceId, kind, id, attempt } = entry;
  let child: Logger | undefined;
  return {
    tenantId: mintTenantId(tenantId),
    actor: { kind: "system", name: "worker" },
    traceId,
    ip: "",
    // Made when first used: most entries log nothing.
    get log() {
      child ??= log.child({ tenantId, traceId, kind, entryId: id, attempt });
      return child;
    },
  };
}

function failed(entry: ClaimedEntry, log: Logger, error: unknown, backoff: Backoff): Outcome {
  const words = inWords(error);
  if (error instanceof NotYet) {
    log.debug({ retryInSeconds: error.seconds }, words);
    return { outcome: "retry", delay: error.seconds, isFree: true };
  }
  if (error instanceof GiveUp || entry.attempt >= entry.maxAttempts) {
    log.error({ err: error }, "outbox entry given up: a dead letter now");
    return { outcome: "dead", error: words };
  }
  const delay = error instanceof RetryAfter ? error.seconds : retryDelay(entry.attempt, backoff);
  log.warn({ err: error, retryInSeconds: delay }, "outbox entry failed, will be tried again");
  return { outcome: "retry", delay, error: words };
}

/** Postgres keeps no NUL in text. */
function inWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll("\0", "").slice(0, MAX_ERROR_CHARS).toWellFormed();
}
