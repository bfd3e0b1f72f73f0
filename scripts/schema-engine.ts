import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { projectRoot, testCluster, withDatabase } from "../server/testing/cluster";

const migrationsDir = join(projectRoot, "prisma/migrations");
const CATALOGUE_CHAR = 18;
const BPCHAR = 1042;
const filters = { externalTables: [], externalEnums: [] };

/** What a migration must do to bring the migrations' schema to that of `prisma/schema`; null when they agree. */
export async function missingMigration(): Promise<string | null> {
  return withEngine(async (engine) => {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: "migrations", ...migrationList() },
      to: { tag: "schemaDatamodel", files: schemaFiles() },
      script: true,
      exitCode: true,
      filters,
    });
    return exitCode === 2 ? stdout : null;
  });
}

function schemaFiles(): { path: string; content: string }[] {
  const folder = join(projectRoot, "prisma/schema");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => ({ path: join(folder, name), content: readFileSync(join(folder, name), "utf8") }));
}

function migrationList(): MigrationList {
  const lock = join(migrationsDir, "migration_lock.toml");
  return {
    baseDir: migrationsDir,
    lockfile: { path: lock, content: existsSync(lock) ? readFileSync(lock, "utf8") : null },
    shadowDbInitScript: "",
    migrationDirectories: readdirSync(migrationsDir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
      .map((name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: {
            tag: "ok" as const,
            value: readFileSync(join(migrationsDir, name, "migration.sql"), "utf8"),
          },
        },
      })),
  };
}

/** Prisma's schema engine as WebAssembly, as its native one can only be downloaded from a host that many machines cannot reach. */
async function withEngine<T>(use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  // The engine reports a panic here; without it a panic shows up as an unrelated TypeError.
  let panic = "";
  const registry = {
    set_message(text: string) {
      panic = text;
    },
  };
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: registry });
  const { adminUrl } = await testCluster();
  const Engine = await loadEngine();
  const engine = await Engine.new(
    { datamodels: schemaFiles().map(({ path, content }) => [path, content]) },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapterFactory(adminUrl)),
  );
  try {
    return await use(engine);
  } catch (error) {
    throw panic ? new Error(panic, { cause: error }) : error;
  } finally {
    engine.free();
  }
}

/** By hand, as the package's own `import … from "*.wasm"` is beyond Node 20. */
async function loadEngine(): Promise<typeof SchemaEngine> {
  const file = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const glue = await import(pathToFileURL(file).href);
  const wasm = readFileSync(file.replace(/js$/, "wasm"));
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue.SchemaEngine;
}

/** Both connections are scratch databases of the test Postgres: nobody's data is in reach. */
function adapterFactory(adminUrl: string): SqlMigrationAwareDriverAdapterFactory {
  const connect = () => scratchAdapter(adminUrl);
  return { provider: "postgres", adapterName: "@prisma/adapter-pg", connect, connectToShadowDb: connect };
}

async function scratchAdapter(adminUrl: string): Promise<SqlDriverAdapter> {
  const name = `shadow_${randomUUID().replaceAll("-", "")}`;
  await asAdmin(adminUrl, `create database ${name} template template0`);
  const pool = new pg.Pool({ connectionString: withDatabase(adminUrl, name), max: 4 });
  pool.on("error", () => {});
  const adapter = await new PrismaPg(pool).connect();
  mapCatalogueChar(adapter);
  adapter.executeScript = async (script) => {
    // Whole, as the stock one cuts at every semicolon, also inside a function's body.
    await pool.query(script);
  };
  adapter.dispose = async () => {
    await pool.end();
    await asAdmin(adminUrl, `drop database if exists ${name} with (force)`);
  };
  return adapter;
}

/** The adapter knows no type for the catalogue's "char" (oid 18), which the engine reads. */
function mapCatalogueChar(adapter: SqlDriverAdapter): void {
  type Answer = { fields: { dataTypeID: number }[] };
  type Queryable = {
    performIO: (query: unknown) => Promise<Answer>;
    queryRaw: (query: unknown) => Promise<{ columnTypes: number[] }>;
    mapsChar?: true;
  };
  const queryable = Object.getPrototypeOf(Object.getPrototypeOf(adapter)) as Queryable;
  if (queryable.mapsChar) return;
  const stock = queryable.queryRaw;
  queryable.mapsChar = true;
  queryable.queryRaw = async function (this: Queryable, query) {
    let chars: number[] = [];
    const performIO = async (io: unknown) => {
      const answer = await this.performIO(io);
      chars = answer.fields.flatMap(({ dataTypeID }, at) => (dataTypeID === CATALOGUE_CHAR ? [at] : []));
      for (const at of chars) answer.fields[at]!.dataTypeID = BPCHAR;
      return answer;
    };
    const set = await stock.call(Object.create(this, { performIO: { value: performIO } }), query);
    for (const at of chars) set.columnTypes[at] = ColumnTypeEnum.Character;
    return set;
  };
}

async function asAdmin(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
