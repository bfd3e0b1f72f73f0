import pg from "pg";
import type { Sql } from "../db";
import type { Logger } from "../log";

const PING_MS = 20_000;

/**
 * Calls `heard` with what every NOTIFY on the channel says, over a connection of its own that comes back by itself; and once after each
 * (re)connection, as something may have been said in between; before that `returned`, where one had failed.
 */
export function listen(options: {
  connectionString: string;
  channel: string;
  /** `sql` goes over the connection that has heard it, which is awake: for one statement at a time. */
  heard: (payload?: string, sql?: Sql) => void;
  returned: () => void;
  log: Logger;
}): { stop: () => Promise<void> } {
  const { connectionString, channel, heard, returned, log } = options;
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      connectionString,
      application_name: "parley listen",
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      query_timeout: 10_000,
    });
    client = fresh;
    let lost = false;
    const lose = (error?: Error) => {
      if (lost) return;
      lost = true;
      clearInterval(ping);
      fresh.end().catch(() => {});
      if (stopped) return;
      failures++;
      if (failures === 1) log.warn({ err: error, channel }, "the listening connection was lost");
      timer = setTimeout(connect, Math.min(5000, 100 * 2 ** failures) * (0.5 + Math.random() / 2));
    };
    // A connection that only waits would not notice that the other end is gone.
    const ping = setInterval(() => fresh.query("select 1").catch(lose), PING_MS);
    fresh.on("error", lose);
    fresh.on("end", () => lose());
    const sql: Sql = async ({ name, text }, values) =>
      (await fresh.query({ name, text, values: [...values] })).rows;
    fresh.on("notification", ({ payload }) => heard(payload, sql));
    try {
      await fresh.connect();
      await fresh.query(`listen ${channel}`);
      if (failures) {
        log.info({ channel }, "listening again");
        returned();
      }
      failures = 0;
      heard();
    } catch (error) {
      lose(error as Error);
    }
  }

  void connect();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
