import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { ENV_NAMES } from "../infra/env";
import type { Runtime } from "../infra/runtime";
import { type ChannelScene, signed } from "./channel-scene";
import { projectRoot } from "./cluster";
import { until } from "./until";

/** Neither the developer's environment nor their .env takes part. */
const ABSENT = Object.fromEntries(ENV_NAMES.map((name) => [name, ""]));
const SECOND = 1000;

export type Faults = ReturnType<typeof faultScene>;
type Product = { child: ChildProcess; name: string; url: string };

/**
 * The product in processes of their own (server/testing/fault-program.ts, bundled as `program`) beside a test that keeps their
 * secrets and their database, kills them, and looks at what is left.
 */
export function faultScene(rt: Runtime, program: string) {
  const { pool } = rt.db;
  const children: ChildProcess[] = [];
  /** Messages that were with their provider, for all the database knows, when a process died. */
  const inDoubt = new Set<string>();
  let present: Promise<Product> | undefined;
  let crashing: Promise<void> | undefined;

  async function start(roles = "web,worker"): Promise<Product> {
    const name = `fault-${children.length + 1}`;
    const database = new URL(String(pool.options.connectionString));
    database.searchParams.set("application_name", name);
    const own = {
      ...{ DATABASE_URL: database.href, PARLEY_DATA_DIR: rt.env.PARLEY_DATA_DIR, PARLEY_ROLES: roles },
      ...{ PARLEY_ENV: "development", PARLEY_PRIVATE_HOSTS: "127.0.0.1", LOG_LEVEL: "silent" },
      WHATSAPP_GRAPH_URL: rt.env.WHATSAPP_GRAPH_URL,
    };
    const child = spawn(process.execPath, [program], {
      cwd: projectRoot,
      env: { ...process.env, ...ABSENT, ...own },
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    const [said] = (await once(child.stdout!, "data")) as [Buffer];
    return { child, name, url: `http://127.0.0.1:${Number(said.toString())}` };
  }

  /** Until the process is gone, and whatever it had asked of Postgres last is done or undone. */
  async function kill({ child, name }: Product): Promise<void> {
    const ended = child.exitCode === null && child.signalCode === null && once(child, "exit");
    child.kill("SIGKILL");
    await ended;
    await until("its last statements have ended", async () => {
      const of = "select 1 from pg_stat_activity where application_name = $1";
      return (await pool.query(of, [name])).rowCount === 0;
    });
    const open = `select message_id::text as id from send_attempt where ended_at is null
      union select e.payload->>'messageId' from outbox_entry e
        where e.begun is not null and e.finished_at is null and e.begun not in (select id from send_attempt)`;
    for (const { id } of (await pool.query<{ id: string }>(open)).rows) inDoubt.add(id);
  }

  /** Another process begins in its place, after the leases of the dead one. */
  async function crash(): Promise<void> {
    crashing ??= (async () => {
      const dying = await present!;
      const next = kill(dying)
        .then(leasesEnd)
        .then(() => start());
      present = next;
      await next;
      crashing = undefined;
    })();
    await crashing;
  }

  /** Time goes by: what a process held is anybody's. */
  const leasesEnd = () =>
    pool.query("update outbox_entry set lease_until = now() - interval '1 second' where lease_until > now()");
  /** Time goes by: what is to be tried again is due. */
  const dueNow = () => pool.query("update outbox_entry set run_at = now() where state = 'scheduled'");

  /** 0: nobody answered. */
  async function post(shop: ChannelScene, body: string): Promise<number> {
    const headers = { "content-type": "application/json", ...signed(shop.inbox.channel, body) };
    const { url } = await present!;
    const signal = AbortSignal.timeout(20 * SECOND);
    try {
      return (await fetch(url + shop.path, { method: "POST", body, headers, signal })).status;
    } catch {
      return 0;
    }
  }

  return {
    ...{ start, kill, crash, leasesEnd, dueNow, inDoubt, post },
    /** The process that `crash` replaces and `post` asks. */
    async run(roles?: string): Promise<Product> {
      present = start(roles);
      return present;
    },
    /** As a provider does: again until it is answered 200. `between`: after each try. */
    async postUntilTaken(shop: ChannelScene, payload: unknown, between: (status: number) => void = () => {}) {
      const body = JSON.stringify(payload);
      await until("a delivery is taken", async () => {
        const status = await post(shop, body);
        between(status);
        return status === 200;
      });
    },
    /** Everything that was owed for this business has been done, however slowly; nothing was given up. */
    async untilDone(shop: ChannelScene): Promise<void> {
      const count =
        "select count(*) filter (where finished_at is null)::int as open, count(*) filter (where state = 'dead')::int as dead from outbox_entry where tenant_id = $1";
      for (let before = Number.POSITIVE_INFINITY; before > 0; ) {
        const { open, dead } = await until(`one of the last ${before} is done`, async () => {
          const answer = await pool.query<{ open: number; dead: number }>(count, [shop.tenantId]);
          const row = answer.rows[0]!;
          return row.open < before ? row : null;
        });
        if (dead) throw new Error(`${dead} entries were given up`);
        before = open;
      }
    },
    async end(): Promise<void> {
      await crashing?.catch(() => {});
      for (const child of children) child.kill("SIGKILL");
    },
  };
}
