// npm test: everything that must hold, stage after stage; a failed stage does not hide the later ones. The last line is the sum.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureTools } from "./browser.mjs";
import { checkNode, ensureBuilt, ensureClient, ensureInstalled, root, say } from "./prepare.mjs";

const reports = mkdtempSync(join(tmpdir(), "parley-test-report-"));
const results = [];
let browser = null;

await stage("packages", async () => {
  checkNode();
  process.chdir(root);
  await ensureInstalled(say);
  await ensureClient(say);
  browser = await ensureTools(say);
});
await stage("types", () => node("node_modules/typescript/bin/tsc", ["--noEmit"]));
await stage("lint", () => node("node_modules/@biomejs/biome/bin/biome", ["check", "--error-on-warnings"]));
await stage("architecture, unit and integration", vitest);
await stage("migrations match the schema", () => node("scripts/db-new.ts", ["--check"], { tsx: true }));
await stage("build", async () => {
  await ensureBuilt(say);
});
await stage("budgets", budgets);
await stage("browser", playwright);
finish();

/** Runs one stage. It returns its own counts, or nothing and then counts as one. */
async function stage(name, work) {
  process.stdout.write(`\n── ${name}\n`);
  const began = performance.now();
  let outcome;
  try {
    outcome = (await work()) ?? { passed: 1, failed: 0 };
  } catch (error) {
    process.stdout.write(`${error.message}\n`);
    outcome = { passed: 0, failed: 1 };
  }
  const seconds = (performance.now() - began) / 1000;
  results.push({ name, seconds, ...outcome });
}

function finish() {
  rmSync(reports, { recursive: true, force: true });
  process.stdout.write("\n");
  for (const { name, seconds, passed, failed, skipped, again } of results) {
    const left = `${skipped ? `, ${skipped} skipped` : ""}${again ? `, ${again} at the second try` : ""}`;
    process.stdout.write(
      `${name.padEnd(36)} ${seconds.toFixed(1).padStart(6)} s  ${passed} passed, ${failed} failed${left}\n`,
    );
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  process.stdout.write(`\n${sum("passed")} passed, ${sum("failed")} failed\n`);
  process.exit(sum("failed") > 0 ? 1 : 0);
}

/** Runs a program of ours or of a package; its output is shown. Rejects when it fails, unless `counts` reads its report. */
function node(file, args, options = {}) {
  const loader = options.tsx ? ["--import", "tsx"] : [];
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [...loader, join(root, file), ...args], {
      cwd: root,
      stdio: ["ignore", options.capture ? "pipe" : "inherit", "inherit"],
      // CI: what fails is tried once more, since a shared machine can stand still for a moment.
      env: { ...process.env, FORCE_COLOR: "0", CI: "1", ...options.env },
    });
    let output = "";
    child.stdout?.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", fail);
    child.on("exit", (code) => {
      if (options.capture || options.mayFail) done({ code, output });
      else if (code === 0) done(undefined);
      else fail(new Error(`${file} ended with ${code}`));
    });
  });
}

function readReport(file, made) {
  if (!existsSync(file)) throw new Error(`${made} ended before it could report.`);
  return JSON.parse(readFileSync(file, "utf8"));
}

async function vitest() {
  const report = join(reports, "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code } = await node("node_modules/vitest/vitest.mjs", ["run", ...reporters], { mayFail: true });
  const told = readReport(report, "vitest");
  // A file that cannot be loaded has no tests of its own that could fail.
  const broken = told.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  const failed = told.numFailedTests + broken;
  const skipped = told.numPendingTests + told.numTodoTests;
  const again = told.testResults
    .flatMap((file) => file.assertionResults)
    .filter(({ status, failureMessages }) => status === "passed" && failureMessages.length);
  // What stands behind it may be a fault of the product that is seldom seen.
  for (const { fullName, failureMessages } of again)
    process.stdout.write(`At the second try: ${fullName}\n${failureMessages[0]}\n`);
  return {
    passed: told.numPassedTests,
    failed: failed || (code === 0 ? 0 : 1),
    skipped,
    again: again.length,
  };
}

/** Measured as the bench does, in a browser; the marks stand there. */
async function budgets() {
  const keys = ["widgetLoader", "widgetAll", "inboxRoute"];
  const marks = { widgetLoader: 4_096, widgetAll: 20_480, inboxRoute: 204_800 };
  const env = browser ? { CHROMIUM_PATH: browser } : {};
  const args = ["--json", "--only", keys.join(",")];
  const { output } = await node("bench/run.ts", args, { tsx: true, capture: true, env });
  const measured = JSON.parse(output.slice(output.indexOf("{")));
  let passed = 0;
  for (const key of keys) {
    const bytes = measured[key];
    const isWithin = typeof bytes === "number" && bytes <= marks[key];
    if (isWithin) passed++;
    process.stdout.write(
      `${key}: ${bytes ?? measured.errors?.[key]} B gz of ${marks[key]}${isWithin ? "" : ": TOO MUCH"}\n`,
    );
  }
  return { passed, failed: keys.length - passed };
}

async function playwright() {
  if (!browser) {
    throw new Error("There is no browser. Install Chrome or Chromium, or set CHROMIUM_PATH to one.");
  }
  const report = join(reports, "playwright.json");
  const { code } = await node(
    "node_modules/@playwright/test/cli.js",
    ["test", "-c", "e2e/playwright.config.ts", "--reporter=list,json"],
    { mayFail: true, env: { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report } },
  );
  const { stats, errors } = readReport(report, "Playwright");
  const failed = stats.unexpected + (errors?.length ?? 0);
  return {
    passed: stats.expected + stats.flaky,
    failed: failed || (code === 0 ? 0 : 1),
    skipped: stats.skipped,
    again: stats.flaky,
  };
}
