import { resolve } from "node:path";
import { createDb, type Db } from "./db";
import { type Env, parseEnv } from "./env";
import { createLogger, type Logger } from "./log";
import { createMailer } from "./mail/create";
import type { Mailer } from "./mail/mailer";
import { createLimiter } from "./rate-limit/create";
import type { Limiter } from "./rate-limit/limiter";
import { createPublisher } from "./realtime/create";
import type { Hub } from "./realtime/hub";
import type { RealtimePublisher } from "./realtime/publisher";
import { loadSecrets, type Secrets } from "./secrets";
import { createStorage } from "./storage/create";
import type { FileStorage } from "./storage/storage";

/** The mechanisms of one process. Made once, whoever asks first; Next's bundle and server/main.ts share it. */
export type Runtime = {
  env: Env;
  log: Logger;
  db: Db;
  secrets: Secrets;
  realtime: RealtimePublisher;
  storage: FileStorage;
  mailer: Mailer;
  limiter: Limiter;
  /** Where people reach this installation, without a slash at the end. */
  appUrl: string;
  isProduction: boolean;
};

const KEY = Symbol.for("parley.runtime");
type Holder = { [KEY]?: Runtime };

/** Builds the mechanisms; `hub` when this process serves sockets itself. */
export function createRuntime(given: {
  env: Env;
  databaseUrl: string;
  hub?: Hub;
  secrets?: Secrets;
  log?: Logger;
}): Runtime {
  const { env } = given;
  const log = given.log ?? createLogger(env.LOG_LEVEL);
  const dataDir = resolve(env.PARLEY_DATA_DIR);
  const secrets = given.secrets ?? loadSecrets(env, dataDir);
  const db = createDb(given.databaseUrl, {
    onError: (error) => log.warn({ err: error }, "a database connection was lost"),
  });
  return {
    env,
    log,
    db,
    secrets,
    realtime: createPublisher({ env, secrets, hub: given.hub, log }),
    storage: createStorage({ env, dataDir }),
    mailer: createMailer({ env, db, log }),
    limiter: createLimiter({ env, log }),
    appUrl: (env.APP_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ""),
    isProduction: env.PARLEY_ENV === "production",
  };
}

/** Makes this runtime the process's own. */
export function installRuntime(made: Runtime): Runtime {
  (globalThis as Holder)[KEY] = made;
  return made;
}

/** The process's mechanisms. Where no server/main.ts has made them (a serverless host), they come from the environment. */
export function runtime(): Runtime {
  const present = (globalThis as Holder)[KEY];
  if (present) return present;
  const env = parseEnv(process.env);
  if (!env.DATABASE_URL) {
    throw new Error(
      "DATABASE_URL is not set. Without it Parley runs by `npm start`, which brings its own Postgres.",
    );
  }
  return installRuntime(createRuntime({ env, databaseUrl: env.DATABASE_URL }));
}
