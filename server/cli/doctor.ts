import { statfs } from "node:fs/promises";
import { resolve } from "node:path";
import { migrationState } from "../infra/migrate";
import { stateOf } from "../infra/outbox/park";
import type { Installation } from "./installation";
import type { Command } from "./main";
import { table } from "./output";
import { realtimeLoop } from "./realtime-loop";

/** `mend` says what to do about a warning or a failure. */
export type Finding = { status: "ok" | "warn" | "fail"; detail: string; mend?: string };
type Check = (installation: Installation) => Promise<Finding>;

const CHECKS: Record<string, { check: Check; mend: string }> = {
  database: {
    check: database,
    mend: "Check DATABASE_URL and that the server lets this host in; or leave it out for the embedded one.",
  },
  migrations: { check: migrations, mend: "Start Parley once (npm start): it runs what is missing." },
  outbox: { check: outbox, mend: "Start a process with the role worker (PARLEY_ROLES)." },
  realtime: {
    check: realtimeLoop,
    mend: "Start Parley (npm start), give this command the same PORT, and check APP_URL and PUSHER_*.",
  },
  mail: { check: mail, mend: "Check SMTP_URL: host, port, user and password." },
  storage: {
    check: storage,
    mend: "Make PARLEY_DATA_DIR writable, or check S3_BUCKET, S3_ENDPOINT and the keys.",
  },
  disk: { check: disk, mend: "Free some space where PARLEY_DATA_DIR lies." },
  clock: { check: clock, mend: "Turn on time synchronisation (NTP) on both machines." },
  address: { check: address, mend: "Set APP_URL to the address people use, with https://." },
};

/** Looks at every part that Parley needs, one after another, and says how to mend what is wrong. */
export const doctor: Command = async (installation) => {
  const findings: { name: string; finding: Finding }[] = [];
  for (const [name, { check, mend }] of Object.entries(CHECKS)) {
    const finding = await check(installation).catch(
      (error: Error): Finding => ({ status: "fail", detail: error.message }),
    );
    findings.push({ name, finding: finding.status === "ok" ? finding : { mend, ...finding } });
  }
  const isBad = findings.some(({ finding }) => finding.status === "fail");
  const marks = { ok: "✓", warn: "!", fail: "✗" };
  const rows = findings.map(({ name, finding }) => [`${marks[finding.status]} ${name}`, finding.detail]);
  const mends = findings.flatMap(({ name, finding }) => (finding.mend ? [`${name}: ${finding.mend}`] : []));
  return {
    json: { ok: !isBad, checks: findings.map(({ name, finding }) => ({ name, ...finding })) },
    lines: [...table(rows), ...(mends.length ? ["", "To mend:", ...mends.map((line) => `  ${line}`)] : [])],
    isBad,
  };
};

async function database({ runtime, isEmbedded }: Installation): Promise<Finding> {
  const began = performance.now();
  const { rows } = await runtime.db.pool.query<{ version: string }>(
    "select current_setting('server_version_num') as version",
  );
  const major = Math.floor(Number(rows[0]?.version) / 10_000);
  const detail = `Postgres ${major}${isEmbedded ? ", embedded" : ""}, answers in ${Math.round(performance.now() - began)} ms`;
  if (major >= 15) return { status: "ok", detail };
  return { status: "fail", detail, mend: "Parley needs Postgres 15 or newer: upgrade it." };
}

async function migrations({ databaseUrl }: Installation): Promise<Finding> {
  const state = await migrationState(databaseUrl, resolve("prisma/migrations"));
  const wrong = { failed: state.failed, "changed afterwards": state.edited };
  for (const [what, names] of Object.entries(wrong)) {
    if (names.length) return { status: "fail", detail: `${what}: ${names.join(", ")}` };
  }
  if (state.pending.length) return { status: "fail", detail: `not run yet: ${state.pending.join(", ")}` };
  if (!state.unknown.length) return { status: "ok", detail: `${state.applied.length}, all applied` };
  const detail = `the database is newer than this release: ${state.unknown.join(", ")}`;
  return { status: "warn", detail, mend: "Install the newest release on every host." };
}

async function outbox({ runtime }: Installation): Promise<Finding> {
  type Row = { dead: number; late: number; paused: number };
  const { rows } = await runtime.db.pool.query<Row>(
    `select count(*) filter (where state = 'dead')::int4 as dead,
            count(*) filter (where ${stateOf("e")} = 'ready' and run_at < now() - interval '5 minutes')::int4 as late,
            (select count(*) from inbox where paused_for is not null and disabled_at is null)::int4 as paused
       from outbox_entry e where state in ('dead', 'ready')`,
  );
  const { dead = 0, late = 0, paused = 0 } = rows[0] ?? {};
  if (late) return { status: "fail", detail: `${late} side effects have waited for over five minutes` };
  if (paused && !dead)
    return {
      status: "warn",
      detail: `${paused === 1 ? "1 inbox is paused: what it sends" : `${paused} inboxes are paused: what they send`} waits`,
      mend: "See which and why: npm run parley -- inboxes status --tenant <slug>.",
    };
  if (!dead) return { status: "ok", detail: "nothing is late, nothing was given up" };
  const mend =
    "See what each says: npm run parley -- outbox list --tenant <slug> --state dead; mend it, then outbox retry.";
  return { status: "warn", detail: `${dead} side effects were given up`, mend };
}

async function mail({ runtime }: Installation): Promise<Finding> {
  const { mailer, env } = runtime;
  await mailer.check();
  if (mailer.isReal) return { status: "ok", detail: "the mail server answers and accepts the sign-in" };
  const detail = "no SMTP_URL: mail is kept in the database";
  if (env.PARLEY_ENV === "production")
    return { status: "warn", detail, mend: "Set SMTP_URL, or nobody gets invitations and new passwords." };
  return { status: "ok", detail: `${detail}, readable at /dev/mail` };
}

async function storage({ runtime }: Installation): Promise<Finding> {
  await runtime.storage.check();
  const { S3_BUCKET, PARLEY_DATA_DIR } = runtime.env;
  return {
    status: "ok",
    detail: `${S3_BUCKET ? `S3 bucket ${S3_BUCKET}` : resolve(PARLEY_DATA_DIR, "files")}: written, read, deleted`,
  };
}

async function disk({ runtime }: Installation): Promise<Finding> {
  const { bavail, bsize } = await statfs(resolve(runtime.env.PARLEY_DATA_DIR));
  const free = (bavail * bsize) / 1024 ** 3;
  const detail = `${free.toFixed(1)} GB free`;
  return { status: free < 0.2 ? "fail" : free < 1 ? "warn" : "ok", detail };
}

/** Links, leases and codes are compared with either clock. */
async function clock({ runtime }: Installation): Promise<Finding> {
  const before = Date.now();
  const { rows } = await runtime.db.pool.query<{ now: Date }>("select clock_timestamp() as now");
  const apart = Math.abs((rows[0]?.now.getTime() ?? 0) - (before + Date.now()) / 2) / 1000;
  const detail = `${apart.toFixed(2)} s from the database's`;
  return { status: apart > 10 ? "fail" : apart > 2 ? "warn" : "ok", detail };
}

async function address({ runtime }: Installation): Promise<Finding> {
  const { appUrl, env } = runtime;
  const isProper = env.PARLEY_ENV === "development" || (env.APP_URL && appUrl.startsWith("https://"));
  return { status: isProper ? "ok" : "warn", detail: appUrl };
}
