import { newId } from "../../core/ids";
import { type Sql, statement } from "../../infra/db";
import type { ClaimedEntry, Told } from "../../infra/outbox/entry";
import { throughRestart } from "../../infra/restart";
import { runtime } from "../../infra/runtime";
import { type Opened, openTold } from "./open";

/** `since`: performance.now() when it was asked for. */
export type Asked = { since: number; message: Opened | null };

/** A commit whose answer was lost may still be under way. */
const AWAIT_ENTRY = statement<never>(
  "send_entry_await",
  "select id::text from outbox_entry where id = $1::bigint for update",
);
const NEVER_ASKED = statement<never>(
  "send_attempt_never_asked",
  `update send_attempt a set ended_at = now(), outcome = 'retry', reason = 'The provider was not asked.' from outbox_entry e
   where e.id = $1::bigint and a.tenant_id = e.tenant_id and a.id = $2::uuid and a.ended_at is null`,
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
    await throughRestart(() => endUnasked(told.id, attemptId), { words: "The outbox cannot be reached." });
    throw error;
  }
}

/** It may have begun with a commit whose answer was lost, and nobody has asked the provider. */
function endUnasked(entryId: string, attemptId: string): Promise<unknown> {
  return runtime().db.sqlTransaction(async (sql) => {
    await sql(AWAIT_ENTRY, [entryId]);
    await sql(NEVER_ASKED, [entryId, attemptId]);
  });
}
