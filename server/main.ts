import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { openDatabase } from "./boot/database";
import { type Front, listen } from "./boot/front";
import { openHub } from "./boot/hub";
import { preparePages } from "./boot/pages";
import { openPhone } from "./boot/phone/open";
import { giveUp, StartError, say, sayReady } from "./boot/say";
import { seedIfEmpty } from "./boot/seed";
import { createShutdown, type Shutdown } from "./boot/shutdown";
import { reachingThisMachine } from "./boot/tried-out";
import { createWidgetFiles } from "./boot/widget-files";
import { edges, operations } from "./edges";
import { type Env, parseEnv } from "./infra/env";
import { createLogger, type Logger } from "./infra/log";
import { startMetrics } from "./infra/metrics";
import { createRuntime, installRuntime, type Runtime } from "./infra/runtime";
import { loadSecrets } from "./infra/secrets";
import { reportHub } from "./rest/operations/metrics";

// One process for a laptop or a Node host: database if none is given, migrations, demo data, pages, sockets, worker.

async function main(): Promise<void> {
  let shutdown: Shutdown | undefined;
  try {
    if (existsSync(".env")) process.loadEnvFile(".env");
    const env = parseEnv(process.env);
    const log = createLogger(env.LOG_LEVEL);
    shutdown = createShutdown((name, error) => log.warn({ err: error }, `${name} did not end well`));
    endOnSignals(shutdown);
    tellBugs(log, shutdown);
    await start(env, log, shutdown);
  } catch (error) {
    await shutdown?.run();
    giveUp(error);
  }
}

async function start(env: Env, log: Logger, shutdown: Shutdown): Promise<void> {
  const isDevelopment = process.env.NODE_ENV === "development";
  // middleware.ts believes the marks on a request when a server of ours is in front.
  Object.assign(globalThis, { [Symbol.for("parley.front")]: true });
  const front = await takePort(env, log);
  shutdown.add("the port", front.close);
  const secrets = loadSecrets(env, resolve(env.PARLEY_DATA_DIR));
  tellNextAuth(env, secrets.appSecret);

  const pages = env.PARLEY_ROLES.includes("web")
    ? preparePages({ isDevelopment, port: env.PORT, upgrades: front.pageUpgrades })
    : undefined;
  // Awaited below; until then its failure must not count as unhandled.
  pages?.catch(() => {});

  const database = await openDatabase(env, log, say);
  shutdown.add("the database", database.close);
  const hub = openHub(env, secrets, log);
  if (hub) {
    shutdown.add("the sockets", hub.close);
    reportHub(hub.stats);
  }
  const phone = await openPhone(env, database.isEmbedded);
  if (phone) shutdown.add("the pretend phone", phone.close);
  const reach = { ...reachingThisMachine(env, database.isEmbedded), ...phone?.env };
  const runtime = installRuntime(createRuntime({ env: reach, databaseUrl: database.url, hub, secrets, log }));
  shutdown.add("the connections", () => closeRuntime(runtime));
  const demo = await seedIfEmpty(runtime, database.isEmbedded, say);
  await phone?.join();

  const ready = await pages;
  if (ready) shutdown.add("the pages", ready.close);
  front.open({
    edges: [
      ...(pages ? edges : []),
      ...operations,
      ...(phone ? [phone.edge] : []),
      ...(hub ? [{ prefix: "/apps", handle: hub.handleHttp }] : []),
    ],
    files: pages && createWidgetFiles(resolve("public"), isDevelopment),
    pages: ready?.handle,
    upgrade: hub && ((message, socket, head) => hub.handleUpgrade(message, socket, head)),
  });
  if (env.PARLEY_ROLES.includes("worker")) {
    const { startWorker } = await import("./worker/index");
    const worker = await startWorker();
    shutdown.add("the worker", worker.stop);
  }
  sayReady({
    appUrl: runtime.appUrl,
    isDevelopment: env.PARLEY_ENV === "development",
    isAddressGiven: env.APP_URL !== undefined,
    isMailSent: runtime.mailer.isReal,
    demo,
    hasPhone: phone !== null,
    roles: env.PARLEY_ROLES,
  });
  await startMetrics();
}

async function takePort(env: Env, log: Logger): Promise<Front> {
  const { PORT: port, PARLEY_HOST: host, PARLEY_TRUST_PROXY: trustProxy } = env;
  try {
    return await listen({ port, host, trustProxy, log });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") {
      throw new StartError(
        `Port ${port} is in use. Perhaps Parley runs already: open http://localhost:${port}. Or take another: PORT=${port + 1} npm start`,
      );
    }
    if (code === "EACCES")
      throw new StartError(`Port ${port} needs more rights. Take one above 1023: PORT=3000 npm start`);
    throw new StartError(
      `Cannot listen on ${host ?? "port"} ${port}: ${message}. Correct PARLEY_HOST or PORT.`,
    );
  }
}

/** next-auth reads these itself. Without an APP_URL it takes the address the browser asked for, which front.ts vouches for. */
function tellNextAuth(env: Env, appSecret: string): void {
  process.env.NEXTAUTH_SECRET = appSecret;
  if (env.APP_URL) process.env.NEXTAUTH_URL = env.APP_URL;
  else process.env.AUTH_TRUST_HOST = "1";
}

async function closeRuntime({ realtime, limiter, db }: Runtime): Promise<void> {
  await realtime.close();
  if ("close" in limiter && typeof limiter.close === "function") await limiter.close();
  await db.close();
}

function endOnSignals(shutdown: Shutdown): void {
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (shutdown.isRunning()) process.exit(1);
    say(`${signal}: finishing what is under way (again to end at once)`);
    await shutdown.run();
    process.exit(0);
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(signal));
}

/** A promise nobody waited for has spoilt one thing; an error nobody caught may have spoilt anything, so the process ends. */
function tellBugs(log: Logger, shutdown: Shutdown): void {
  process.on("unhandledRejection", (error) =>
    log.error({ err: error }, "a promise was rejected and nobody listened"),
  );
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "an error that nobody caught ends this process");
    void shutdown.run().finally(() => process.exit(1));
  });
}

await main();
