import type { Logger } from "../log";
import { Channels } from "./channels";
import type { Connection } from "./connection";
import { askCounts, localAnswer } from "./counting";
import { EventCache } from "./event-cache";
import { Fanout } from "./fanout";
import type { HubCore } from "./hub-core";
import type { HubLimits } from "./limits";
import { SIGNED_IN_USERS } from "./names";
import { CODE, errorText, eventText } from "./protocol";
import { deliverEvent, publishEvent } from "./publish";
import { createRefresh } from "./refresh";
import type { Relay } from "./relay";
import { Roster, type RosterChange } from "./roster";
import type { PusherApp } from "./signature";
import { terminateHere } from "./signin";
import { leaveChannel } from "./subscribe";
import { SubscriptionCounts } from "./subscription-counts";
import { Terminations } from "./terminations";
import { Watchers, watchlistText } from "./watchers";

const OPEN = 1;

/** Joins the parts of a hub. `leaveAddress` is told of every socket that has left. */
export function createCore(
  options: PusherApp & {
    limits: HubLimits;
    log: Logger;
    requireUser?: (channel: string) => boolean;
    relay?: Relay;
    onUser?: (userId: string, isHere: boolean) => void;
    leaveAddress: (address: string) => void;
  },
): HubCore {
  const { limits, log } = options;

  const core: HubCore = {
    app: { appId: options.appId, key: options.key, secret: options.secret },
    limits,
    log,
    requireUser: options.requireUser ?? (() => false),
    connections: new Set(),
    channels: new Channels(),
    roster: new Roster((change) => tellRosterChange(core, change)),
    watchers: new Watchers(),
    terminations: new Terminations(),
    cache: new EventCache(limits.cacheEntries, limits.cacheMs),
    counts: new SubscriptionCounts(limits.countEveryMs, (channels) => void tellCounts(core, channels)),
    fanout: new Fanout(limits.backlogBytes, (connection) => {
      log.info({ socketId: connection.id }, "a realtime client does not keep up and is cut off");
      close(connection, CODE.overCapacity, "The client does not keep up.");
    }),
    relay: options.relay ?? null,
    onUser: options.onUser ?? (() => {}),
    close,
    detach,
  };

  function detach(connection: Connection): void {
    if (connection.isGone) return;
    core.fanout.flush();
    connection.isGone = true;
    connection.held = null;
    core.connections.delete(connection);
    core.watchers.unwatch(connection);
    while (connection.channels.length > 0) leaveChannel(core, connection, connection.channels[0]!);
    if (connection.userId !== null && core.roster.leave(SIGNED_IN_USERS, connection.userId)) {
      core.relay?.leave(SIGNED_IN_USERS, connection.userId);
    }
    options.leaveAddress(connection.address);
  }

  function close(connection: Connection, code: number, message: string): void {
    if (connection.isGone) return;
    detach(connection);
    if (connection.ws.readyState !== OPEN) return;
    connection.ws.send(errorText(code, message));
    connection.ws.close(code, message);
  }

  core.relay?.attach({
    onEvent: (event) => deliverEvent(core, event),
    onTerminate: (userId) => terminateHere(core, userId),
    onJoin: (peer, channel, userId, info) => core.roster.joinPeer(peer, channel, userId, info),
    onLeave: (peer, channel, userId) => core.roster.leavePeer(peer, channel, userId),
    onRoster: (peer, roster) => core.roster.replacePeer(peer, roster),
    onGap: createRefresh(core),
    roster: () => core.roster.snapshot(),
    answer: (question) => localAnswer(core, question),
  });
  return core;
}

function tellRosterChange(
  core: HubCore,
  { channel: name, userId, info, joined, except }: RosterChange,
): void {
  if (name === SIGNED_IN_USERS) {
    const text = joined ? watchlistText([userId], []) : watchlistText([], [userId]);
    for (const watcher of core.watchers.of(userId)) core.fanout.send(watcher, text);
    core.onUser(userId, joined);
    return;
  }
  const channel = core.channels.get(name);
  if (!channel) return;
  const id = JSON.stringify(userId);
  const data = joined ? `{"user_id":${id},"user_info":${info}}` : `{"user_id":${id}}`;
  const event = joined ? "pusher_internal:member_added" : "pusher_internal:member_removed";
  core.fanout.deliver(channel, eventText(name, event, data), except);
}

async function tellCounts(core: HubCore, channels: readonly string[]): Promise<void> {
  const counts = await askCounts(core, channels);
  for (const [channel, count] of counts) {
    const data = JSON.stringify({ subscription_count: count });
    publishEvent(core, { rooms: [channel], event: "pusher_internal:subscription_count", data });
  }
}
