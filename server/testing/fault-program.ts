// The product without its pages, in a process of its own, for tests that kill it: the webhooks where PARLEY_ROLES names web,
// the worker where it names worker. Says its port once it is ready.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { handleWebhook } from "../inbound/receive";
import { parseEnv } from "../infra/env";
import { answer } from "../infra/node-http/listener";
import { createRuntime, installRuntime } from "../infra/runtime";
import { startWorker } from "../worker/index";

const env = parseEnv(process.env);
const { log } = installRuntime(createRuntime({ env, databaseUrl: env.DATABASE_URL! }));
const server = createServer((message, response) => {
  void answer(message, response, handleWebhook, (error) => log.error({ err: error }, "not answered"));
});
if (env.PARLEY_ROLES.includes("worker")) {
  await startWorker(undefined, {
    reactions: [],
    drain: { backoff: { baseSeconds: 0.05, capSeconds: 0.5 } },
  });
}
if (env.PARLEY_ROLES.includes("web")) {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
}
const port = (server.address() as AddressInfo | null)?.port ?? 0;
process.stdout.write(`${port}\n`);
