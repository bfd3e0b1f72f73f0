import { AppError } from "../core/errors";
import { sqlState } from "./db";

/** How long work is held through a restart of the database before whoever asked is told. */
const PATIENCE_MS = 8_000;
const RACES = 5;

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

/** A deadlock or a serialisation failure: the same again may pass. */
export function isRace(error: unknown): boolean {
  return ["40001", "40P01"].includes(sqlState(error) ?? "");
}

/**
 * Does it again while the database is away, and where it met others. `work` has to bear being done twice, as nobody knows
 * whether what a lost connection left open was committed; where it does not, `mayRepeat` is false. Throws unavailable with
 * `words` when the patience is over.
 */
export async function throughRestart<T>(
  work: () => Promise<T>,
  given: { words: string; mayRepeat?: boolean; isRace?: (error: unknown) => boolean },
): Promise<T> {
  const { words, mayRepeat = true } = given;
  const start = Date.now();
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if ((isRace(error) || given.isRace?.(error)) && tries < RACES) continue;
      if (!isConnectionLoss(error)) throw error;
      if (!mayRepeat || Date.now() - start > PATIENCE_MS) throw new AppError("unavailable", words);
      await new Promise((done) => setTimeout(done, 100 + Math.random() * 200));
    }
  }
}
