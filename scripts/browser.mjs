import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { run } from "./prepare.mjs";

// Without its windows Chromium needs a third less of the processor.
const SHELL = "chromium-headless-shell";
const INSTALLED = [
  `/usr/bin/${SHELL}`,
  ...["/usr/bin/chromium", "/usr/bin/chromium-browser", "/snap/bin/chromium"],
  ...["/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/opt/google/chrome/chrome"],
  ...[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  ...["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map(
    (name) => process.env[name] && `${process.env[name]}\\Google\\Chrome\\Application\\chrome.exe`,
  ),
];

/** The browser to test with: CHROMIUM_PATH, an installed Chrome or Chromium, Playwright's own. Null when there is none. */
export async function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new Error(`CHROMIUM_PATH names ${given}, which does not exist. Correct it or leave it out.`);
  }
  const installed = INSTALLED.find((path) => path && existsSync(path));
  if (installed) return installed;
  const { chromium } = await import("@playwright/test");
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

const isRoot = process.getuid?.() === 0;
const hasApt = () => spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;
const hasRedis = () => spawnSync("redis-server", ["--version"], { stdio: "ignore" }).status === 0;

/** Gets a browser and redis-server where they are missing and can be had. Returns the browser, or null. */
export async function ensureTools(say) {
  const packages = [];
  if (!(await findBrowser())) packages.push(SHELL);
  if (!hasRedis()) packages.push("redis-server");
  if (packages.length && isRoot && hasApt()) {
    await aptInstall(packages, say);
    // Older systems have it only whole.
    if (!(await findBrowser())) await aptInstall(["chromium"], say);
  }
  if (!hasRedis()) say("no redis-server here: what needs two processes on one Redis is skipped");
  const found = await findBrowser();
  if (found) return found;
  say("no browser here: trying Playwright's own");
  await run(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"]).catch(
    () => {},
  );
  return findBrowser();
}

async function aptInstall(packages, say) {
  say(`installing ${packages.join(" and ")} with apt-get`);
  // Runlevel 1: only the programs are wanted, not a Redis service on its usual port.
  const env = { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const apt = (args) => run("apt-get", args, { env });
  const quiet = ["-qq", "-o", "Dpkg::Use-Pty=0"];
  try {
    await apt(["update", ...quiet]);
    await apt(["install", "-y", "--no-install-recommends", ...quiet, ...packages]);
  } catch (error) {
    say(`apt-get did not succeed (${error.message})`);
  }
}
