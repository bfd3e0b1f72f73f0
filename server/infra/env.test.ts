import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ENV_NAMES, EnvError, parseEnv } from "./env";

test("nothing needs to be set", () => {
  const env = parseEnv({});
  expect(env).toMatchObject({
    PORT: 3000,
    PARLEY_DATA_DIR: ".parley",
    PARLEY_ENV: "development",
    PARLEY_ROLES: ["web", "realtime", "worker"],
    PARLEY_PRIVATE_HOSTS: [],
    PARLEY_TRUST_PROXY: false,
  });
});

test("empty means absent", () => {
  expect(parseEnv({ PORT: "", DATABASE_URL: "  ", PARLEY_SEED_DEMO: "" })).toEqual(parseEnv({}));
});

test("a given database means production unless told otherwise", () => {
  const DATABASE_URL = "postgresql://a:b@db/parley";
  expect(parseEnv({ DATABASE_URL }).PARLEY_ENV).toBe("production");
  expect(parseEnv({ DATABASE_URL, PARLEY_ENV: "staging" }).PARLEY_ENV).toBe("staging");
});

test.each([
  ["PORT", "70000", "PORT is a port, 1 to 65535"],
  ["PORT", "http", "PORT is a port, 1 to 65535, not “http”"],
  ["APP_URL", "parley.example.com", "APP_URL is an address like https://parley.example.com"],
  ["DATABASE_URL", "mysql://db/x", "DATABASE_URL is an address like postgresql://"],
  ["REDIS_URL", "localhost:6379", "REDIS_URL is an address like redis://"],
  ["SMTP_URL", "mail.example.com", "SMTP_URL is an address like smtp://"],
  ["PARLEY_ENV", "prod", "PARLEY_ENV is development, staging or production"],
  ["PARLEY_ROLES", "web,cron", "PARLEY_ROLES is a list of web, realtime, worker"],
  ["PARLEY_SEED_DEMO", "yes", "PARLEY_SEED_DEMO is 1 or 0"],
  ["LOG_LEVEL", "loud", "LOG_LEVEL is debug, info, warn, error or silent"],
  ["APP_SECRET", "short", "APP_SECRET needs at least 32 characters"],
  ["PARLEY_MASTER_KEY", "AAAA", "PARLEY_MASTER_KEY needs 32 random bytes in base64"],
])("%s=%s is refused with its name and the mend", (name, value, message) => {
  expect(() => parseEnv({ [name]: value })).toThrow(message);
  expect(() => parseEnv({ [name]: value })).toThrow(".env.example");
});

test("every problem is told at once, and no value is repeated", () => {
  try {
    parseEnv({ PORT: "x", APP_SECRET: "hunter2" });
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(EnvError);
    const { message } = error as Error;
    expect(message).toContain("PORT");
    expect(message).toContain("APP_SECRET");
    expect(message).not.toContain("hunter2");
  }
});

test.each([
  [{ PUSHER_KEY: "k" }, "PUSHER_APP_ID and PUSHER_SECRET must be given beside PUSHER_KEY"],
  [{ UPSTASH_REDIS_REST_URL: "https://x.upstash.io" }, "UPSTASH_REDIS_REST_TOKEN must be given"],
  [{ S3_ACCESS_KEY_ID: "a" }, "S3_SECRET_ACCESS_KEY must be given"],
])("half a group is refused", (source, message) => {
  expect(() => parseEnv(source as Record<string, string>)).toThrow(message);
});

test("lists may be separated by commas or spaces", () => {
  expect(parseEnv({ PARLEY_ROLES: "web, worker" }).PARLEY_ROLES).toEqual(["web", "worker"]);
  expect(parseEnv({ PARLEY_PRIVATE_HOSTS: "10.0.0.5 ollama" }).PARLEY_PRIVATE_HOSTS).toEqual([
    "10.0.0.5",
    "ollama",
  ]);
});

test(".env.example documents every variable, and no other", () => {
  const example = readFileSync(join(import.meta.dirname, "../../.env.example"), "utf8");
  const documented = [...example.matchAll(/^# ?([A-Z0-9_]+)=/gm)].map((match) => match[1]);
  expect(documented.sort()).toEqual([...ENV_NAMES].sort());
});
