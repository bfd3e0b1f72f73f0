import { clock } from "../core/clock";
import { newId } from "../core/ids";
import type { Sql } from "../infra/db";
import { enqueue } from "../infra/outbox/enqueue";
import { periodOf, type RecurringJob } from "./schedule";

/** Owes each job that this period has not seen. Asking again, from any process, changes nothing. Answers how many were new. */
export function enqueueDueJobs(sql: Sql, jobs: readonly RecurringJob[]): Promise<number> {
  const now = clock.now();
  return enqueue(
    sql,
    jobs.map(({ job, every }) => ({
      tenantId: null,
      kind: job,
      idempotencyKey: `${job}:${periodOf(every, now)}`,
      payload: {},
      traceId: newId(now),
    })),
  );
}
