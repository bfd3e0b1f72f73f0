import { parseArgs } from "node:util";
import { coldStart } from "./cold-start";
import { counts } from "./counts";
import type { Bench, Measured } from "./harness/bench";
import { busyPercent, machine } from "./harness/quiet";
import { tableLine } from "./harness/report";
import { say } from "./harness/say";
import { ensureBuilt, Testbed } from "./harness/testbed";
import { inboxRoute } from "./inbox-route";
import { ingest } from "./ingest";
import { latency } from "./latency";
import { list } from "./list";
import { listGrowth } from "./list-growth";
import { media } from "./media";
import { memory } from "./memory";
import { outbox } from "./outbox";
import { connection, fanout } from "./realtime";
import { searchGrowth } from "./search-growth";
import { send } from "./send";
import { sendLatency } from "./send-latency";
import { switching } from "./switch";
import { duplicates, webhook, webhookTenants } from "./webhook";
import { widgetAll, widgetLoader } from "./widget";
import { widgetSoak } from "./widget-soak";

/** In this order: what reads comes before what writes, and memory last, after the load. */
const BENCHES: readonly Bench[] = [
  widgetLoader,
  widgetAll,
  inboxRoute,
  switching,
  counts,
  searchGrowth,
  listGrowth,
  list,
  latency,
  ingest,
  webhook,
  webhookTenants,
  duplicates,
  outbox,
  send,
  sendLatency,
  media,
  memory,
  fanout,
  connection,
  coldStart,
  widgetSoak,
];

const USAGE = `npm run bench -- [--json] [--full] [--only key,key]
  --json   one JSON object on the output instead of a table
  --full   a million conversations for counts, searchGrowth and listGrowth (many minutes and 8 GB more); 1,000 visitors
           for 5 minutes instead of 100 for 20 seconds for widgetSoak
  --only   some of: ${BENCHES.map((bench) => bench.key).join(", ")}`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      full: { type: "boolean", default: false },
      only: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return void process.stdout.write(`${USAGE}\n`);
  const chosen = choose(values.only);
  ensureBuilt();
  const busy = await busyPercent();
  if (busy !== null && busy > 10)
    say(`The machine is ${busy} % busy with something else: expect void rounds.`);
  const bed = new Testbed({ isFull: values.full });
  const details: Record<string, Measured> = {};
  const errors: Record<string, string> = {};
  const end = (code: number) => void bed.dispose().finally(() => process.exit(code));
  process.once("SIGINT", () => end(130));
  process.once("SIGTERM", () => end(143));
  try {
    for (const bench of chosen) {
      say(`${bench.key}: ${bench.title}`);
      try {
        details[bench.key] = await within(values.full ? 1_800_000 : 240_000, bench.run(bed));
      } catch (error) {
        errors[bench.key] = (error as Error).message;
        say(`  failed: ${(error as Error).stack}`);
      }
    }
  } finally {
    await bed.dispose();
  }
  const ratios = Object.fromEntries(chosen.map(({ key }) => [key, details[key]?.value ?? null]));
  if (values.json) {
    const result = { ...ratios, details, errors, machine: { ...machine(), busyPercentBefore: busy } };
    // On one line: `npm run` writes lines of its own before it.
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } else {
    for (const bench of chosen)
      process.stdout.write(`${tableLine(bench, details[bench.key], errors[bench.key])}\n`);
  }
  process.exitCode = Object.keys(errors).length > 0 ? 1 : 0;
}

/** A bench that hangs says so instead of holding up the others. */
function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not end within ${ms / 60_000} minutes`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function choose(only: string | undefined): readonly Bench[] {
  if (!only) return BENCHES;
  const keys = only.split(",").map((key) => key.trim());
  const unknown = keys.filter((key) => !BENCHES.some((bench) => bench.key === key));
  if (unknown.length > 0) throw new Error(`There is no bench named ${unknown.join(", ")}.\n${USAGE}`);
  return BENCHES.filter((bench) => keys.includes(bench.key));
}

await main();
