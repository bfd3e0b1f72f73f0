import type { EventEmitter } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";

type Pages = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

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
