import type { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { resolve } from "node:path";

type Pages = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Hands Next its configuration as the build has read it, the way its own standalone server does (Next 16.4). Reading and
 * compiling next.config.ts anew takes longer than all else of the start.
 */
function handOverBuiltConfig(): void {
  const file = resolve(".next/required-server-files.json");
  const { config } = JSON.parse(readFileSync(file, "utf8")) as { config: unknown };
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
}

/**
 * Next, behind our own server. The host name is never an address: Next takes `127.0.0.1` for another origin than `localhost`
 * and would send rewritten requests to itself.
 */
export async function preparePages(options: {
  isDevelopment: boolean;
  port: number;
  upgrades: EventEmitter;
}): Promise<{ handle: Pages; close: () => Promise<void> }> {
  process.env.NEXT_TELEMETRY_DISABLED ??= "1";
  if (!options.isDevelopment) handOverBuiltConfig();
  const { default: next } = await import("next");
  const app = next({
    dev: options.isDevelopment,
    hostname: "localhost",
    port: options.port,
    // Next listens for upgrades on whatever it is given.
    httpServer: options.upgrades as never,
  });
  await app.prepare();
  return { handle: app.getRequestHandler(), close: () => app.close() };
}
