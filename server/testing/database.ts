import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { createDb, type Db } from "../infra/db";
import { migrate, readMigrations } from "../infra/migrate";
import { projectRoot, testCluster, withDatabase } from "./cluster";

const migrationsDir = join(projectRoot, "prisma/migrations");
// Told to the global teardown, which drops what a test run has made.
const PREFIX = "t_";
const opened: { db: Db; name: string }[] = [];

/**
 * A database of its own for one test file, cloned from a migrated template (about 50 ms). Close it with `db.close()` if the
 * process should end by itself; the test run drops it.
 */
export async function testDatabase(): Promise<{ url: string; db: Db }> {
  const { adminUrl } = await testCluster();
  const template = await ensureTemplate(adminUrl);
  const name = `${PREFIX}${Math.floor(Date.now() / 1000)}_${randomBytes(6).toString("hex")}`;
  await asAdmin(adminUrl, (client) => client.query(`create database ${name} template ${template}`));
  const url = withDatabase(adminUrl, name);
  const db = createDb(url, { max: 10 });
  opened.push({ db, name });
  return { url, db };
}

/** Closes and drops the databases of this process. Used by the setup file of the test run. */
export async function dropTestDatabases(): Promise<void> {
  const gone = opened.splice(0);
  if (!gone.length) return;
  const { adminUrl } = await testCluster();
  await Promise.all(gone.map(({ db }) => db.close()));
  await asAdmin(adminUrl, async (client) => {
    for (const { name } of gone) await client.query(`drop database if exists ${name} with (force)`);
  });
}

/** Drops what killed test runs have left behind, an hour after they began. */
export async function dropForgottenDatabases(): Promise<void> {
  const { adminUrl } = await testCluster();
  await asAdmin(adminUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      "select datname from pg_database where datname ~ '^(t_[0-9]+_|shadow_|template_)'",
    );
    const template = templateName();
    const hourAgo = Date.now() / 1000 - 3600;
    for (const { datname } of rows) {
      const isOld = datname.startsWith(PREFIX)
        ? Number(datname.split("_")[1]) < hourAgo
        : datname !== template;
      // Without force: a run that still uses one keeps it.
      if (isOld) await client.query(`drop database if exists ${datname}`).catch(() => {});
    }
  });
}

function templateName(): string {
  const hash = createHash("sha256");
  for (const migration of readMigrations(migrationsDir)) hash.update(migration.name).update(migration.sql);
  return `template_${hash.digest("hex").slice(0, 16)}`;
}

async function ensureTemplate(adminUrl: string): Promise<string> {
  const template = templateName();
  await asAdmin(adminUrl, async (client) => {
    const there = () => client.query("select 1 from pg_database where datname = $1", [template]);
    if ((await there()).rowCount) return;
    await client.query("select pg_advisory_lock(hashtext($1))", [template]);
    if ((await there()).rowCount) return;
    // Under another name until it is whole: a killed run must not leave half a template.
    const making = `${template}_making`;
    await client.query(`drop database if exists ${making} with (force)`);
    await client.query(`create database ${making}`);
    await migrate(withDatabase(adminUrl, making), migrationsDir);
    await client.query(`alter database ${making} rename to ${template}`);
  });
  return template;
}

async function asAdmin<T>(adminUrl: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on("error", () => {});
  await client.connect();
  return use(client).finally(() => client.end());
}
