import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clock } from "../core/clock";
import { newId } from "../core/ids";
import type { Db } from "../infra/db";
import { parseEnv } from "../infra/env";
import { createLogger } from "../infra/log";
import { createMailer } from "../infra/mail/create";
import { enqueueMail } from "../infra/mail/job";
import { fakeSmtp } from "../infra/mail/smtp.fake";
import { localStorage } from "../infra/storage/local";
import { testDatabase } from "../testing/database";
import { until } from "../testing/until";
import type { WorkerTools } from "./handlers";
import { drain, startWorker, type WorkerOptions } from "./index";
import { reaction } from "./reaction";
import { type RecurringJob, schedule } from "./schedule";
import { enqueueDueJobs } from "./scheduler";

let db: Db;
const log = createLogger("silent");
const opened: (() => unknown)[] = [];
const quick: WorkerOptions = { reactions: [], drain: { backoff: { baseSeconds: 0.02, capSeconds: 0.05 } } };
const realNow = clock.now;

beforeAll(async () => {
  ({ db } = await testDatabase());
});
beforeEach(() => db.pool.query("truncate outbox_entry, event, event_consumer, kept_mail"));
afterEach(async () => {
  clock.now = realNow;
  for (const close of opened.splice(0).reverse()) await close();
});

function tools(smtpUrl?: string): WorkerTools {
  const mailer = createMailer({ env: parseEnv(smtpUrl ? { SMTP_URL: smtpUrl } : {}), db, log });
  opened.push(() => mailer.close());
  return { db, log, mailer, storage: localStorage("/tmp/parley-worker-test") };
}

async function start(given: WorkerTools, options = quick) {
  const worker = await startWorker(given, options);
  opened.push(worker.stop);
  return worker;
}

const mail = {
  to: "grace@shop.test",
  template: "reset-password" as const,
  data: { name: "Grace", link: "https://parley.test/reset/secret-token", minutes: 60 },
  tenantId: null,
  traceId: "trace-1",
};

async function mailEntries() {
  const { rows } = await db.pool.query(
    "select state, attempts, payload, last_error from outbox_entry where kind = 'mail.send'",
  );
  return rows;
}

describe("mail through the worker", () => {
  it("is sent once, after the server refused it for a while, and its link is then forgotten", async () => {
    let refusals = 2;
    const server = await fakeSmtp(() => (refusals-- > 0 ? { code: 451, words: "greylisted" } : "take"));
    opened.push(server.close);
    await start(tools(server.url));
    for (let times = 0; times < 3; times++) {
      await db.transaction((tx) => enqueueMail(tx.sql, { ...mail, idempotencyKey: "reset:1" }));
    }
    await until("it is done", async () => (await mailEntries())[0]?.state === "done");
    expect(server.mails).toHaveLength(1);
    expect(server.mails[0]!.to).toEqual(["grace@shop.test"]);
    expect(server.mails[0]!.source).toContain("secret-token");
    expect(await mailEntries()).toEqual([
      { state: "done", attempts: 3, payload: {}, last_error: expect.stringContaining("greylisted") },
    ]);
  });

  it("that no receiver will ever take is a dead letter at once", async () => {
    const server = await fakeSmtp(() => ({ code: 550, words: "no such mailbox" }));
    opened.push(server.close);
    await start(tools(server.url));
    await enqueueMail(db.sql, { ...mail, idempotencyKey: "reset:2" });
    await until("it is dead", async () => (await mailEntries())[0]?.state === "dead");
    expect(await mailEntries()).toMatchObject([
      { attempts: 1, last_error: expect.stringContaining("no such mailbox") },
    ]);
  });

  it("is kept where there is no server", async () => {
    await start(tools());
    await enqueueMail(db.sql, { ...mail, idempotencyKey: "reset:3" });
    await until("it is kept", () => db.prisma.keptMail.findFirst({ where: { to: "grace@shop.test" } }));
  });
});

describe("a reaction", () => {
  it("runs after the commit with the event's tenant and trace, again when it fails", async () => {
    const tenantId = newId();
    const memberId = newId();
    const seen: unknown[] = [];
    const react = reaction("close-rooms", ["member.access_changed"], async (ctx, event) => {
      seen.push({ tenantId: ctx.tenantId, traceId: ctx.traceId, memberId: event.memberId });
      if (seen.length === 1) throw new Error("not yet");
    });
    await start(tools(), { ...quick, reactions: [react] });
    await db.pool.query(
      "insert into event (id, tenant_id, type, data, trace_id) values ($1, $2, 'member.access_changed', $3, 'trace-9')",
      [newId(), tenantId, { memberId }],
    );
    await until("it ran twice", () => seen.length === 2);
    expect(seen).toEqual(Array(2).fill({ tenantId, traceId: "trace-9", memberId }));
  });
});

describe("the schedule", () => {
  const jobs: RecurringJob[] = schedule({ db, storage: localStorage("/tmp/parley-worker-test") });

  it("owes each job once per period, whoever asks first", async () => {
    const of = (period: string) => jobs.filter(({ every }) => every === period).length;
    clock.now = () => Date.UTC(2026, 10, 20, 23, 30);
    const added = await Promise.all([1, 2, 3].map(() => enqueueDueJobs(db.sql, jobs)));
    expect(added.reduce((a, b) => a + b)).toBe(jobs.length);
    clock.now = () => Date.UTC(2026, 10, 20, 23, 59);
    expect(await enqueueDueJobs(db.sql, jobs)).toBe(of("minute") + of("quarter"));
    expect(await enqueueDueJobs(db.sql, jobs)).toBe(0);
    clock.now = () => Date.UTC(2026, 10, 21, 0, 0);
    expect(await enqueueDueJobs(db.sql, jobs)).toBe(jobs.length);
    clock.now = () => Date.UTC(2026, 10, 21, 1, 0);
    expect(await enqueueDueJobs(db.sql, jobs)).toBe(of("hour") + of("quarter") + of("minute"));
    const { rows } = await db.pool.query(
      "select idempotency_key as key from outbox_entry order by id limit 1",
    );
    expect(rows[0].key).toBe("clean-up.outbox:2026-11-20T23");
  });

  it("is worked off by whoever has a worker", async () => {
    await start(tools());
    await until("all jobs are done", async () => {
      const { rows } = await db.pool.query(
        "select count(*)::int as n from outbox_entry where state = 'done'",
      );
      return rows[0].n === schedule(tools()).length;
    });
  });
});

describe("draining within a request", () => {
  it("does what is due and says so", async () => {
    await enqueueMail(db.sql, { ...mail, idempotencyKey: "reset:4" });
    expect(await drain(10_000, tools(), quick)).toEqual({ isDone: true });
    expect(await mailEntries()).toMatchObject([{ state: "done" }]);
  });

  it("keeps to its time and hands back what it could not finish", async () => {
    const slow = reaction("hang", ["member.access_changed"], () => new Promise(() => {}));
    await db.pool.query(
      "insert into event (id, tenant_id, type, data) values ($1, $2, 'member.access_changed', $3)",
      [newId(), newId(), { memberId: newId() }],
    );
    const at = performance.now();
    expect(await drain(3000, tools(), { ...quick, reactions: [slow] })).toEqual({ isDone: false });
    expect(performance.now() - at).toBeLessThan(9000);
    const { rows } = await db.pool.query(
      "select state, attempts, lease_until from outbox_entry where kind = 'reaction.hang'",
    );
    expect(rows).toEqual([{ state: "ready", attempts: 0, lease_until: null }]);
  });
});
