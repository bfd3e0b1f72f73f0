import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseEnv } from "./env";
import { loadSecrets, SecretsError } from "./secrets";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-secrets-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("secrets that nobody gave are made once and kept where only their owner reads", () => {
  const made = loadSecrets(parseEnv({}), folder);
  expect(loadSecrets(parseEnv({}), folder)).toEqual(made);
  expect(made.masterKeys.map((key) => key.length)).toEqual([32]);
  for (const name of ["app-secret", "master-key", "cron-secret", "vapid-key"]) {
    expect(statSync(join(folder, "secrets", name)).mode & 0o777).toBe(0o600);
  }
});

test("processes with the same APP_SECRET know the same realtime app, whatever their data directories", () => {
  const env = parseEnv({ APP_SECRET: "a".repeat(40) });
  const elsewhere = mkdtempSync(join(tmpdir(), "parley-secrets-"));
  expect(loadSecrets(env, elsewhere).pusher).toEqual(loadSecrets(env, folder).pusher);
  expect(loadSecrets(parseEnv({ APP_SECRET: "b".repeat(40) }), folder).pusher).not.toEqual(
    loadSecrets(env, folder).pusher,
  );
  rmSync(elsewhere, { recursive: true, force: true });
});

test("a secret from the environment wins and is not written down", () => {
  const APP_SECRET = "x".repeat(40);
  expect(loadSecrets(parseEnv({ APP_SECRET }), folder).appSecret).toBe(APP_SECRET);
  expect(() => statSync(join(folder, "secrets", "app-secret"))).toThrow();
});

test("an empty secret file is refused, never replaced", () => {
  loadSecrets(parseEnv({}), folder);
  writeFileSync(join(folder, "secrets", "master-key"), "");
  expect(() => loadSecrets(parseEnv({}), folder)).toThrow(/master-key is empty/);
});

test("a place that cannot be written names the variable to set", () => {
  const file = join(folder, "taken");
  writeFileSync(file, "");
  expect(() => loadSecrets(parseEnv({}), file)).toThrow(SecretsError);
  expect(() => loadSecrets(parseEnv({}), file)).toThrow(/APP_SECRET is not set/);
});

test("processes that start at once agree on every secret", async () => {
  const code = `import { loadSecrets } from ${JSON.stringify(join(import.meta.dirname, "secrets.ts"))};
    import { parseEnv } from ${JSON.stringify(join(import.meta.dirname, "env.ts"))};
    process.stdout.write(JSON.stringify(loadSecrets(parseEnv({}), ${JSON.stringify(folder)})));`;
  const runs = Array.from(
    { length: 3 },
    () =>
      new Promise<string>((done) => {
        const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code]);
        let out = "";
        child.stdout.on("data", (chunk) => {
          out += chunk;
        });
        child.on("exit", () => done(out));
      }),
  );
  const [first, ...others] = await Promise.all(runs);
  expect(JSON.parse(first!).appSecret).toHaveLength(43);
  for (const other of others) expect(other).toBe(first);
});
