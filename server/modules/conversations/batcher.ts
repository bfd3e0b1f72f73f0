import { AppError } from "../../core/errors";
import { type Sql, sqlState } from "../../infra/db";
import { type Appended, appendAll, isTwinRace, type NewMessage } from "./append";

type Waiting = {
  item: NewMessage;
  resolve: (answer: Appended | null) => void;
  reject: (error: unknown) => void;
};

const MAX_BATCH = 50;
/** Two statements at a time keep Postgres busy while Node reads the next requests; more only adds lock waits. */
const MAX_RUNNING = 2;
/** How long a message is held through a database restart before its sender is told. */
const PATIENCE_MS = 8_000;

/**
 * Shares commits: messages that arrive while a statement runs go together into the next one. A message's promise
 * settles only after its own commit. Messages of one conversation are stored in the order they were given.
 */
export class MessageBatcher {
  private waiting: Waiting[] = [];
  private running = 0;
  private readonly busy = new Set<string>();
  private scheduled = false;

  constructor(private readonly sql: Sql) {}

  append(item: NewMessage): Promise<Appended | null> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.schedule();
    });
  }

  /** One turn of the event loop, so that requests read from the sockets together are stored together. */
  private schedule(): void {
    if (this.scheduled || this.running >= MAX_RUNNING) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      while (this.running < MAX_RUNNING && this.start());
    });
  }

  private start(): boolean {
    const batch: Waiting[] = [];
    const left: Waiting[] = [];
    const twins = new Set<string>();
    const held = new Set<string>();
    for (const w of this.waiting) {
      const { conversationId, clientId } = w.item;
      const twin = `${conversationId} ${clientId}`;
      const mustWait =
        batch.length >= MAX_BATCH ||
        this.busy.has(conversationId) ||
        held.has(conversationId) ||
        (clientId !== null && twins.has(twin));
      if (mustWait) {
        held.add(conversationId);
        left.push(w);
        continue;
      }
      twins.add(twin);
      batch.push(w);
    }
    if (batch.length === 0) return false;
    this.waiting = left;
    this.running++;
    for (const w of batch) this.busy.add(w.item.conversationId);
    void this.run(batch).finally(() => {
      this.running--;
      for (const w of batch) this.busy.delete(w.item.conversationId);
      if (this.waiting.length) this.schedule();
    });
    return true;
  }

  private async run(batch: Waiting[]): Promise<void> {
    try {
      const answers = await this.attempt(batch.map((w) => w.item));
      for (const [i, w] of batch.entries()) w.resolve(answers[i] ?? null);
    } catch (error) {
      if (batch.length === 1) return batch[0]!.reject(error);
      // One bad message must not take the others down with it.
      for (const w of batch) await this.run([w]);
    }
  }

  /** Client ids make a repeat harmless, so what a lost connection left open is simply done again. */
  private async attempt(items: NewMessage[]): Promise<(Appended | null)[]> {
    const start = Date.now();
    const canRepeat = items.every((item) => item.clientId !== null);
    for (let tries = 1; ; tries++) {
      try {
        return await appendAll(this.sql, items);
      } catch (error) {
        const isRace = isTwinRace(error) || ["40001", "40P01"].includes(sqlState(error) ?? "");
        if (isRace && tries < 5) continue;
        if (!isConnectionLoss(error)) throw error;
        if (!canRepeat || Date.now() - start > PATIENCE_MS) {
          throw new AppError(
            "unavailable",
            "The message could not be stored just now. It is kept on your side; try again.",
          );
        }
        await new Promise((done) => setTimeout(done, 100 + Math.random() * 200));
      }
    }
  }
}

/** The server went away or is starting: not a verdict on the statement. */
export function isConnectionLoss(error: unknown): boolean {
  const state = sqlState(error);
  if (state && /^(08|57P0)/.test(state)) return true;
  const e = error as { code?: string; message?: string };
  return (
    ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ENOTFOUND", "ETIMEDOUT", "P1001", "P1017"].includes(
      e?.code ?? "",
    ) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      e?.message ?? "",
    )
  );
}
