import type { Logger } from "../log";
import type { Channels } from "./channels";
import type { Connection } from "./connection";
import type { EventCache } from "./event-cache";
import type { Fanout } from "./fanout";
import type { HubLimits } from "./limits";
import type { Relay } from "./relay";
import type { Roster } from "./roster";
import type { PusherApp } from "./signature";
import type { SubscriptionCounts } from "./subscription-counts";
import type { Terminations } from "./terminations";
import type { Watchers } from "./watchers";

/** What the parts of a hub share. */
export type HubCore = {
  app: PusherApp;
  limits: HubLimits;
  log: Logger;
  /** Channels that only a socket signed in as a user may have. */
  requireUser: (channel: string) => boolean;
  connections: Set<Connection>;
  channels: Channels;
  roster: Roster;
  watchers: Watchers;
  terminations: Terminations;
  cache: EventCache;
  counts: SubscriptionCounts;
  fanout: Fanout;
  relay: Relay | null;
  onUser: (userId: string, isHere: boolean) => void;
  /** Takes the socket out of everything at once, then closes it with this code. */
  close(connection: Connection, code: number, message: string): void;
  /** Takes the socket out of everything. */
  detach(connection: Connection): void;
};
