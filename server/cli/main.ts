import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { parseEnv } from "../infra/env";
import { stopCluster } from "../infra/postgres/cluster";
import { COMMANDS } from "./commands";
import { helpOf, usageOf } from "./help";
import { openInstallation } from "./installation";
import { OPTIONS, type OptionName, type Options } from "./options";
import { type Answer, print, UsageError } from "./output";

export type Command = (
  installation: Awaited<ReturnType<typeof openInstallation>>,
  options: Options,
) => Promise<Answer>;

async function main(): Promise<number> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const { values, positionals } = readArguments();
  const [first, ...rest] = positionals;
  if (values.help || first === "help") {
    print({ json: undefined, lines: [helpOf((first === "help" ? rest : positionals).join(" "))] }, false);
    return 0;
  }
  const answer = await run(positionals.join(" "), values);
  print(answer, values.json);
  return answer.isBad ? 1 : answer.isInPart ? 3 : 0;
}

function readArguments() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${helpOf("")}`);
  }
}

async function run(command: string, options: Options): Promise<Answer> {
  const line = COMMANDS[command];
  if (!line) throw new UsageError([...noCommand(command), helpOf(command)].join("\n"));
  refuseWrongFlags(command, options);
  if (!line.work) return stopDatabase();
  const installation = await openInstallation();
  try {
    return await (await line.work())(installation, options);
  } finally {
    await installation.close();
  }
}

function noCommand(command: string): string[] {
  return command ? [`There is no command “${command}”.`, ""] : [];
}

/** What is missing and what belongs to another command, before anything is opened. */
function refuseWrongFlags(command: string, options: Options): void {
  const { needs = {}, takes = {} } = COMMANDS[command]!;
  const missing = Object.keys(needs).filter((name) => !options[name as OptionName]);
  const own = new Set(["json", "help", ...Object.keys(needs), ...Object.keys(takes)]);
  const foreign = Object.keys(options).filter((name) => !own.has(name));
  const faults = [
    ...(missing.length ? [`It needs ${missing.map((name) => `--${name}`).join(", ")}.`] : []),
    ...(foreign.length ? [`It takes no ${foreign.map((name) => `--${name}`).join(", ")}.`] : []),
  ];
  if (faults.length) throw new UsageError(`${faults.join(" ")}\n${usageOf(command)}`);
}

async function stopDatabase(): Promise<Answer> {
  const outcome = await stopCluster(resolve(parseEnv(process.env).PARLEY_DATA_DIR));
  const words = {
    stopped: "The embedded database has stopped.",
    "not running": "The embedded database was not running.",
  };
  return { json: { outcome }, lines: [words[outcome as keyof typeof words] ?? outcome] };
}

const IN_WORDS = ["UsageError", "AppError", "EnvError", "PostgresError", "SecretsError", "MigrationError"];

/** Who reads the output may stop, as `head` does: then there is nobody left to tell. */
let isRead = true;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  isRead = false;
});

try {
  process.exitCode = await main();
} catch (error) {
  const { name, message, stack, code } = error as NodeJS.ErrnoException;
  if (code === "EPIPE" || !isRead) process.exitCode = 0;
  else {
    if (process.argv.includes("--json")) process.stdout.write(`${JSON.stringify({ error: message })}\n`);
    process.stderr.write(`${IN_WORDS.includes(name) ? message : stack}\n`);
    process.exitCode = name === "UsageError" ? 2 : 1;
  }
}
