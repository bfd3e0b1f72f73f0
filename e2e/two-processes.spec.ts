import type { Pooled } from "../prisma/seed/factories";
import { type MadeTeam, makeTeam } from "../prisma/seed/factories";
import { openConversation, openInbox, signedIn, sync, thread } from "./harness/agent";
import { expectAlike, marks, marksIn } from "./harness/marks";
import { agentWrites, meet, visitorWrites } from "./harness/meet";
import { databaseUrl, openPool } from "./harness/postgres";
import { hasRedis, startRedis } from "./harness/redis";
import { destroyServer, freePort, makeServer, type Server } from "./harness/server";
import { expect, test } from "./harness/test";
import { typeUntil } from "./harness/typing";
import { chatLog, field } from "./harness/visitor";

// Two processes, as on two machines: a data directory each; what they share is the database, Redis and the secrets.

test.skip(!hasRedis, "there is no redis-server here (Debian: apt-get install redis-server)");

let a: Server;
let b: Server;
let redis: Awaited<ReturnType<typeof startRedis>>;
let db: Pooled & { pool: ReturnType<typeof openPool> };
let team: MadeTeam;

test.beforeAll(async () => {
  redis = await startRedis(await freePort());
  const shared = {
    REDIS_URL: redis.url,
    APP_SECRET: "a secret that both processes were given",
    PARLEY_MASTER_KEY: Buffer.alloc(32, 7).toString("base64"),
  };
  a = await makeServer({ env: shared });
  await a.start();
  b = await makeServer({
    env: { ...shared, DATABASE_URL: databaseUrl(a.dataDir), PARLEY_ENV: "development" },
  });
  await b.start();
  db = { pool: openPool(a.dataDir) };
});
test.afterAll(async () => {
  await db?.pool.end();
  await destroyServer(b);
  await destroyServer(a);
  await redis.stop();
});
test.beforeEach(async () => {
  team = await makeTeam(db, { isDemo: true });
  // What is measured here is the way of a message, not how long it is held.
  await db.pool.query(`update member set preferences = '{"undoSeconds":0}' where tenant_id = $1`, [
    team.tenant.id,
  ]);
});

/** How soon news must have come from the other process. */
const SOON = { timeout: 2_000 };

test("what one process takes appears at once at whoever is connected to the other", async ({ browser }) => {
  const { visitor, agent } = await meet(browser, { url: a.url, agentUrl: b.url, team });
  await visitorWrites(visitor, ["v002"]);
  await expect.poll(() => marksIn(thread(agent)), SOON).toEqual(["v001", "v002"]);
  await agentWrites(agent, ["a001"]);
  await expect.poll(() => marksIn(chatLog(visitor)), SOON).toEqual(["v001", "v002", "a001"]);

  await typeUntil(field(visitor), thread(agent).getByText(/is typing/));
  const other = await signedIn(browser, { url: a.url, email: team.agents[1].user.email });
  await openInbox(other, team.tenant.slug);
  await openConversation(other, "a001");
  await expect(agent.getByText(/^Priya\s+viewing/)).toBeVisible(SOON);
  await other.close();
  await expect(agent.getByText(/^Priya\s+viewing/)).toBeHidden();
});

test("signing out at one process closes the sockets at the other", async ({ browser }) => {
  const { visitor, agent } = await meet(browser, { url: a.url, agentUrl: b.url, team });
  const frames: string[] = [];
  agent.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => frames.push(String(payload))),
  );
  // The same session: cookies are the host's, whatever the port.
  const answer = await agent.request.post(`${a.url}/api/trpc/sessions.signOut`, { data: {} });
  expect(answer.status()).toBe(200);
  await expect(agent).toHaveURL(/\/sign-in/);
  await visitorWrites(visitor, ["v002"]);
  expect(frames.join("\n")).not.toContain("v002");
});

test("one process killed in a burst: its people come back to it, nothing lost or doubled", async ({
  browser,
}) => {
  const { visitor, agent } = await meet(browser, { url: a.url, agentUrl: b.url, team });
  const burst = Promise.all([visitorWrites(visitor, marks("v", 15, 1)), agentWrites(agent, marks("a", 15))]);
  await b.kill();
  await burst;
  await b.start();
  await expect(sync(agent)).toHaveText("In sync", { timeout: 30_000 });
  const sides = { db, tenantId: team.tenant.id, visitor, agent };
  await expectAlike(sides, [...marks("v", 16), ...marks("a", 15)]);
});
