// What must be there before anything of ours can run: plain Node, no packages, as they may not be installed yet.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const at = (path) => join(root, path);

/** Refuses a Node that is too old, in words. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(
    `Parley needs Node 20.19 or newer; this is ${process.versions.node}. Get one at https://nodejs.org`,
  );
}

/** Installs the packages when the lockfile names others than are there. */
export async function ensureInstalled(say) {
  if (isInstalled()) return false;
  await withLock(at(".parley-install.lock"), say, async () => {
    if (isInstalled()) return;
    say("installing the packages (about a minute the first time)");
    // As `npm start` of another npm would: the same npm that runs this, else the one in the path.
    const npm = process.env.npm_execpath;
    // Not `npm ci`: it refuses a lockfile without the optional parts of other platforms, which not every registry has.
    const args = ["install", "--no-save", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
    const env = { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" };
    if (npm?.endsWith(".js")) await run(process.execPath, [npm, ...args], { env });
    else
      await run(process.platform === "win32" ? "npm.cmd" : "npm", args, {
        env,
        shell: process.platform === "win32",
      });
  });
  return true;
}

/** npm notes in node_modules/.package-lock.json what it has put there. */
function isInstalled() {
  try {
    const wanted = JSON.parse(readFileSync(at("package-lock.json"), "utf8")).packages;
    const there = JSON.parse(readFileSync(at("node_modules/.package-lock.json"), "utf8")).packages;
    return Object.entries(wanted).every(
      ([path, entry]) => path === "" || entry.optional || there[path]?.version === entry.version,
    );
  } catch {
    return false;
  }
}

/** Generates the Prisma client when the schema has changed. */
export async function ensureClient(say) {
  const stamp = at("server/generated/prisma/.schema-hash");
  const hash = hashOf(["prisma/schema", "prisma/generate.mjs", "node_modules/prisma/package.json"]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return false;
  await withLock(at(".parley-client.lock"), say, async () => {
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
    say("generating the database client");
    await run(process.execPath, [at("prisma/generate.mjs")]);
    writeFileSync(stamp, hash);
  });
  return true;
}

const SOURCES = [
  ...["app", "components", "server", "widget", "prisma/seed", "prisma/schema", "public"],
  ...[
    "middleware.ts",
    "next.config.ts",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "scripts/build.mjs",
  ],
];
const isSource = (path) =>
  !/\.test\.tsx?$|^server\/generated|^server\/testing|^public\/widget(\.js$|\/)/.test(
    path.replaceAll("\\", "/"),
  );

/** Builds pages, server and widget when a source has changed since they were built. */
export async function ensureBuilt(say) {
  if (isBuilt()) return false;
  await withLock(at(".parley-build.lock"), say, async () => {
    if (isBuilt()) return;
    rmSync(at("dist/build-hash"), { force: true });
    await run(process.execPath, [at("scripts/build.mjs")], {
      env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    });
    mkdirSync(at("dist"), { recursive: true });
    writeFileSync(at("dist/build-hash"), hashOf(SOURCES));
  });
  return true;
}

function isBuilt() {
  const made = ["dist/server.mjs", ".next/BUILD_ID", "public/widget.js", "dist/build-hash"];
  return (
    made.every((path) => existsSync(at(path))) &&
    readFileSync(at("dist/build-hash"), "utf8") === hashOf(SOURCES)
  );
}

function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((one) => filesOf(at(one)))) {
    const name = relative(root, path);
    if (isSource(name)) hash.update(`${name}\0`).update(readFileSync(path));
  }
  return hash.digest("hex");
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => (name === "node_modules" || name === "generated" ? [] : filesOf(join(path, name))));
}

/** Runs a program to its end, its output passed on. Rejects when it fails. */
export function run(command, args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: "inherit",
      shell: options.shell ?? false,
      env: { ...process.env, ...options.env },
    });
    child.on("error", fail);
    child.on("exit", (code, signal) =>
      code === 0 ? done() : fail(new Error(`${[command, ...args].join(" ")} ended with ${signal ?? code}`)),
    );
  });
}

const began = performance.now();
export function say(line) {
  process.stdout.write(`${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}\n`);
}
