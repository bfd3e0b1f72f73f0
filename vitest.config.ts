import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    include: ["{app,components,prisma,scripts,server,widget}/**/*.test.{ts,tsx}", "*.test.ts"],
    exclude: ["**/node_modules/**", "e2e/**", "server/generated/**"],
    globalSetup: "server/testing/global-setup.ts",
    setupFiles: "server/testing/after-file.ts",
    // An odd timezone (UTC+5:45) shows what silently depends on the machine's own.
    env: { TZ: "Asia/Kathmandu" },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A shared machine can stand still for a moment; what fails twice is broken.
    retry: process.env.CI ? 1 : 0,
    pool: "forks",
    // Most of the time is spent waiting for Postgres and for clocks.
    maxWorkers: 2,
    isolate: true,
  },
});
