import type { Runtime } from "../server/infra/runtime";
import {
  appendReplies,
  makeSenders,
  playProvider,
  type Sender,
  startSending,
} from "../server/testing/senders";
import { createRawQueue } from "./floors/queue";
import type { Bench } from "./harness/bench";
import { measureRatio } from "./harness/rounds";
import { createTaker, installHere } from "./harness/senders";
import { median } from "./harness/statistics";

/** Of each side: what is sent is measured under way, not while it begins and ends. */
const ENTRIES = 20_000;
/** So many that the pace of one, 50 a second, holds nothing up. */
const INBOXES = 1_000;
const EACH = 1;
const TENANTS = 20;
/** Connections that claim, on both sides. */
const CLIENTS = 2;

export const send: Bench = {
  key: "send",
  title:
    "replies handed to a provider in process, in order and once, and written down, a second ÷ raw SKIP LOCKED in batches of 50",
  mark: 0.2,
  shall: "at least",
  async run(bed) {
    const rt = await installHere(bed, "send");
    const taker = createTaker();
    const stopPlaying = playProvider(taker.request);
    const senders = await makeSenders(rt, {
      url: "http://127.0.0.1/in",
      tenants: TENANTS,
      inboxes: INBOXES,
      each: EACH,
    });
    const raw = await createRawQueue(String(rt.db.pool.options.connectionString), CLIENTS);
    const numbers = new Map<Sender, number>();
    try {
      return await measureRatio({
        better: "higher",
        numerator: {
          what: `replies a second, ${senders.length} conversations of ${INBOXES} inboxes, ${CLIENTS} claiming connections`,
          measure: async () => {
            const perSecond = await sendAll(rt, senders, numbers);
            const { count, wrong } = taker.take();
            numbers.clear();
            if (count !== ENTRIES || wrong.length)
              throw new Error(`of ${ENTRIES} replies ${count} came; out of order: ${wrong.join("; ")}`);
            return perSecond;
          },
        },
        denominator: {
          what: `raw SKIP LOCKED, claim 50 and record 50, a second, ${CLIENTS} connections`,
          // Half a second of mostly waiting for the disk: the one in the middle of three.
          measure: async () =>
            median([await raw.measure(ENTRIES), await raw.measure(ENTRIES), await raw.measure(ENTRIES)]),
        },
      });
    } finally {
      stopPlaying();
      await raw.close();
      await rt.db.close();
    }
  },
};

async function sendAll(
  rt: Runtime,
  senders: readonly Sender[],
  numbers: Map<Sender, number>,
): Promise<number> {
  const replies = Array.from({ length: ENTRIES }, (_, at) => {
    const sender = senders[at % senders.length]!;
    const number = (numbers.get(sender) ?? 0) + 1;
    numbers.set(sender, number);
    return { sender, content: String(number) };
  });
  await appendReplies(rt, replies);
  await rt.db.pool.query("vacuum analyze outbox_entry, message, send_attempt");
  await rt.db.pool.query("checkpoint");
  const start = performance.now();
  const drain = startSending(rt, CLIENTS);
  await drain.idle();
  const perSecond = ENTRIES / ((performance.now() - start) / 1000);
  await drain.stop();
  const { rows } = await rt.db.pool.query(
    `select (select count(*) from outbox_entry where finished_at is null)::int as waiting,
       (select count(*) from message where kind = 'outgoing' and (status <> 'sent' or external_id is null))::int as unsent`,
  );
  const [{ waiting, unsent }] = rows;
  if (waiting || unsent)
    throw new Error(`of ${ENTRIES} ${waiting} are still waiting, and ${unsent} not written down as sent`);
  return perSecond;
}
