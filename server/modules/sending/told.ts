import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import type { ClaimedEntry, Told } from "../../infra/outbox/entry";
import { throughRestart } from "../../infra/restart";
import { runtime } from "../../infra/runtime";
import { type Opened, openTold } from "./open";

/** `since`: performance.now() when it was asked for. */
export type Asked = { since: number; message: Opened | null };

/** Looks at what it has begun only once it holds the entry: a commit whose answer was lost may still be under way. */
const NEVER_ASKED = statement<never>(
  "send_never_asked",
  "update outbox_entry set begun = nullif(begun, $2::uuid) where id = $1::bigint",
);

/** Takes the entry of a message of which a commit has just told, and begins its attempt where nothing stands against it. */
export async function takeMessage(
  sql: Sql,
  told: Told,
): Promise<{ entry: ClaimedEntry; given: Asked } | null> {
  const since = performance.now();
  const attemptId = newId();
  try {
    const taken = await openTold(sql, { ...told, attemptId });
    return taken && { entry: taken.entry, given: { since, message: taken.given } };
  } catch (error) {
    // It may have begun all the same, and nobody has asked the provider.
    const forget = () => runtime().db.sql(NEVER_ASKED, [told.id, attemptId]);
    await throughRestart(forget, { words: "The outbox cannot be reached." });
    throw error;
  }
}
