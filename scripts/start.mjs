// npm start, npm run dev, npm run build: installs, generates and builds what is missing or stale, then (but for build) runs
// the server in this process.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkNode, ensureBuilt, ensureClient, ensureInstalled, root, run, say } from "./prepare.mjs";

const isDevelopment = process.argv.includes("--dev");

try {
  checkNode();
  process.chdir(root);
  await ensureInstalled(say);
  await ensureClient(say);
  if (process.argv.includes("--build-only")) await ensureBuilt(say);
  else if (isDevelopment) await develop();
  else await start();
} catch (error) {
  process.stderr.write(`\n${explain(error)}\n`);
  process.exit(1);
}

async function start() {
  await ensureBuilt(say);
  endWithNpm();
  process.env.NODE_ENV = "production";
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(join(root, "dist/server.mjs")).href);
}

/** npm passes SIGTERM on to its shell alone, which ends without telling us: being left behind counts as being told. */
function endWithNpm() {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event || parent <= 1) return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 500);
  watch.unref();
}

/** The server begins again when one of its own files changes; Next reloads the pages by itself. */
async function develop() {
  await run(process.execPath, ["--import", "tsx", join(root, "widget/build.ts")]);
  const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
  // Ctrl-C reaches the child too, which ends in its own time.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
  const watch = ["watch", "--clear-screen=false", "--exclude", "./.next/**", "--exclude", "./public/**"];
  await run(process.execPath, [tsx, ...watch, "server/main.ts"], { env: { NODE_ENV: "development" } });
}

function explain(error) {
  if (error.code === "ENOSPC") return "The disk is full: free at least 2 GB and run the same command again.";
  if (error.code === "EACCES" || error.code === "EROFS") {
    return `${error.path ?? root} cannot be written: make it writable for this user and run the same command again.`;
  }
  return error.message;
}
