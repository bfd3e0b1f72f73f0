import { createLogger } from "../../log";
import { createRelay } from "../relay";
import { startHubServer } from "./hub-server";

// A second process with a hub on the Redis of its one argument, for tests that kill it. Says its port when it is ready.
const relay = createRelay({
  url: process.argv[2]!,
  log: createLogger("silent"),
  heartbeatMs: 100,
  expiryMs: 600,
});
const { port } = await startHubServer({ relay });
process.stdout.write(`${port}\n`);
