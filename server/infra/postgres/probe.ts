import { createServer } from "node:net";
import pg from "pg";

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: "parley-probe",
  });
  // The server may go away at any moment here; the call that is under way reports it.
  client.on("error", () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => {});
  }
}

export async function isAnswering(url: string): Promise<boolean> {
  return withClient(url, () => Promise.resolve(true)).catch(() => false);
}

/** Why the server cannot be used, in its own words; null when it can. */
export async function problemOf(url: string): Promise<string | null> {
  return withClient(url, () => Promise.resolve(null)).catch((error: Error & { code?: string }) =>
    [error.message, error.code].filter(Boolean).join(" "),
  );
}

/** How many sessions, ours apart, use the server. */
export async function clientsOf(url: string): Promise<number> {
  const text =
    "select count(*)::int4 as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()";
  return withClient(url, async (client) => (await client.query<{ n: number }>(text)).rows[0]?.n ?? 0).catch(
    () => 0,
  );
}

/** Creates the database unless it is there; two processes may do so at once. */
export async function createDatabase(url: string, name: string): Promise<void> {
  await withClient(url, async (client) => {
    const there = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (there.rowCount) return;
    await client
      .query(`create database ${client.escapeIdentifier(name)}`)
      .catch((error: { code?: string }) => {
        if (error.code !== "42P04" && error.code !== "23505") throw error;
      });
  });
}

/** A loopback port nobody listens on: the wanted one when it is free. */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted && (await listen(wanted))) return wanted;
  return (await listen(0)) as number;
}

function listen(port: number): Promise<number | null> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", () => done(null));
    server.listen(port, "127.0.0.1", () => {
      const { port: got } = server.address() as { port: number };
      server.close(() => done(got));
    });
  });
}
