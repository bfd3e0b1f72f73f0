import type { Histogram, Registry } from "prom-client";

type Labels = Record<string, string>;
/** One number at the time of the scrape; a name with several sets of labels is given several times. */
export type Sample = { name: string; help: string; value: number; labels?: Labels };

let loaded:
  | { registry: Registry; requests: Histogram; Gauge: typeof import("prom-client").Gauge }
  | undefined;
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Begins to count. Apart from the import, so that the first page does not wait for it. */
export async function startMetrics(): Promise<void> {
  if (loaded) return;
  const { collectDefaultMetrics, Gauge, Histogram, Registry } = await import("prom-client");
  if (loaded) return;
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "parley_http_request_duration_seconds",
    help: "From the request's head to the end of the answer.",
    labelNames: ["method", "status"],
    registers: [registry],
  });
  loaded = { registry, requests, Gauge };
}

/** Counts one answered request. A client may invent a method; that must not make a series of its own. */
export function observeRequest(method: string, status: number, seconds: number): void {
  loaded?.requests.observe(
    { method: METHODS.has(method) ? method : "other", status: String(status) },
    seconds,
  );
}

/** Everything in Prometheus' text format: the process, the requests, and the given samples. */
export async function metricsText(samples: readonly Sample[]): Promise<string> {
  await startMetrics();
  const { registry, Gauge } = loaded!;
  for (const { name, help, value, labels = {} } of samples) {
    const known = registry.getSingleMetric(name) as InstanceType<typeof Gauge> | undefined;
    const gauge = known ?? new Gauge({ name, help, labelNames: Object.keys(labels), registers: [registry] });
    gauge.set(labels, value);
  }
  return registry.metrics();
}
