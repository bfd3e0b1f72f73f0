import { AppError } from "../core/errors";
import { statement } from "../infra/db";
import { retryDeadLetter } from "../infra/outbox/dead";
import type { Command } from "./main";
import { table, UsageError } from "./output";
import { limitOf, operatorCtx } from "./tenant";

const STATES = ["scheduled", "ready", "waiting", "done", "dead"];
type Row = {
  id: string;
  kind: string;
  lane: string | null;
  key: string | null;
  state: string;
  attempts: number;
  lastError: string | null;
  runAt: Date;
  createdAt: Date;
};
// Without the payload: it may hold what people wrote.
const LIST = statement<Row>(
  "cli_outbox_list",
  `select e.id::text as id, e.kind, e.lane, e.idempotency_key as key, e.state::text as state, e.attempts,
     e.last_error as "lastError", e.run_at as "runAt", e.created_at as "createdAt"
   from outbox_entry e where e.tenant_id = $1::uuid and ($2::text is null or e.state::text = $2::text)
   order by e.id desc limit $3::int`,
);

export const listOutbox: Command = async ({ runtime }, options) => {
  const { state = null } = options;
  if (state && !STATES.includes(state)) throw new UsageError(`--state is one of ${STATES.join(", ")}.`);
  const { tenantId } = await operatorCtx(runtime, options);
  const rows = await runtime.db.sql(LIST, [tenantId, state, limitOf(options)]);
  const cells = rows.map((row) => [
    ...[row.id, row.kind, row.state, String(row.attempts), row.key ?? "", row.lastError?.slice(0, 80) ?? ""],
  ]);
  return {
    json: rows,
    lines: rows.length
      ? table([["id", "kind", "state", "attempts", "key", "last error"], ...cells])
      : ["There is none."],
  };
};

export const retryEntry: Command = async ({ runtime }, options) => {
  const { id } = options;
  if (!id || !/^\d{1,18}$/.test(id))
    throw new UsageError("Say which: outbox retry --tenant <slug> --id <entry>");
  const { tenantId } = await operatorCtx(runtime, options);
  if (!(await retryDeadLetter(runtime.db.sql, tenantId, id)))
    throw new AppError("not_found", `There is no dead letter ${id} of this business.`);
  return { json: { id, state: "ready" }, lines: ["It is tried again, with all its attempts."] };
};
