import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "../scripts/browser.mjs";
import { absentSettings, META_APP } from "./harness/environment";
import { removeData } from "./harness/postgres";

// This file is read again in every worker: what it chooses is kept in the environment, which they inherit.
process.env.PARLEY_E2E_PORT ??= String(await freePort());
process.env.PARLEY_E2E_DATA ??= temporaryData();
// Where the tests play WhatsApp (server/testing/fake-meta.ts).
process.env.PARLEY_E2E_META ??= String(await freePort());
// Where they play Telegram (server/testing/fake-telegram.ts).
process.env.PARLEY_E2E_TELEGRAM ??= String(await freePort());
const port = Number(process.env.PARLEY_E2E_PORT);
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  fullyParallel: false,
  // The people in the tests wait more than they work; two cores carry three of them.
  workers: 3,
  // A shared machine can stand still for a moment; what fails twice is broken.
  retries: process.env.CI ? 1 : 0,
  timeout: 150_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    baseURL: `http://localhost:${port}`,
    locale: "en-GB",
    timezoneId: "Europe/London",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    // Recording costs a third more; what fails is run again by hand with --trace on.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: (await findBrowser()) ?? undefined,
      args: [
        ...(isRoot ? ["--no-sandbox"] : []),
        ...["--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update"],
        ...["--disable-sync", "--no-first-run", "--disable-default-apps"],
        // Nothing here is drawn by a card; without it there is a process less in each browser.
        ...["--disable-gpu", "--disable-software-rasterizer"],
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
      ...absentSettings(),
      PORT: String(port),
      PARLEY_DATA_DIR: process.env.PARLEY_E2E_DATA,
      PARLEY_ENV: "development",
      WHATSAPP_GRAPH_URL: `http://127.0.0.1:${process.env.PARLEY_E2E_META}`,
      META_APP_ID: META_APP.id,
      META_APP_SECRET: META_APP.secret,
      META_CONFIG_ID: "777777777777777",
      TELEGRAM_API_URL: `http://127.0.0.1:${process.env.PARLEY_E2E_TELEGRAM}`,
      LOG_LEVEL: "warn",
      // Everybody signs in from an address of their own (harness/agent.ts), as in life.
      PARLEY_TRUST_PROXY: "true",
      // A customer's website in the tests stands on this machine.
      PARLEY_PRIVATE_HOSTS: "127.0.0.1",
    },
  },
});

/** Taken away when the process that has made it ends, which is after the server has. */
function temporaryData(): string {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-e2e-"));
  process.once("exit", () => removeData(dataDir));
  return dataDir;
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, () => {
      const { port: free } = server.address() as { port: number };
      server.close(() => done(free));
    });
  });
}
