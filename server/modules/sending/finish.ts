import { clock } from "../../core/clock";
import { coalesce } from "../../infra/coalesce";
import { isUniqueViolation } from "../../infra/db";
import { wakeConsumers } from "../../infra/outbox/wake";
import { throughRestart } from "../../infra/restart";
import { runtime } from "../../infra/runtime";
import { isWatched, tellLive } from "../conversations/live";
import { settleAll } from "../messages/settle-all";
import { endSent } from "./attempts";
import { awaitedOf, findSent, putSent, type Sent, type SentRow } from "./sent";

/**
 * The first part of a message that its provider has taken. `wasQueued`: as it was opened; `isWhole`: there is no other part. No
 * more than that, as thousands may wait at once to be written down.
 */
export type Finished = Sent & { conversationId: string; wasQueued: boolean; isWhole: boolean };

// The provider has taken them: a database that is away for a moment must not make them doubtful.
// Where an echo has just got the same id, a second look sees it.
export const UNWRITTEN = {
  words: "The provider took it, and that could not be written down.",
  isRace: (error: unknown) => isUniqueViolation(error),
};

/** Writes down what a provider has taken: what many messages do at the same time is one statement for all of them. */
export const finish = coalesce(finishAll, {
  ...{ most: 200, runs: 2 },
  // One of each conversation.
  lane: ({ conversationId }) => conversationId,
  twin: ({ conversationId }) => conversationId,
});

async function finishAll(all: readonly Finished[]): Promise<undefined[]> {
  const plain = all.filter(({ wasQueued, isWhole }) => isWhole && wasQueued);
  const written = plain.length ? await throughRestart(() => putSent(runtime().db.sql, plain), UNWRITTEN) : [];
  if (written.length) {
    wakeConsumers();
    void tellSent(written);
  }
  const ids = new Set(written.map(({ id }) => id));
  const left = all.filter(({ messageId }) => !ids.has(messageId));
  if (left.length)
    await throughRestart(() => settleAll(left.map(freshOf), (sql) => endSent(sql, left)), UNWRITTEN);
  // What was said of one before then found no message of its id and was put away. We look after the write, and whoever puts
  // something away looks for its message afterwards, so that one of the two sees the other.
  const met = plain.filter(({ messageId }) => ids.has(messageId));
  const awaited = met.length ? await throughRestart(() => awaitedOf(runtime().db.sql, met), UNWRITTEN) : [];
  const fresh = awaited.map((target) => ({ target, facts: [] }));
  if (fresh.length) await throughRestart(() => settleAll(fresh, async () => {}), UNWRITTEN);
  return all.map(() => undefined);
}

/** Nobody waits for it: what is not told, the change feed repairs. */
async function tellSent(written: readonly SentRow[]): Promise<void> {
  if (!isWatched()) return;
  try {
    tellLive(await findSent(runtime().db.sql, written));
  } catch (err) {
    runtime().log.warn({ err }, "that messages were sent could not be told to who watches");
  }
}

const freshOf = (target: Finished) => ({ target, facts: target.isWhole ? [nowSent()] : [] });

export const nowSent = () => ({
  ...({ type: "status", status: "sent", failure: null } as const),
  at: new Date(clock.now()).toISOString(),
});
