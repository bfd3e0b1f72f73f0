import { createRawInsert } from "./floors/insert";
import type { Bench } from "./harness/bench";
import { makeVisitors, openSessions, type Visitor } from "./harness/people";
import { repeat } from "./harness/repeat";
import { measureRatio } from "./harness/rounds";
import type { Stack } from "./harness/testbed";
import { postBytes, Wire } from "./harness/wire";

const CONNECTIONS = 64;
const CLIENTS = 8;
/** Each may send 300 a minute; so many that none comes near. */
const VISITORS = 1_600;
const TEXT = "My teapot arrived chipped, order AC-20418. Can you help me with a replacement before Sunday?";

export const ingest: Bench = {
  key: "ingest",
  title: "widget message → commit, requests/s at 64 connections ÷ raw single-statement insert, 8 clients",
  mark: 0.6,
  shall: "at least",
  async run(bed) {
    const stack = await bed.stack(10_000);
    const visitors = await makeVisitors(stack.db, VISITORS);
    const ours = await openIngest(stack, visitors);
    const raw = createRawInsert(stack.databaseUrl, CLIENTS);
    let turn = 0;
    const insertNext = () => raw.insert(visitors[turn++ % visitors.length]!, TEXT);
    try {
      return await measureRatio({
        better: "higher",
        slices: 3,
        numerator: {
          what: `POST /api/widget/messages answered 201, a second, ${CONNECTIONS} connections`,
          measure: ours.measure,
        },
        denominator: {
          what: `messages a second by raw pg, one statement each, ${CLIENTS} clients`,
          measure: async () => (await repeat(Array(CLIENTS).fill(null), insertNext)).perSecond,
        },
      });
    } finally {
      ours.close();
      await raw.close();
    }
  },
};

/** Messages at full rate for four seconds; for who wants a server that has worked. */
export async function pourMessages(stack: Stack): Promise<void> {
  const ours = await openIngest(stack, await makeVisitors(stack.db, VISITORS));
  for (let second = 0; second < 4; second++) await ours.measure();
  ours.close();
}

async function openIngest(stack: Stack, visitors: readonly Visitor[]) {
  const tokens = await openSessions(stack.port, visitors);
  const wires = await Promise.all(
    Array.from({ length: CONNECTIONS }, (_, i) => Wire.open(stack.port, `127.0.2.${i + 1}`)),
  );
  let turn = 0;
  const countStored = async () => {
    const { rows } = await stack.db.pool.query<{ n: number }>(
      "select count(*)::int as n from event where type = 'message.created'",
    );
    return rows[0]!.n;
  };
  return {
    /** Answered messages a second. Refuses a figure whose messages are not all in the database. */
    async measure(): Promise<number> {
      const before = await countStored();
      const { done, perSecond } = await repeat(wires, async (wire) => {
        const token = tokens[turn++ % tokens.length]!;
        const answer = await wire.send(messageOf(token, turn));
        if (answer.status !== 201) throw new Error(`a message was refused: ${answer.status} ${answer.body}`);
      });
      const stored = (await countStored()) - before;
      if (stored !== done) throw new Error(`${done} messages were answered 201, ${stored} are stored`);
      return perSecond;
    },
    close() {
      for (const wire of wires) wire.close();
    },
  };
}

function messageOf(token: string, turn: number): string {
  const headers = { authorization: `Bearer ${token}` };
  return postBytes("/api/widget/messages", headers, {
    clientId: `bench-${process.pid}-${turn}`,
    content: TEXT,
  });
}
