import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

export type Migration = { name: string; sql: string; checksums: readonly string[] };
export type MigrationState = {
  applied: string[];
  pending: string[];
  edited: string[];
  failed: string[];
  unknown: string[];
};

/** A migration that stops the start; the message says what to do. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

// The id Prisma Migrate locks, so that the two never run at once (schema-engine: advisory lock 72707369).
const LOCK = 72707369;
const TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

/** The migrations of a folder (`<name>/migration.sql`) in the order in which they run. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "migration.sql")))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
      // A Windows checkout may have turned line ends; the migration is the same.
      return { name, sql, checksums: [sha256(sql), sha256(sql.replaceAll("\r\n", "\n"))] };
    });
}

/**
 * Runs what is missing, each migration in one transaction, under the lock and in the table of Prisma Migrate (either may
 * continue the other's work). Several processes may call it at once. Returns the names that ran. Throws MigrationError.
 */
export async function migrate(
  databaseUrl: string,
  folder: string,
  onProgress?: (line: string) => void,
): Promise<string[]> {
  const migrations = readMigrations(folder);
  return withClient(databaseUrl, async (client) => {
    // Waiting for another process that migrates; longer than any migration of ours should take.
    await client.query("set lock_timeout = '10min'");
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await client.query("set lock_timeout = 0");
    await client.query(TABLE);
    const state = await compare(client, migrations);
    refuse(state);
    for (const name of state.pending) {
      onProgress?.(`migrating: ${name}`);
      await apply(client, migrations.find((migration) => migration.name === name)!);
    }
    return state.pending;
  });
}

/** How the database stands to the folder, without changing either. */
export async function migrationState(databaseUrl: string, folder: string): Promise<MigrationState> {
  const migrations = readMigrations(folder);
  return withClient(databaseUrl, async (client) => {
    const there = await client.query("select to_regclass('_prisma_migrations') is not null as there");
    if (there.rows[0]?.there) return compare(client, migrations);
    return { applied: [], pending: migrations.map((m) => m.name), edited: [], failed: [], unknown: [] };
  });
}

async function compare(client: pg.Client, migrations: Migration[]): Promise<MigrationState> {
  type Row = { name: string; checksum: string; done: boolean };
  const { rows } = await client.query<Row>(
    `select migration_name as name, checksum, finished_at is not null as done
       from _prisma_migrations where rolled_back_at is null order by started_at`,
  );
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const done = rows.filter((row) => row.done);
  return {
    applied: done.map((row) => row.name),
    pending: migrations.map((m) => m.name).filter((name) => !done.some((row) => row.name === name)),
    edited: done
      .filter((row) => known.has(row.name) && !known.get(row.name)!.checksums.includes(row.checksum))
      .map((row) => row.name),
    failed: rows.filter((row) => !row.done).map((row) => row.name),
    // From a newer release: its tables are there, and this release need not know them.
    unknown: done.filter((row) => !known.has(row.name)).map((row) => row.name),
  };
}

function refuse({ failed, edited }: MigrationState): void {
  if (failed.length) {
    throw new MigrationError(
      `Migration ${failed.join(", ")} began on this database and never finished. Bring the database to a known state, then delete its row from _prisma_migrations (or run \`prisma migrate resolve\`), and start again.`,
    );
  }
  if (edited.length) {
    throw new MigrationError(
      `Migration ${edited.join(", ")} was changed after it had run on this database. Restore the file and put the change into a new one: npm run db:new -- <name>. A database of demo data can simply go: stop Parley and delete the data directory's postgres folder.`,
    );
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query("begin");
    await client.query(migration.sql);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksums[0], migration.name],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw new MigrationError(
      `Migration ${migration.name} failed and was undone: ${(error as Error).message}. Correct what it met in the database, or the file if it was never released, and start again.`,
      { cause: error },
    );
  }
}

async function withClient<T>(connectionString: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 10_000,
    application_name: "parley-migrate",
  });
  client.on("error", () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => {});
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
