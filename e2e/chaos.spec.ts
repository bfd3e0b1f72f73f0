import { makeTeam } from "../prisma/seed/factories";
import { sync } from "./harness/agent";
import { expectAlike, marks, storedMarks } from "./harness/marks";
import { agentWrites, meet, visitorWrites } from "./harness/meet";
import { crashPostgres, openPool } from "./harness/postgres";
import { destroyServer, makeServer, type Server } from "./harness/server";
import { expect, test } from "./harness/test";

// A server and a database of this file's own, to be killed.

// A burst takes its time on a busy machine, and so does coming back.
test.describe.configure({ timeout: 180_000 });

let server: Server;

test.beforeAll(async () => {
  server = await makeServer();
  await server.start();
});
test.afterAll(() => destroyServer(server));

const EACH = 30;

test("kill -9 of the server in the middle of a burst, then a restart: nothing lost, nothing twice, in order", async ({
  browser,
}) => {
  const db = { pool: openPool(server.dataDir) };
  const team = await makeTeam(db, { isDemo: true });
  const { visitor, agent } = await meet(browser, { url: server.url, team });
  const burst = Promise.all([
    visitorWrites(visitor, marks("v", EACH, 1)),
    agentWrites(agent, marks("a", EACH)),
  ]);
  await expect
    .poll(async () => (await storedMarks(db, team.tenant.id)).length, { timeout: 40_000 })
    .toBeGreaterThan(8);
  await server.kill();
  const before = await storedMarks(db, team.tenant.id);
  expect(before.length, "killed in the middle").toBeLessThan(2 * EACH + 1);
  // Both go on writing into the void.
  await burst;
  await expect(sync(agent)).not.toHaveText("In sync");

  await server.start();
  await expect(sync(agent)).toHaveText("In sync", { timeout: 30_000 });
  const sent = [...marks("v", EACH + 1), ...marks("a", EACH)];
  await expectAlike({ db, tenantId: team.tenant.id, visitor, agent }, sent);
  expect((await storedMarks(db, team.tenant.id)).slice(0, before.length), "what was stored stays").toEqual(
    before,
  );
  await db.pool.end();
});

for (const signal of ["SIGQUIT", "SIGKILL"] as const) {
  test(`Postgres ended by ${signal} under load: the app recovers by itself, and nothing is lost or doubled`, async ({
    browser,
  }) => {
    const pool = openPool(server.dataDir);
    const team = await makeTeam({ pool }, { isDemo: true });
    const { visitor, agent } = await meet(browser, { url: server.url, team });
    const burst = Promise.all([
      visitorWrites(visitor, marks("v", EACH, 1)),
      agentWrites(agent, marks("a", EACH)),
    ]);
    await expect
      .poll(async () => (await storedMarks({ pool }, team.tenant.id)).length, { timeout: 40_000 })
      .toBeGreaterThan(8);
    const before = await storedMarks({ pool }, team.tenant.id);
    await crashPostgres(server.dataDir, signal);
    await burst;
    await pool.end();

    await expect
      .poll(async () => (await fetch(`${server.url}/api/ready`)).status, { timeout: 30_000 })
      .toBe(200);
    const db = { pool: openPool(server.dataDir) };
    const sent = [...marks("v", EACH + 1), ...marks("a", EACH)];
    await expectAlike({ db, tenantId: team.tenant.id, visitor, agent }, sent);
    await expect(sync(agent)).toHaveText("In sync");
    const stored = await storedMarks(db, team.tenant.id);
    expect(stored.slice(0, before.length), "what was acknowledged stays").toEqual(before);
    await db.pool.end();
  });
}
