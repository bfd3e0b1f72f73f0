import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeEach, expect, test } from "vitest";
import { testCluster, withDatabase } from "../testing/cluster";
import { MigrationError, migrate, migrationState } from "./migrate";

const folder = mkdtempSync(join(tmpdir(), "parley-migrations-"));
const { adminUrl } = await testCluster();
const made: string[] = [];
let url: string;

async function query<T>(on: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: on });
  await client.connect();
  return (await client.query(text).finally(() => client.end())).rows as T[];
}

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

beforeEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  const name = `t_${Math.floor(Date.now() / 1000)}_${randomBytes(4).toString("hex")}`;
  made.push(name);
  await query(adminUrl, `create database ${name}`);
  url = withDatabase(adminUrl, name);
  write(
    "1_one",
    "create table one (n int);\ncreate function f() returns int language sql as $$ select 1; $$;",
  );
  write("2_two", "insert into one values (1); alter table one add column m int default 5;");
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  for (const name of made) await query(adminUrl, `drop database if exists ${name} with (force)`);
});

test("migrations run once, in order, and are noted as Prisma notes them", async () => {
  expect(await migrate(url, folder)).toEqual(["1_one", "2_two"]);
  expect(await migrate(url, folder)).toEqual([]);
  expect(await query(url, "select n, m from one")).toEqual([{ n: 1, m: 5 }]);
  const noted = await query(
    url,
    "select migration_name, length(checksum), finished_at is not null as done, applied_steps_count from _prisma_migrations order by 1",
  );
  expect(noted).toEqual([
    { migration_name: "1_one", length: 64, done: true, applied_steps_count: 1 },
    { migration_name: "2_two", length: 64, done: true, applied_steps_count: 1 },
  ]);
});

test("processes that migrate at once do each migration once", async () => {
  const ran = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)]);
  expect(ran.flat().sort()).toEqual(["1_one", "2_two"]);
  expect(await query(url, "select count(*)::int4 as n from one")).toEqual([{ n: 1 }]);
});

test("a migration that fails half-way leaves nothing behind and can be run again once mended", async () => {
  write("3_three", "create table three (n int); insert into nowhere values (1);");
  await expect(migrate(url, folder)).rejects.toThrow(
    /Migration 3_three failed and was undone: relation "nowhere"/,
  );
  expect(await query(url, "select to_regclass('three') as there")).toEqual([{ there: null }]);
  expect((await migrationState(url, folder)).pending).toEqual(["3_three"]);
  write("3_three", "create table three (n int);");
  expect(await migrate(url, folder)).toEqual(["3_three"]);
});

test("a migration changed after it had run is refused, other line ends are not", async () => {
  await migrate(url, folder);
  write(
    "1_one",
    "create table one (n int);\r\ncreate function f() returns int language sql as $$ select 1; $$;",
  );
  expect(await migrate(url, folder)).toEqual([]);
  write("1_one", "create table one (n bigint);");
  await expect(migrate(url, folder)).rejects.toThrow(MigrationError);
  await expect(migrate(url, folder)).rejects.toThrow(/1_one was changed after it had run/);
});

test("one that Prisma began and never finished stops the start with what to do", async () => {
  await migrate(url, folder);
  await query(url, "update _prisma_migrations set finished_at = null where migration_name = '2_two'");
  await expect(migrate(url, folder)).rejects.toThrow(/2_two began on this database and never finished/);
});

test("a database that is ahead of this release is left as it is", async () => {
  await migrate(url, folder);
  rmSync(join(folder, "2_two"), { recursive: true });
  expect(await migrate(url, folder)).toEqual([]);
  expect((await migrationState(url, folder)).unknown).toEqual(["2_two"]);
});
