import { z } from "zod";

const ROLES = ["web", "realtime", "worker"] as const;
export type ProcessRole = (typeof ROLES)[number];

const flag = z.enum(["1", "0", "true", "false"], "is 1 or 0").transform((v) => v === "1" || v === "true");
const port = z.coerce
  .number("is a port, 1 to 65535")
  .int("is a port, 1 to 65535")
  .min(1, "is a port, 1 to 65535")
  .max(65535, "is a port, 1 to 65535");
const text = z.string();
function address(protocol: RegExp, example: string) {
  return z.url({ protocol, error: `is an address like ${example}` });
}
function list<T extends z.ZodType<unknown, string[]>>(of: T) {
  return z
    .string()
    .transform((v) => v.split(/[\s,]+/).filter(Boolean))
    .pipe(of);
}

/** Every variable Parley reads, all optional. `.env.example` says what each is for. */
const Schema = z.object({
  PORT: port.default(3000),
  PARLEY_HOST: text.optional(),
  APP_URL: address(/^https?$/, "https://parley.example.com").optional(),
  PARLEY_ENV: z
    .enum(["development", "staging", "production"], "is development, staging or production")
    .optional(),
  PARLEY_DATA_DIR: text.default(".parley"),
  PARLEY_ROLES: list(z.array(z.enum(ROLES, "is a list of web, realtime, worker")).min(1)).default([...ROLES]),
  PARLEY_PRIVATE_HOSTS: list(z.array(text)).default([]),
  PARLEY_TRUST_PROXY: flag.default(false),
  PARLEY_SEED_DEMO: flag.optional(),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], "is debug, info, warn, error or silent")
    .default("info"),
  DATABASE_URL: address(/^postgres(ql)?$/, "postgresql://user:password@host:5432/parley").optional(),
  REDIS_URL: address(/^rediss?$/, "redis://host:6379").optional(),
  PUSHER_APP_ID: text.optional(),
  PUSHER_KEY: text.optional(),
  PUSHER_SECRET: text.optional(),
  PUSHER_CLUSTER: text.optional(),
  PUSHER_HOST: text.optional(),
  PUSHER_PORT: port.optional(),
  PUSHER_TLS: flag.optional(),
  UPSTASH_REDIS_REST_URL: address(/^https?$/, "https://name.upstash.io").optional(),
  UPSTASH_REDIS_REST_TOKEN: text.optional(),
  SMTP_URL: address(/^smtps?$/, "smtp://user:password@host:587").optional(),
  MAIL_FROM: text
    .min(3, "is a sender like Parley <no-reply@example.com>")
    .default("Parley <no-reply@parley.localhost>"),
  S3_BUCKET: text.optional(),
  S3_REGION: text.default("eu-west-2"),
  S3_ENDPOINT: address(/^https?$/, "https://s3.example.com").optional(),
  S3_ACCESS_KEY_ID: text.optional(),
  S3_SECRET_ACCESS_KEY: text.optional(),
  WHATSAPP_GRAPH_URL: address(/^https?$/, "https://graph.facebook.com").optional(),
  META_APP_ID: text.regex(/^\d{5,30}$/, "is the number of your app at Meta").optional(),
  META_APP_SECRET: text.min(16, "is the app secret of META_APP_ID").optional(),
  META_CONFIG_ID: text
    .regex(/^\d{5,30}$/, "is the number of your embedded signup's configuration")
    .optional(),
  D360_API_URL: address(/^https?$/, "https://waba-v2.360dialog.io").optional(),
  TELEGRAM_API_URL: address(/^https?$/, "https://api.telegram.org").optional(),
  APP_SECRET: text.min(32, "needs at least 32 characters: openssl rand -base64 32").optional(),
  PARLEY_MASTER_KEY: text
    .regex(
      /^[A-Za-z0-9+/]{43}=(\s*,\s*[A-Za-z0-9+/]{43}=)*$/,
      "needs 32 random bytes in base64: openssl rand -base64 32 (while keys are rotated: new,old)",
    )
    .optional(),
  VAPID_PRIVATE_KEY: text
    .regex(/^[A-Za-z0-9_-]{42,43}$/, "needs a P-256 key in base64url: npx web-push generate-vapid-keys")
    .optional(),
  CRON_SECRET: text.min(16, "needs at least 16 characters: openssl rand -base64 24").optional(),
});
type Given = z.infer<typeof Schema>;
export type Env = Given & { PARLEY_ENV: NonNullable<Given["PARLEY_ENV"]> };
/** The names, for the test that holds `.env.example` to them. */
export const ENV_NAMES = Object.keys(Schema.shape);

export class EnvError extends Error {
  override name = "EnvError";
}

/**
 * Reads the environment once. Empty means absent. Without PARLEY_ENV a given database means production, the embedded one
 * development. Throws EnvError with a line per wrong variable: its name, what it takes, what to do; its value only where it can be no secret.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, v]) => v !== undefined && v.trim() !== ""),
  );
  const parsed = Schema.safeParse(given);
  const problems = parsed.success
    ? incomplete(parsed.data)
    : parsed.error.issues.map((issue) => problemOf(issue, given));
  if (problems.length || !parsed.success) {
    const lines = [...new Set(problems)].map((problem) => `  ${problem}`).join("\n");
    throw new EnvError(`Parley cannot start with this environment:\n${lines}`);
  }
  const env = parsed.data;
  return { ...env, PARLEY_ENV: env.PARLEY_ENV ?? (env.DATABASE_URL ? "production" : "development") };
}

/** A mistyped secret must not stand in a log. */
const PLAIN: ReadonlySet<string> = new Set([
  "PORT",
  "PUSHER_PORT",
  "PARLEY_ENV",
  "PARLEY_ROLES",
  "LOG_LEVEL",
] satisfies (keyof Given)[]);

function problemOf(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  const found = PLAIN.has(name) ? `, not “${given[name]?.slice(0, 60)}”` : "";
  return `${name} ${issue.message}${found}. Correct it or leave it out (.env.example).`;
}

/** Groups that only make sense together. */
function incomplete(env: Given): string[] {
  const groups: (keyof Given)[][] = [
    ["PUSHER_APP_ID", "PUSHER_KEY", "PUSHER_SECRET"],
    ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
    ["S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"],
  ];
  return groups.flatMap((group) => {
    const missing = group.filter((name) => env[name] === undefined);
    if (missing.length === 0 || missing.length === group.length) return [];
    const present = group.filter((name) => !missing.includes(name)).join(" and ");
    return [
      `${missing.join(" and ")} must be given beside ${present}. Add what is missing or leave out all (.env.example).`,
    ];
  });
}
