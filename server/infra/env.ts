import { z } from "zod";

const flag = z.string().transform((v) => v === "1" || v === "true");
const list = z.string().transform((v) =>
  v
    .split(",")
    .map((s) => s.trim())
    .filter(Boolean),
);
const ROLES = ["web", "realtime", "worker"] as const;
export type ProcessRole = (typeof ROLES)[number];

/** Every variable Parley reads, all optional. `.env.example` says what each is for. */
const Schema = z.object({
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  APP_URL: z.url({ protocol: /^https?$/ }).optional(),
  PARLEY_DATA_DIR: z.string().min(1).default(".parley"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  PUSHER_APP_ID: z.string().min(1).optional(),
  PUSHER_KEY: z.string().min(1).optional(),
  PUSHER_SECRET: z.string().min(1).optional(),
  PUSHER_CLUSTER: z.string().min(1).optional(),
  PUSHER_HOST: z.string().min(1).optional(),
  PUSHER_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  PUSHER_TLS: flag.optional(),
  UPSTASH_REDIS_REST_URL: z.url({ protocol: /^https?$/ }).optional(),
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default("Parley <no-reply@parley.localhost>"),
  S3_BUCKET: z.string().min(1).optional(),
  S3_REGION: z.string().min(1).default("eu-west-2"),
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  APP_SECRET: z.string().min(32, "needs at least 32 characters").optional(),
  PARLEY_MASTER_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, "needs 32 random bytes in base64: openssl rand -base64 32")
    .optional(),
  CRON_SECRET: z.string().min(16, "needs at least 16 characters").optional(),
  PARLEY_ENV: z.enum(["development", "staging", "production"]).optional(),
  PARLEY_ROLES: list.pipe(z.array(z.enum(ROLES)).min(1)).default([...ROLES]),
  PARLEY_PRIVATE_HOSTS: list.default([]),
  PARLEY_SEED_DEMO: flag.optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});
export type Env = z.infer<typeof Schema>;

export class EnvError extends Error {
  override name = "EnvError";
}

/** Reads the environment once. Empty means absent. Throws EnvError with a line per wrong variable: its name, what is wrong, what to do. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, v]) => v !== undefined && v !== ""));
  const parsed = Schema.safeParse(given);
  const problems = parsed.success ? incomplete(parsed.data) : parsed.error.issues.map(describe);
  if (problems.length || !parsed.success) {
    throw new EnvError(
      `The environment has ${problems.length} problem(s):\n${problems.map((p) => `  ${p}`).join("\n")}`,
    );
  }
  return parsed.data;
}

function describe(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0] ?? "?");
  return `${name}: ${issue.message}. Correct it or leave it out; .env.example shows what it takes.`;
}

/** Groups that only make sense together. */
function incomplete(env: Env): string[] {
  const groups: (keyof Env)[][] = [
    ["PUSHER_APP_ID", "PUSHER_KEY", "PUSHER_SECRET"],
    ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
  ];
  return groups.flatMap((group) => {
    const missing = group.filter((name) => env[name] === undefined);
    if (missing.length === 0 || missing.length === group.length) return [];
    return [
      `${missing.join(", ")}: missing, and needed beside ${group.filter((n) => !missing.includes(n)).join(", ")}.`,
    ];
  });
}
