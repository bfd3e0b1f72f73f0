import { statement } from "../../infra/db";
import { metricsText, type Sample } from "../../infra/metrics";
import type { HubStats } from "../../infra/realtime/hub";
import { requestMeta } from "../../infra/request";
import { runtime } from "../../infra/runtime";
import { refusal } from "../respond";
import { requireCronSecret } from "./bearer";

let hubStats: (() => HubStats) | undefined;

/** Lets the scrape tell how many sockets this process holds. */
export function reportHub(stats: () => HubStats): void {
  hubStats = stats;
}

const outbox = statement<{ state: string; entries: number; oldest: number }>(
  "metrics_outbox",
  `select state::text, count(*)::int4 as entries,
          coalesce(extract(epoch from now() - min(created_at)), 0)::int4 as oldest
     from outbox_entry where state <> 'done' group by state`,
);

/** Prometheus' text format. Open in development, otherwise for the bearer of CRON_SECRET. */
export async function handleMetrics(request: Request): Promise<Response> {
  try {
    if (runtime().env.PARLEY_ENV !== "development") requireCronSecret(request);
    const text = await metricsText([...(await outboxSamples()), ...poolSamples(), ...hubSamples()]);
    return new Response(text, {
      headers: { "content-type": "text/plain; version=0.0.4", "cache-control": "no-store" },
    });
  } catch (error) {
    return refusal(error, requestMeta(request.headers));
  }
}

async function outboxSamples(): Promise<Sample[]> {
  const rows = new Map((await runtime().db.sql(outbox, [])).map((row) => [row.state, row]));
  return ["scheduled", "ready", "waiting", "dead"].flatMap((state) => [
    {
      name: "parley_outbox_entries",
      help: "Side effects not done, by state.",
      value: rows.get(state)?.entries ?? 0,
      labels: { state },
    },
    {
      name: "parley_outbox_oldest_seconds",
      help: "Age of the oldest of them.",
      value: rows.get(state)?.oldest ?? 0,
      labels: { state },
    },
  ]);
}

function poolSamples(): Sample[] {
  const { totalCount, idleCount, waitingCount } = runtime().db.pool;
  const help = "Database connections of this process.";
  return Object.entries({ total: totalCount, idle: idleCount, waiting: waitingCount }).map(
    ([kind, value]) => ({
      name: "parley_database_connections",
      help,
      value,
      labels: { kind },
    }),
  );
}

function hubSamples(): Sample[] {
  if (!hubStats) return [];
  return Object.entries(hubStats()).map(([name, value]) => ({
    name: `parley_realtime_${name}`,
    help: `Realtime ${name} of this process.`,
    value,
  }));
}
