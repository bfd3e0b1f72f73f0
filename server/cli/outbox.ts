import { AppError } from "../core/errors";
import { statement } from "../infra/db";
import { hurryEntry, retryDeadLetter } from "../infra/outbox/dead";
import { stateOf } from "../infra/outbox/park";
import { OUTBOX_STATES, type OutboxState } from "../modules/sending/schema";
import type { Command } from "./main";
import { table, UsageError } from "./output";
import { limitOf, operatorCtx } from "./tenant";

/** As the settings call them. */
const WORDS: Record<OutboxState, string> = {
  scheduled: "later",
  ready: "due",
  waiting: "behind another",
  done: "done",
  dead: "given up",
};
const STATES = ["open", ...OUTBOX_STATES];
type Row = {
  id: string;
  kind: string;
  lane: string | null;
  key: string | null;
  state: OutboxState;
  attempts: number;
  lastError: string | null;
  runAt: Date;
  createdAt: Date;
};
// Without the payload: it may hold what people wrote.
const LIST = statement<Row>(
  "cli_outbox_list",
  `select e.id::text as id, e.kind, e.lane, e.idempotency_key as key, ${stateOf("e")} as state, e.attempts,
     e.last_error as "lastError", e.run_at as "runAt", e.created_at as "createdAt"
   from outbox_entry e where e.tenant_id = $1::uuid 
     and ($2::text is null or ${stateOf("e")} = $2::text or ($2::text = 'open' and e.finished_at is null))
   order by e.id desc limit $3::int`,
);

export const listOutbox: Command = async ({ runtime }, options) => {
  const { state = null } = options;
  if (state && !STATES.includes(state)) throw new UsageError(`--state is one of ${STATES.join(", ")}.`);
  const { tenantId } = await operatorCtx(runtime, options);
  const rows = await runtime.db.sql(LIST, [tenantId, state, limitOf(options)]);
  const cells = rows.map((row) => [
    ...[
      row.id,
      row.kind,
      WORDS[row.state],
      String(row.attempts),
      row.key ?? "",
      row.lastError?.slice(0, 80) ?? "",
    ],
  ]);
  return {
    json: rows,
    lines: rows.length
      ? table([["id", "kind", "state", "attempts", "key", "last error"], ...cells])
      : ["There is none."],
  };
};

export const retryEntry: Command = async ({ runtime }, options) => {
  const { id = "" } = options;
  if (!/^\d{1,18}$/.test(id)) throw new UsageError("--id is the number of an entry.");
  const { tenantId } = await operatorCtx(runtime, options);
  const { sql } = runtime.db;
  const isAnew = await retryDeadLetter(sql, tenantId, id);
  if (!isAnew && !(await hurryEntry(sql, tenantId, id)))
    throw new AppError(
      "not_found",
      `This business has no entry ${id} that was given up or waits for its next try.`,
    );
  const words = isAnew ? "It is tried again, with all its attempts." : "It is tried now.";
  return { json: { id, state: "ready" }, lines: [words] };
};
