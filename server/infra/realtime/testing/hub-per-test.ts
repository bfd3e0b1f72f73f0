import { afterEach, beforeEach } from "vitest";
import type { HubOptions } from "../hub";
import { type HubServer, startHubServer } from "./hub-server";
import { RawClient } from "./raw-client";

/** A fresh hub for every test of the file, with small bounds and channels `private-t.` and `presence-t.` that need a user. */
export function hubPerTest(options: Partial<HubOptions> = {}): {
  server: () => HubServer;
  client: () => Promise<RawClient>;
} {
  let server: HubServer;
  let clients: RawClient[] = [];
  beforeEach(async () => {
    server = await startHubServer({
      limits: {
        countEveryMs: 5,
        signInGraceMs: 60,
        presenceMembers: 3,
        channelsPerConnection: 5,
        watchlistUsers: 2,
      },
      requireUser: (channel) => /^(private|presence)-t\./.test(channel),
      ...options,
    });
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    clients = [];
    await server.close();
  });
  return {
    server: () => server,
    async client() {
      const made = await RawClient.connect(server.port);
      clients.push(made);
      return made;
    },
  };
}
