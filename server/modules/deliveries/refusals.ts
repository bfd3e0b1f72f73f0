import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";

const COUNT = statement<never>(
  "webhook_refusals_count",
  `insert into webhook_refusal as r (tenant_id, inbox_id, day, count, last_at)
   select i.tenant_id, i.id, (now() at time zone 'utc')::date, g.n, now()
   from unnest($1::uuid[], $2::int[]) as g(id, n) join inbox i on i.id = g.id
   on conflict (inbox_id, day) do update set count = r.count + excluded.count, last_at = now()`,
);

let pending = new Map<string, number>();
let writing: Promise<void> | undefined;

/**
 * Counts a request that did not prove to be the provider's; nothing else of it is kept. Those that come while a write is under
 * way are written together, so that a flood of forgeries is one row changed a few times a second.
 */
export function countRefusal(inboxId: string): Promise<void> {
  pending.set(inboxId, (pending.get(inboxId) ?? 0) + 1);
  writing ??= flush().finally(() => {
    writing = undefined;
  });
  return writing;
}

async function flush(): Promise<void> {
  while (pending.size > 0) {
    const counts = pending;
    pending = new Map();
    try {
      await runtime().db.sql(COUNT, [[...counts.keys()], [...counts.values()]]);
    } catch (err) {
      runtime().log.warn({ err }, "refused webhook requests could not be counted");
    }
  }
}
