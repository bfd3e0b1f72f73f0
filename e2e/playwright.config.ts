import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

// This file is read again in every worker: what it chooses is kept in the environment, which they inherit.
process.env.PARLEY_E2E_PORT ??= String(await freePort());
process.env.PARLEY_E2E_DATA ??= mkdtempSync(join(tmpdir(), "parley-e2e-"));
const port = Number(process.env.PARLEY_E2E_PORT);
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  fullyParallel: false,
  // Two cores are shared with the browser, the server and Postgres.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  use: {
    baseURL: `http://localhost:${port}`,
    locale: "en-GB",
    timezoneId: "Europe/London",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || undefined,
      args: [
        ...(isRoot ? ["--no-sandbox"] : []),
        ...["--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update"],
        ...["--disable-sync", "--no-first-run", "--disable-default-apps"],
      ],
    },
  },
  webServer: {
    command: "node scripts/start.mjs",
    cwd: join(import.meta.dirname, ".."),
    url: `http://localhost:${port}/api/ready`,
    timeout: 180_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    stdout: "ignore",
    stderr: "pipe",
    env: {
      PORT: String(port),
      PARLEY_DATA_DIR: process.env.PARLEY_E2E_DATA,
      PARLEY_ENV: "development",
      LOG_LEVEL: "warn",
    },
  },
});

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, () => {
      const { port: free } = server.address() as { port: number };
      server.close(() => done(free));
    });
  });
}
