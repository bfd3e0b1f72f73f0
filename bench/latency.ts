import { createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import WebSocket from "ws";
import type { FloorMessage } from "./floors/e2e-server";
import { openAgentSocket } from "./harness/agent-socket";
import type { Bench } from "./harness/bench";
import { openLoop } from "./harness/open-loop";
import { makeVisitors, openSessions, signIn, type Visitor } from "./harness/people";
import { freePort, startChild, waitForAnswer } from "./harness/processes";
import { measureRatio } from "./harness/rounds";
import { percentile } from "./harness/statistics";
import { projectRoot, type Testbed } from "./harness/testbed";
import { postBytes, Wire } from "./harness/wire";

const PER_SECOND = 200;
const SECONDS = 2;
const CONNECTIONS = 32;
const VISITORS = 200;
const TEXT = "My teapot arrived chipped, order AC-20418. Can you help me with a replacement?";

/** Where the moments are kept: written by the sender, taken by whoever hears the message. */
class Watch {
  private readonly due = new Map<string, number>();
  private seen: number[] = [];
  private turn = 0;

  mark(due: number): string {
    const id = `bench${process.pid}x${this.turn++}x`;
    this.due.set(id, due);
    return id;
  }

  hear(data: string): void {
    const id = /bench\d+x\d+x/.exec(data)?.[0];
    const due = id === undefined ? undefined : this.due.get(id);
    if (due === undefined) return;
    this.due.delete(id!);
    this.seen.push(performance.now() - due);
  }

  /** The p95 in milliseconds of all that was heard; refuses when something was not heard within two seconds. */
  async p95(): Promise<number> {
    const limit = performance.now() + 2000;
    while (this.due.size > 0 && performance.now() < limit) await new Promise((done) => setTimeout(done, 5));
    if (this.due.size > 0)
      throw new Error(`${this.due.size} messages were stored but never reached the agent`);
    const result = percentile(this.seen, 0.95);
    this.seen = [];
    return result;
  }
}

export const latency: Bench = {
  key: "latency",
  title: "visitor → agent's screen, p95 at 200/s ÷ the raw floor (HMAC + commit + ws)",
  mark: 3,
  shall: "at most",
  async run(bed) {
    const stack = await bed.stack(10_000);
    const { hot } = stack.bulk;
    const visitors = await makeVisitors(stack.db, VISITORS, hot);
    const ours = await openOurs(bed, visitors);
    const floor = await openFloor(bed, stack.databaseUrl, visitors);
    try {
      return await measureRatio({
        better: "lower",
        slices: 3,
        numerator: {
          what: `ms, p95 from the due moment of the POST to the agent's WebSocket, ${PER_SECOND}/s`,
          measure: ours.measure,
        },
        denominator: {
          what: "ms, p95 of the same over http, HMAC, one statement, ws",
          measure: floor.measure,
        },
      });
    } finally {
      await ours.close();
      await floor.close();
    }
  },
};

const openWires = (port: number) =>
  Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => Wire.open(port, `127.0.3.${i + 1}`)));

async function openOurs(bed: Testbed, visitors: readonly Visitor[]) {
  const stack = await bed.stack(10_000);
  const { hot } = stack.bulk;
  const tokens = await openSessions(stack.port, visitors);
  const cookie = await signIn(stack.url, hot.ownerEmail);
  const watch = new Watch();
  const socket = await openAgentSocket({
    url: stack.url,
    tenantSlug: hot.slug,
    cookie,
    channels: [`private-t.${hot.tenantId}.all`, `private-t.${hot.tenantId}.member.${hot.ownerId}`],
    onData: (event, data) => event === "change" && watch.hear(data),
  });
  const wires = await openWires(stack.port);
  let turn = 0;
  return {
    async measure() {
      const send = async (wire: Wire, due: number) => {
        const headers = { authorization: `Bearer ${tokens[turn++ % tokens.length]}` };
        const id = watch.mark(due);
        const answer = await wire.send(
          postBytes("/api/widget/messages", headers, { clientId: id, content: `${TEXT} ${id}` }),
        );
        if (answer.status !== 201) throw new Error(`a message was refused: ${answer.status} ${answer.body}`);
      };
      await openLoop({ wires, perSecond: PER_SECOND, seconds: SECONDS, send });
      return watch.p95();
    },
    async close() {
      for (const wire of wires) wire.close();
      socket.removeAllListeners();
      socket.terminate();
    },
  };
}

async function openFloor(bed: Testbed, databaseUrl: string, visitors: readonly Visitor[]) {
  const port = await freePort();
  const secret = randomBytes(32).toString("hex");
  const file = join(projectRoot, "bench/floors/e2e-server.ts");
  const env = { PORT: String(port), DATABASE_URL: databaseUrl, SECRET: secret, NODE_ENV: "production" };
  const child = startChild(["--import", "tsx", file], {
    env,
    log: join(bed.folder, "floor.log"),
    cwd: projectRoot,
  });
  await waitForAnswer(child, `http://127.0.0.1:${port}/`);
  const watch = new Watch();
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { perMessageDeflate: false });
  socket.on("message", (bytes) => watch.hear(String(bytes)));
  await new Promise((done) => socket.once("open", done));
  const wires = await openWires(port);
  let turn = 0;
  return {
    async measure() {
      const send = async (wire: Wire, due: number) => {
        const id = watch.mark(due);
        const message: FloorMessage = {
          visitor: visitors[turn++ % visitors.length]!,
          content: `${TEXT} ${id}`,
        };
        const signature = createHmac("sha256", secret).update(JSON.stringify(message)).digest("hex");
        const answer = await wire.send(postBytes("/", { "x-signature": signature }, message));
        if (answer.status !== 201) throw new Error(`the floor refused a message: ${answer.status}`);
      };
      await openLoop({ wires, perSecond: PER_SECOND, seconds: SECONDS, send });
      return watch.p95();
    },
    async close() {
      for (const wire of wires) wire.close();
      socket.removeAllListeners();
      socket.terminate();
      await child.stop();
    },
  };
}
