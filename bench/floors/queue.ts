import pg from "pg";

const BATCH = 50;

const CLAIM = {
  name: "floor_queue_claim",
  text: `update floor_job set state = 'running', attempts = attempts + 1
    where id in (select id from floor_job where state = 'ready' and run_at <= now() order by run_at, id
                 limit ${BATCH} for update skip locked)
    returning id, payload, attempts`,
};
const RECORD = { name: "floor_queue_record", text: "update floor_job set state = 'done' where id = any($1)" };

/**
 * The least that a queue in Postgres can be: a table with a partial index, claimed by SKIP LOCKED in batches of 50 and recorded
 * in batches of 50, each in a commit of its own. No lanes, no tenants, no leases, no keys.
 */
export async function createRawQueue(databaseUrl: string, clients: number) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: clients, idleTimeoutMillis: 0 });

  async function fill(entries: number): Promise<void> {
    await pool.query(`
      drop table if exists floor_job;
      create table floor_job (id bigserial primary key, state text not null default 'ready',
        run_at timestamptz not null default now(), payload jsonb not null, attempts int not null default 0);
      create index on floor_job (run_at, id) where state = 'ready';
      insert into floor_job (payload) select jsonb_build_object('n', n) from generate_series(1, ${entries}) n`);
    await pool.query("vacuum analyze floor_job");
    await pool.query("checkpoint");
  }

  async function drain(): Promise<void> {
    const client = await pool.connect();
    for (;;) {
      const { rows } = await client.query<{ id: string }>(CLAIM);
      if (rows.length === 0) break;
      await client.query({ ...RECORD, values: [rows.map(({ id }) => id)] });
    }
    client.release();
  }

  return {
    /** Entries a second. */
    async measure(entries: number): Promise<number> {
      await fill(entries);
      const start = performance.now();
      await Promise.all(Array.from({ length: clients }, drain));
      return entries / ((performance.now() - start) / 1000);
    },
    close: () => pool.end(),
  };
}
