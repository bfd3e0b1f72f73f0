import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { Prisma, PrismaClient } from "../generated/prisma/client";

export type { PrismaClient };
export { Prisma };

/** One named SQL text. Postgres plans it once a connection. `Row` is what the caller promises it returns. */
export type Statement<Row> = { readonly name: string; readonly text: string; readonly row?: Row };

/**
 * Declares a hot statement. Return only what both drivers read alike: uuid, text, int4, bool, timestamptz, jsonb
 * (cast bigint and xid8 to text). The name gets a hash of the text, so that two versions of one never meet.
 */
export function statement<Row>(name: string, text: string): Statement<Row> {
  return { name: `${name}_${createHash("sha1").update(text).digest("hex").slice(0, 8)}`, text };
}

export type Sql = <Row>(statement: Statement<Row>, values: readonly unknown[]) => Promise<Row[]>;

/** An open transaction: Prisma for ordinary work, `sql` for named statements, `afterCommit` for what must wait for the commit. */
export type Tx = {
  prisma: Prisma.TransactionClient;
  sql: Sql;
  afterCommit: (run: () => void | Promise<void>) => void;
};

export type Db = {
  pool: pg.Pool;
  prisma: PrismaClient;
  sql: Sql;
  /** Runs `work` in one transaction, again (at most 4 times) when Postgres reports a deadlock or a serialisation failure. */
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** The lean twin of `transaction` for hot paths that need named statements only. It does not repeat itself. */
  sqlTransaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
};

/** Connects lazily; `max` is the number of connections of this process. A lost connection is replaced on next use. */
export function createDb(
  connectionString: string,
  options: { max?: number; onError?: (error: Error) => void } = {},
): Db {
  const pool = new pg.Pool({
    connectionString,
    max: options.max ?? 12,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    application_name: "parley",
  });
  // An idle connection that dies (Postgres restarted) must not take the process with it.
  pool.on("error", (error) => options.onError?.(error));
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, {
      statementNameGenerator: ({ sql }) => createHash("sha1").update(sql).digest("hex"),
    }),
  });
  const sql: Sql = async (s, values) =>
    (await pool.query({ name: s.name, text: s.text, values: [...values] })).rows;

  async function attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const later: (() => void | Promise<void>)[] = [];
    const result = await prisma.$transaction(
      (client) =>
        work({
          prisma: client,
          sql: (s, values) => client.$queryRawUnsafe(s.text, ...values),
          afterCommit: (run) => later.push(run),
        }),
      { maxWait: 10_000, timeout: 20_000 },
    );
    for (const run of later) await run();
    return result;
  }

  return {
    pool,
    prisma,
    sql,
    async transaction(work) {
      for (let tries = 1; ; tries++) {
        try {
          return await attempt(work);
        } catch (error) {
          if (tries >= 4 || !isRetryable(error)) throw error;
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * tries));
        }
      }
    },
    async sqlTransaction(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      // One that is lost between two statements tells nobody else, and an error unheard ends the process.
      const lose = (error: Error) => {
        broken = error;
      };
      client.on("error", lose);
      try {
        await client.query("begin");
        const result = await work(
          async (s, values) => (await client.query({ name: s.name, text: s.text, values: [...values] })).rows,
        );
        await client.query("commit");
        return result;
      } catch (error) {
        await client.query("rollback").catch((e: Error) => {
          broken = e;
        });
        throw error;
      } finally {
        client.off("error", lose);
        client.release(broken);
      }
    },
    async close() {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}

/** SQLSTATE of a driver or Prisma error, or undefined. */
export function sqlState(error: unknown): string | undefined {
  const e = error as {
    code?: string;
    meta?: { code?: string; driverAdapterError?: { cause?: { originalCode?: string } } };
  };
  if (typeof e?.code === "string" && /^[0-9A-Z]{5}$/.test(e.code) && !/^P\d{4}$/.test(e.code)) return e.code;
  return e?.meta?.driverAdapterError?.cause?.originalCode ?? e?.meta?.code;
}

function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40001" || state === "40P01" || (error as { code?: string })?.code === "P2034";
}

/** True when a unique index refused the write; `constraint` narrows it to the index whose name contains that text. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const e = error as { code?: string; constraint?: string; meta?: Record<string, unknown> };
  if (e?.code !== "P2002" && sqlState(error) !== "23505") return false;
  return !constraint || JSON.stringify([e.constraint, e.meta]).includes(constraint);
}
