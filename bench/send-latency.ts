import pg from "pg";
import type { Runtime } from "../server/infra/runtime";
import {
  appendReplies,
  makeSenders,
  playProvider,
  type Sender,
  startSending,
} from "../server/testing/senders";
import type { Bench } from "./harness/bench";
import { measureRatio } from "./harness/rounds";
import { installHere } from "./harness/senders";
import { percentile } from "./harness/statistics";

const REPLIES = 60;
/** Between two of them: the worker sleeps again by then. */
const PAUSE_MS = 15;
const pause = () => new Promise((done) => setTimeout(done, PAUSE_MS));

export const sendLatency: Bench = {
  key: "sendLatency",
  title: "commit of a reply → the provider's call, p50 ÷ raw LISTEN/NOTIFY and claim",
  mark: 3,
  shall: "at most",
  async run(bed) {
    const rt = await installHere(bed, "send_latency");
    const provider = createHearing();
    const stopPlaying = playProvider(provider.request);
    const senders = await makeSenders(rt, { url: "http://127.0.0.1/in", tenants: 4, inboxes: 20, each: 1 });
    const { db } = rt;
    const drain = startSending(rt);
    const raw = await createRawNotify(String(db.pool.options.connectionString));
    let turn = 0;
    try {
      return await measureRatio({
        ...{ better: "lower", slices: 3 },
        numerator: {
          what: "ms, p50 from the commit of the reply to the call of the provider",
          measure: () => timed(() => replyOnce(rt, senders[turn++ % senders.length]!, provider.next)),
        },
        denominator: {
          what: "ms, p50 from the commit of a row with NOTIFY to its claim by who listens",
          measure: () => timed(raw.once),
        },
      });
    } finally {
      await drain.stop();
      stopPlaying();
      await raw.close();
      await db.close();
    }
  },
};

async function timed(once: () => Promise<number>): Promise<number> {
  const taken: number[] = [];
  for (let n = 0; n < REPLIES; n++) {
    taken.push(await once());
    await pause();
  }
  return percentile(taken, 0.5);
}

/** By NOTIFY alone: whoever commits is another process than the worker. */
async function replyOnce(rt: Runtime, sender: Sender, next: () => Promise<number>): Promise<number> {
  const heard = next();
  await appendReplies(rt, [{ sender, content: "Thank you, we are looking into it." }]);
  const committed = performance.now();
  return Math.max(0.01, (await heard) - committed);
}

/** Takes everything and tells when. */
function createHearing() {
  let hear = (_at: number) => {};
  return {
    request() {
      hear(performance.now());
      return { status: 200, json: {} };
    },
    next: () =>
      new Promise<number>((done) => {
        hear = done;
      }),
  };
}

const CLAIM = {
  name: "floor_notify_claim",
  text: `update floor_notify set state = 'running' where id in (
    select id from floor_notify where state = 'ready' order by id limit 50 for update skip locked) returning id`,
};

/** The least that being told of work can be: one connection commits with NOTIFY, another hears it and claims. */
async function createRawNotify(connectionString: string) {
  const [writer, worker] = [new pg.Client({ connectionString }), new pg.Client({ connectionString })];
  await Promise.all([writer.connect(), worker.connect()]);
  await writer.query(
    "create table floor_notify (id bigserial primary key, state text not null default 'ready'); create index on floor_notify (id) where state = 'ready'",
  );
  let claimed = (_at: number) => {};
  worker.on("notification", () => {
    void worker.query(CLAIM).then(({ rowCount }) => rowCount && claimed(performance.now()));
  });
  await worker.query("listen floor_notify");
  return {
    async once(): Promise<number> {
      const done = new Promise<number>((resolve) => {
        claimed = resolve;
      });
      await writer.query({
        name: "floor_notify_add",
        text: "with added as (insert into floor_notify default values returning id) select pg_notify('floor_notify', '') from added",
      });
      const committed = performance.now();
      return Math.max(0.01, (await done) - committed);
    },
    close: () => Promise.all([writer.end(), worker.end()]),
  };
}
