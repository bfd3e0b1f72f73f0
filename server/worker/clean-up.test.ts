import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintTenantId, newId } from "../core/ids";
import type { Db } from "../infra/db";
import { createLogger } from "../infra/log";
import type { Handler, HandlerCtx } from "../infra/outbox/entry";
import { localStorage } from "../infra/storage/local";
import { testDatabase } from "../testing/database";
import { handlerRun } from "../testing/run";
import { cleanUps } from "./clean-up";

let db: Db;
const folder = mkdtempSync(join(tmpdir(), "parley-clean-"));
const storage = localStorage(folder);
beforeAll(async () => {
  ({ db } = await testDatabase());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const days = (n: number) => new Date(Date.now() - n * 86_400_000);
const ctx = { tenantId: mintTenantId(newId()), log: createLogger("silent") } as HandlerCtx;
const run = (job: Handler) => job.run(ctx, {}, handlerRun());

describe("cleaning up", () => {
  it("removes finished entries after 7 days, dead letters after 30, and nothing that is still owed", async () => {
    const at = (state: string, age: number, key: string) =>
      db.pool.query(
        "insert into outbox_entry (kind, state, created_at, finished_at, idempotency_key) values ('x', $1, $2, $3, $4)",
        [state, days(age), state === "ready" ? null : days(age), key],
      );
    await at("dead", 31, "dead long ago");
    await at("dead", 20, "dead");
    await at("ready", 40, "still owed");
    await db.pool.query(
      "insert into outbox_entry (kind, state, created_at, finished_at) select 'x', 'done', $1, $1 from generate_series(1, 4500)",
      [days(8)],
    );
    await at("done", 6, "done");
    await run(cleanUps({ db, storage }).finishedEntries);
    const { rows } = await db.pool.query("select idempotency_key as key from outbox_entry order by id");
    expect(rows.map(({ key }) => key)).toEqual(["dead", "still owed", "done"]);
  });

  it("removes events and kept mail after 7 days", async () => {
    await db.pool.query(
      `insert into event (id, tenant_id, type, created_at)
       select gen_random_uuid(), gen_random_uuid(), 'x', case when n > 2500 then now() else $1 end from generate_series(1, 2503) n`,
      [days(8)],
    );
    for (const age of [8, 6]) {
      await db.prisma.keptMail.create({
        data: { to: "a", subject: `${age}`, text: "", html: "", createdAt: days(age) },
      });
    }
    await run(cleanUps({ db, storage }).oldEvents);
    await run(cleanUps({ db, storage }).keptMail);
    expect(await db.prisma.event.count()).toBe(3);
    expect((await db.prisma.keptMail.findMany()).map(({ subject }) => subject)).toEqual(["6"]);
  });

  it("removes ended sessions and expired tokens, not those in use", async () => {
    const user = await db.prisma.user.create({ data: { email: "ada@shop.test", name: "Ada" } });
    const session = (userAgent: string, expiresAt: Date, revokedAt: Date | null = null) =>
      db.prisma.session.create({ data: { userId: user.id, userAgent, expiresAt, revokedAt } });
    await session("in use", days(-10));
    await session("expired", days(2));
    await session("revoked long ago", days(-10), days(8));
    await session("revoked today", days(-10), days(0));
    const token = (tokenHash: string, expiresAt: Date) =>
      db.prisma.userToken.create({
        data: { userId: user.id, purpose: "reset_password", tokenHash, expiresAt },
      });
    await token("good", days(-1));
    await token("expired", days(2));
    await run(cleanUps({ db, storage }).expiredSessions);
    await run(cleanUps({ db, storage }).expiredTokens);
    const sessions = await db.prisma.session.findMany({ orderBy: { userAgent: "asc" } });
    expect(sessions.map(({ userAgent }) => userAgent)).toEqual(["in use", "revoked today"]);
    expect((await db.prisma.userToken.findMany()).map(({ tokenHash }) => tokenHash)).toEqual(["good"]);
  });

  it("removes files that no message took within a day, bytes and row", async () => {
    const tenant = await db.prisma.tenant.create({ data: { slug: "acme", name: "Acme" } });
    const file = async (name: string, createdAt: Date) => {
      const storageKey = `${tenant.id}/${newId()}`;
      await storage.put(storageKey, Readable.from([Buffer.from(name)]), {
        maxBytes: 100,
        contentType: "text/plain",
      });
      await db.prisma.file.create({
        data: {
          tenantId: tenant.id,
          uploaderKind: "member",
          name,
          contentType: "text/plain",
          storageKey,
          createdAt,
        },
      });
      return storageKey;
    };
    const old = await Promise.all(Array.from({ length: 25 }, (_, n) => file(`old ${n}`, days(2))));
    const young = await file("young", days(0.5));
    await run(cleanUps({ db, storage }).unattachedFiles);
    expect((await db.prisma.file.findMany()).map(({ name }) => name)).toEqual(["young"]);
    expect(await Promise.all(old.map((key) => storage.get(key)))).toEqual(old.map(() => null));
    expect(await storage.get(young)).not.toBeNull();
  });
});
