import type { z } from "zod";
import type { SystemActor, TenantCtx } from "../../core/ctx";
import type { Sql } from "../db";
import type { Logger } from "../log";

/** Owner of what the installation owes itself; no tenant has this id. */
export const NO_TENANT = "00000000-0000-0000-0000-000000000000";

/** One side effect to be owed. */
export type OwedEntry = {
  /** Null for the installation's own work. */
  tenantId: string | null;
  kind: string;
  /** Entries of one lane run strictly one after another, in the order of their enqueueing. */
  lane?: string;
  /** The same key is taken once, however often it is enqueued. */
  idempotencyKey?: string;
  /** JSON, of the shape the kind's handler asks for. */
  payload: unknown;
  runAt?: Date;
  /** Runs before it is a dead letter; 12 unless told, which is about two hours of trying. */
  maxAttempts?: number;
  traceId: string;
};

/** An entry in this worker's hands until its lease ends. */
export type ClaimedEntry = {
  id: string;
  tenantId: string;
  kind: string;
  lane: string | null;
  key: string | null;
  payload: unknown;
  /** Runs begun, this one included. */
  attempt: number;
  maxAttempts: number;
  token: number;
  traceId: string;
};

/** An entry and the lease under which it is held. */
export type Held = { id: string; token: number };

/** `tenantId` is NO_TENANT for the installation's own work. `log` carries tenantId, traceId and the entry's id. */
export type HandlerCtx = TenantCtx<SystemActor> & { log: Logger };

export type HandlerRun = {
  entry: Held;
  attempt: number;
  maxAttempts: number;
  /** Hand it to the outside world where it takes one: the same effect may be tried again after a crash. */
  idempotencyKey: string;
  /** Aborts when the time is up or the lease was lost; nothing done later counts. */
  signal: AbortSignal;
  /** Why it has been stopped, for who needs no signal. */
  stopped?: Error | undefined;
};

/** An entry of which a commit has told, and the lease under which it is to be taken. */
export type Told = { id: string; token: number; leaseSeconds: number };

/** What a kind of entry does. An error thrown means: later again, with a growing pause. `Given`: what `take` brings. */
export type Handler<Payload = unknown, Given = unknown> = {
  payload: z.ZodType<Payload>;
  run(ctx: HandlerCtx, payload: Payload, run: HandlerRun, given?: Given): Promise<void>;
  /**
   * Takes an entry as soon as its commit is told, together with what its run needs, in one statement (told.ts): for what
   * somebody waits for. Null where it is not to be had. Bears being repeated.
   */
  take?: (sql: Sql, told: Told) => Promise<{ entry: ClaimedEntry; given: Given } | null>;
  /** Seconds one run may take; 60 unless told. */
  timeoutSeconds?: number;
  /**
   * What it has done is on the disk by commits of its own, and a further run sees that: the entry's end need not be waited for
   * too, as a crash of the database that takes it back does no harm.
   */
  keepsItsEnd?: boolean;
  /** Empties the payload once done, where it holds a link that opens a door. */
  forgetsPayload?: boolean;
};

export type Handlers = ReadonlyMap<string, Handler>;

/** Forgets the payload's type, so that handlers of many kinds fit into one registry. */
export function handler<Payload, Given = unknown>(given: Handler<Payload, Given>): Handler {
  return given as unknown as Handler;
}

/** Thrown by a handler: try again, but not before so many seconds. Counts as an attempt. */
export class RetryAfter extends Error {
  override name = "RetryAfter";
  constructor(
    readonly seconds: number,
    message: string,
  ) {
    super(message);
  }
}

/** Thrown by a handler: nothing has failed, it is only not yet time. The try does not count. */
export class NotYet extends RetryAfter {
  override name = "NotYet";
}

/** Thrown by a handler: trying again cannot help. The entry is a dead letter at once and its lane goes on. */
export class GiveUp extends Error {
  override name = "GiveUp";
}
