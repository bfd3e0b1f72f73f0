import { join } from "node:path";
import { buildSync } from "esbuild";
import type { Bench } from "./harness/bench";
import { Crowd } from "./harness/crowd";
import { type Child, freePort, startChild, waitForAnswer } from "./harness/processes";
import { measureRatio } from "./harness/rounds";
import { projectRoot, type Testbed } from "./harness/testbed";

const SUBSCRIBERS = 1_000;
const BLAST_MS = 500;
/** Short and many: what else the machine does then falls on both sides alike. */
const SLICES = 7;
const CONNECTIONS = 5_000;
const WARM_UP_CONNECTIONS = 300;

type SideName = "hub" | "raw";

export const fanout: Bench = {
  key: "fanout",
  title: `hub deliveries/s to ${SUBSCRIBERS.toLocaleString("en-GB")} private-channel subscribers ÷ raw ws`,
  mark: 0.8,
  shall: "at least",
  async run(bed) {
    const hub = await openFanout(bed, "hub");
    const raw = await openFanout(bed, "raw");
    try {
      return await measureRatio({
        better: "higher",
        slices: SLICES,
        numerator: {
          what: "events arriving a second, published one at a time through the hub",
          measure: hub.measure,
        },
        denominator: { what: "the same frames a second by ws.send() in a loop", measure: raw.measure },
      });
    } finally {
      await hub.close();
      await raw.close();
    }
  },
};

export const connection: Bench = {
  key: "connection",
  title: `bytes of memory per connection with a private channel of its own, of ${CONNECTIONS.toLocaleString("en-GB")}, ÷ raw ws`,
  mark: 2,
  shall: "at most",
  run: (bed) =>
    measureRatio({
      better: "lower",
      warmUp: false,
      numerator: {
        what: "bytes of RSS per connection to the hub",
        measure: () => weighConnection(bed, "hub"),
      },
      denominator: {
        what: "bytes of RSS per connection to bare ws",
        measure: () => weighConnection(bed, "raw"),
      },
    }),
};

async function openFanout(bed: Testbed, name: SideName) {
  const side = await openSide(bed, name);
  const crowd = new Crowd();
  await crowd.join(side.port, SUBSCRIBERS);
  return {
    async measure(): Promise<number> {
      const before = crowd.bytes;
      const start = performance.now();
      const published = Number(await side.ask(`/blast?ms=${BLAST_MS}`));
      const bytes = await untilStill(() => crowd.bytes - before);
      const seconds = (bytes.stillSince - start) / 1000;
      // The count is the server's own; that all of it arrived is checked by the bytes, which every subscriber gets alike.
      if (bytes.value === 0 || bytes.value % SUBSCRIBERS !== 0)
        throw new Error(`${name}: not every subscriber got every event`);
      return (published * SUBSCRIBERS) / seconds;
    },
    async close() {
      crowd.leave();
      await side.child.stop();
    },
  };
}

/** Waits until the number has not grown for 200 ms. */
async function untilStill(read: () => number): Promise<{ value: number; stillSince: number }> {
  let value = read();
  let stillSince = performance.now();
  while (performance.now() - stillSince < 200) {
    await new Promise((done) => setTimeout(done, 5));
    const now = read();
    if (now !== value) stillSince = performance.now();
    value = now;
  }
  return { value, stillSince };
}

/** In a fresh process each time: what one round leaves behind would hide the next one's growth. */
async function weighConnection(bed: Testbed, name: SideName): Promise<number> {
  const side = await openSide(bed, name);
  const crowd = new Crowd();
  await crowd.join(side.port, WARM_UP_CONNECTIONS, true);
  crowd.leave();
  const before = Number(await side.ask("/rss"));
  await crowd.join(side.port, CONNECTIONS, true);
  const after = Number(await side.ask("/rss"));
  crowd.leave();
  await side.child.stop();
  return (after - before) / CONNECTIONS;
}

type Side = { port: number; child: Child; ask: (path: string) => Promise<string> };

async function openSide(bed: Testbed, name: SideName): Promise<Side> {
  const outfile = join(bed.folder, "socket-server.mjs");
  // Built as the product is, so that no transpiler works along.
  buildSync({
    entryPoints: [join(projectRoot, "bench/floors/socket-server.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
  const port = await freePort();
  const child = startChild(["--expose-gc", outfile], {
    env: { PORT: String(port), SIDE: name, NODE_ENV: "production" },
    log: join(bed.folder, `realtime-${name}.log`),
    cwd: projectRoot,
  });
  await waitForAnswer(child, `http://127.0.0.1:${port}/`);
  return { port, child, ask: async (path) => (await fetch(`http://127.0.0.1:${port}${path}`)).text() };
}
