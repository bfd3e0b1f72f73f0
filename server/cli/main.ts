import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { parseEnv } from "../infra/env";
import { stopCluster } from "../infra/postgres/cluster";
import { openInstallation } from "./installation";
import { type Answer, print, UsageError } from "./output";

const USAGE = `npm run parley -- <command> [--json]

  doctor                                   checks database, migrations, realtime, mail, storage, clock, and says how to mend each
  tenants list                             every business, with its people and conversations
  tenants create --name <business> --owner <e-mail> [--owner-name <name>] [--password <password>]
  conversations export --tenant <slug> [--out <file>]   contacts, conversations, messages and attachments as JSON
  inboxes create --tenant <slug> --channel <key> --name <name> --credentials <file.json>
  inboxes status --tenant <slug>           every connected inbox: whether it is heard, paused, and what failed
  deliveries list --tenant <slug> [--inbox <id>] [--state received|processed|ignored|failed] [--limit 50]
  deliveries replay --tenant <slug> --id <delivery>
  outbox list --tenant <slug> [--state ready|waiting|scheduled|done|dead] [--limit 50]
  outbox retry --tenant <slug> --id <entry>
  keys rotate                              wraps the keys of all businesses under a new master key, while everything runs
  staging reset                            the demo businesses as on the first day (PARLEY_ENV=staging or the embedded database)
  db migrate                               runs the migrations that are missing (a host without server/main.ts)
  db stop                                  stops the embedded database`;

const OPTIONS = {
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
  tenant: { type: "string" },
  out: { type: "string" },
  name: { type: "string" },
  owner: { type: "string" },
  "owner-name": { type: "string" },
  password: { type: "string" },
  channel: { type: "string" },
  credentials: { type: "string" },
  inbox: { type: "string" },
  state: { type: "string" },
  id: { type: "string" },
  limit: { type: "string" },
} as const;

async function main(): Promise<number> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const { values, positionals } = readArguments();
  if (values.help) throw new UsageError(USAGE);
  const answer = await run(positionals.join(" "), values);
  print(answer, values.json);
  return answer.isBad ? 1 : 0;
}

function readArguments() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

export type Options = ReturnType<typeof readArguments>["values"];

async function run(command: string, options: Options): Promise<Answer> {
  if (command === "db stop") return stopDatabase();
  const work = COMMANDS[command];
  if (!work) throw new UsageError(command ? `There is no command “${command}”.\n\n${USAGE}` : USAGE);
  const installation = await openInstallation();
  try {
    return await (await work())(installation, options);
  } finally {
    await installation.close();
  }
}

// Each is loaded when it is asked for.
const COMMANDS: Record<string, () => Promise<Command>> = {
  doctor: async () => (await import("./doctor")).doctor,
  "tenants list": async () => (await import("./tenants")).listTenants,
  "tenants create": async () => (await import("./tenants")).createTenantByHand,
  "conversations export": async () => (await import("./export")).exportConversations,
  "keys rotate": async () => (await import("./keys")).rotateKeys,
  "inboxes create": async () => (await import("./inboxes")).createInbox,
  "inboxes status": async () => (await import("./inboxes")).showInboxes,
  "deliveries list": async () => (await import("./deliveries")).listLedger,
  "deliveries replay": async () => (await import("./deliveries")).replay,
  "outbox list": async () => (await import("./outbox")).listOutbox,
  "outbox retry": async () => (await import("./outbox")).retryEntry,
  "db migrate": async () => (await import("./migrate")).migrateByHand,
  "staging reset": async () => (await import("./staging")).resetStaging,
};
export type Command = (
  installation: Awaited<ReturnType<typeof openInstallation>>,
  options: Options,
) => Promise<Answer>;

async function stopDatabase(): Promise<Answer> {
  const outcome = await stopCluster(resolve(parseEnv(process.env).PARLEY_DATA_DIR));
  const words = {
    stopped: "The embedded database has stopped.",
    "not running": "The embedded database was not running.",
  };
  return { json: { outcome }, lines: [words[outcome as keyof typeof words] ?? outcome] };
}

try {
  process.exitCode = await main();
} catch (error) {
  const { name, message, stack } = error as Error;
  const isBug = ![
    "UsageError",
    "AppError",
    "EnvError",
    "PostgresError",
    "SecretsError",
    "MigrationError",
  ].includes(name);
  if (process.argv.includes("--json")) process.stdout.write(`${JSON.stringify({ error: message })}\n`);
  process.stderr.write(`${isBug ? stack : message}\n`);
  process.exitCode = name === "UsageError" ? 2 : 1;
}
