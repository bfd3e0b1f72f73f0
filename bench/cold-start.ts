import { join } from "node:path";
import { buildBareNext } from "./floors/bare-next";
import type { Bench } from "./harness/bench";
import { signIn } from "./harness/people";
import { freePort, startChild, waitForAnswer } from "./harness/processes";
import { measureRatio } from "./harness/rounds";
import { projectRoot, SERVER_ARGS, type Testbed } from "./harness/testbed";

export const coldStart: Bench = {
  key: "coldStart",
  title: "built tree, everything stopped → first authenticated inbox page ÷ bare Next → first page",
  mark: 3,
  shall: "at most",
  async run(bed) {
    const bareServer = buildBareNext();
    const port = await freePort();
    const settings = {
      PORT: String(port),
      PARLEY_DATA_DIR: join(bed.folder, "cold"),
      NODE_ENV: "production",
    };
    const log = join(bed.folder, "cold.log");
    const start = () => startChild(SERVER_ARGS, { env: settings, log, cwd: projectRoot });
    const url = `http://localhost:${port}`;
    // The first start makes the database and the demo, and somebody signs in; then all of it stops, Postgres too.
    const first = start();
    await waitForAnswer(first, `${url}/api/ready`);
    const cookie = await signIn(url, "admin2@weavecode.demo");
    await first.stop();
    return measureRatio({
      better: "lower",
      rounds: 3,
      numerator: {
        what: "ms from starting the process, with its Postgres stopped, to 200 for /t/acme/inbox",
        async measure() {
          const child = start();
          const took = await waitForAnswer(child, `${url}/t/acme/inbox`, { headers: { cookie } });
          await child.stop();
          return took;
        },
      },
      denominator: {
        what: "ms from starting a bare standalone Next to its first dynamic page",
        measure: () => startBare(bed, bareServer),
      },
    });
  },
};

async function startBare(bed: Testbed, server: string): Promise<number> {
  const port = await freePort();
  const child = startChild([server], {
    env: { PORT: String(port), NODE_ENV: "production" },
    log: join(bed.folder, "bare.log"),
  });
  const took = await waitForAnswer(child, `http://localhost:${port}/`);
  await child.stop();
  return took;
}
