import { coalesce } from "../../infra/coalesce";
import type { Sql } from "../../infra/db";
import { throughRestart } from "../../infra/restart";
import { type Appended, appendAll, isTwinRace, type NewMessage } from "./append";

const WORDS = "The message could not be stored just now. It is kept on your side; try again.";

/**
 * Shares commits: messages that arrive while a statement runs go together into the next one. A message's promise
 * settles only after its own commit. Messages of one conversation are stored in the order they were given.
 */
export class MessageBatcher {
  readonly append: (item: NewMessage) => Promise<Appended | null>;

  constructor(sql: Sql) {
    this.append = coalesce((items: readonly NewMessage[]) => appendThroughRestart(sql, items), {
      most: 50,
      // Two statements at a time keep Postgres busy while Node reads the next requests; more only adds lock waits.
      runs: 2,
      lane: ({ conversationId }) => conversationId,
      twin: ({ conversationId, clientId }) => clientId && `${conversationId} ${clientId}`,
    });
  }
}

/** Client ids make a repeat harmless, so what a lost connection left open is simply done again. */
function appendThroughRestart(sql: Sql, items: readonly NewMessage[]): Promise<(Appended | null)[]> {
  const mayRepeat = items.every(({ clientId }) => clientId !== null);
  return throughRestart(() => appendAll(sql, items), { words: WORDS, mayRepeat, isRace: isTwinRace });
}
