import type { Channel } from "./channels";
import type { Connection, HeldSubscription } from "./connection";
import type { HubCore } from "./hub-core";
import { isCache, isUserChannel } from "./names";
import {
  CODE,
  errorText,
  eventText,
  isRecord,
  type SubscriptionError,
  subscriptionErrorText,
} from "./protocol";
import { decideSubscription, type Identity } from "./subscription-check";

export function subscribe(core: HubCore, connection: Connection, wish: HeldSubscription): void {
  const { channel } = wish;
  const decision = decideSubscription(core, connection, wish);
  switch (decision.kind) {
    case "enter":
      enter(core, connection, channel, decision.identity);
      break;
    case "hold":
      hold(core, connection, wish);
      break;
    case "refuse":
      refuse(core, connection, channel, decision.error);
      break;
    case "present": {
      const existing = errorText(null, `Existing subscription to channel ${channel}`, channel);
      core.fanout.send(connection, isUserChannel(channel) ? succeededText(channel, "{}") : existing);
    }
  }
}

function refuse(core: HubCore, connection: Connection, channel: string, error: SubscriptionError): void {
  core.fanout.send(connection, subscriptionErrorText(channel.slice(0, 200), error));
}

/** pusher-js subscribes and signs in at the same time, so the subscription may come first: it waits a little. */
function hold(core: HubCore, connection: Connection, wish: HeldSubscription): void {
  if (connection.held?.some((held) => held.channel === wish.channel)) return;
  if (!connection.held) {
    connection.held = [];
    setTimeout(() => refuseHeld(core, connection), core.limits.signInGraceMs).unref();
  }
  connection.held.push(wish);
}

function refuseHeld(core: HubCore, connection: Connection): void {
  const held = connection.held ?? [];
  connection.held = null;
  const error = "Sign in as a user before subscribing to this channel.";
  for (const { channel } of held) {
    refuse(core, connection, channel, { type: "AuthError", error, status: CODE.unauthorized });
  }
}

/** Called once the socket has signed in. */
export function subscribeHeld(core: HubCore, connection: Connection): void {
  const held = connection.held ?? [];
  connection.held = null;
  for (const wish of held) subscribe(core, connection, wish);
}

function enter(core: HubCore, connection: Connection, channel: string, identity: Identity | null): void {
  core.fanout.flush();
  core.channels.join(connection, channel, identity?.userId);
  if (identity) {
    const isFirstHere = core.roster.join(channel, identity.userId, identity.info, connection.id);
    if (isFirstHere) core.relay?.join(channel, identity.userId, identity.info);
  }
  core.fanout.send(connection, succeededText(channel, identity ? presenceData(core, channel) : "{}"));
  core.counts.changed(channel);
  if (isCache(channel)) void replayLast(core, connection, channel);
}

function succeededText(channel: string, data: string): string {
  return eventText(channel, "pusher_internal:subscription_succeeded", data);
}

/** Written by hand because a user may be called "__proto__". */
function presenceData(core: HubCore, channel: string): string {
  const members = [...core.roster.members(channel)];
  const ids = members.map(([userId]) => JSON.stringify(userId));
  const hash = members.map(([userId, { info }]) => `${JSON.stringify(userId)}:${info}`);
  return `{"presence":{"count":${ids.length},"ids":[${ids.join(",")}],"hash":{${hash.join(",")}}}}`;
}

async function replayLast(core: HubCore, connection: Connection, channel: string): Promise<void> {
  const cached = core.cache.get(channel, performance.now()) ?? (await lastElsewhere(core, channel));
  if (!connection.isSubscribed(channel)) return;
  const miss = JSON.stringify({ event: "pusher:cache_miss", channel });
  core.fanout.send(connection, cached ? eventText(channel, cached.event, cached.data) : miss);
}

/** A process that started later may not have seen the event that the others keep. */
async function lastElsewhere(
  core: HubCore,
  channel: string,
): Promise<{ event: string; data: string } | null> {
  if (!core.relay) return null;
  const answers = await core.relay.ask({ about: "cache", channel });
  for (const answer of answers) {
    if (isRecord(answer) && typeof answer.event === "string" && typeof answer.data === "string") {
      return { event: answer.event, data: answer.data };
    }
  }
  return null;
}

export function unsubscribe(core: HubCore, connection: Connection, name: string): void {
  if (connection.held) connection.held = connection.held.filter((wish) => wish.channel !== name);
  const channel = connection.channels.find((joined) => joined.name === name);
  if (!channel || isUserChannel(name)) return;
  core.fanout.flush();
  leaveChannel(core, connection, channel);
  if (connection.channels.length === 0) connection.unusedSince = performance.now();
}

export function leaveChannel(core: HubCore, connection: Connection, channel: Channel): void {
  const userId = core.channels.leave(connection, channel);
  if (userId !== undefined && core.roster.leave(channel.name, userId))
    core.relay?.leave(channel.name, userId);
  core.counts.changed(channel.name);
}
