import type { Connection, HeldSubscription } from "./connection";
import type { HubCore } from "./hub-core";
import { isChannelName, isPresence, isUserChannel, needsAuth } from "./names";
import { CODE, isRecord, type SubscriptionError } from "./protocol";
import { channelText, isAuthFor } from "./signature";

/** As whom a socket subscribes; `info` is user_info as JSON text. */
export type Identity = { userId: string; info: string };

export type Decision =
  | { kind: "enter"; identity: Identity | null }
  /** It has to sign in first. */
  | { kind: "hold" }
  /** It is in this channel already: its user's, which it entered by signing in, or one it asked for before. */
  | { kind: "present" }
  | { kind: "refuse"; error: SubscriptionError };

const UNAUTHORIZED: Decision = {
  kind: "refuse",
  error: { type: "AuthError", error: "The connection is unauthorized.", status: 401 },
};

export function decideSubscription(core: HubCore, connection: Connection, wish: HeldSubscription): Decision {
  const { channel, channelData } = wish;
  if (!isChannelName(channel)) {
    const error = "The channel's name has a letter it may not have, or is too long.";
    return { kind: "refuse", error: { type: "InvalidChannel", error, status: 400 } };
  }
  if (connection.isSubscribed(channel)) return { kind: "present" };
  if (isUserChannel(channel)) return UNAUTHORIZED;
  if (connection.channels.length + (connection.held?.length ?? 0) >= core.limits.channelsPerConnection) {
    return tooMany(`A connection may have ${core.limits.channelsPerConnection} channels.`);
  }
  if (!needsAuth(channel)) return { kind: "enter", identity: null };
  if (!isAuthFor(core.app, channelText(connection.id, channel, channelData), wish.auth)) return UNAUTHORIZED;
  const identity = readIdentity(core, channelData);
  if (typeof identity === "string") return unauthorized(identity);
  if (core.requireUser(channel)) {
    if (connection.userId === null) return { kind: "hold" };
    // A signature made for one user must not serve a socket signed in as another: terminating the one would not reach it.
    if (identity && identity.userId !== connection.userId) return UNAUTHORIZED;
  }
  return isPresence(channel) ? decidePresence(core, channel, identity) : { kind: "enter", identity: null };
}

function decidePresence(core: HubCore, channel: string, identity: Identity | null): Decision {
  if (!identity) return unauthorized("A presence channel needs channel_data with a user_id.");
  const { presenceMembers } = core.limits;
  if (core.roster.size(channel) >= presenceMembers && !core.roster.has(channel, identity.userId)) {
    return tooMany(`A presence channel may have ${presenceMembers} members.`);
  }
  return { kind: "enter", identity };
}

function unauthorized(error: string): Decision {
  return { kind: "refuse", error: { type: "AuthError", error, status: 401 } };
}

function tooMany(error: string): Decision {
  return { kind: "refuse", error: { type: "LimitReached", error, status: CODE.overCapacity } };
}

/** Null without channel_data; words when it is not what it should be. */
function readIdentity(core: HubCore, channelData: string | undefined): Identity | string | null {
  if (channelData === undefined) return null;
  const { userIdLength, userInfoBytes } = core.limits;
  let data: unknown;
  try {
    data = JSON.parse(channelData);
  } catch {
    return "channel_data is not valid JSON.";
  }
  const raw = isRecord(data) ? data.user_id : undefined;
  const userId = typeof raw === "number" ? String(raw) : raw;
  if (typeof userId !== "string" || userId === "") return "channel_data needs a user_id.";
  if (userId.length > userIdLength) return `user_id may have ${userIdLength} characters.`;
  const info = JSON.stringify(isRecord(data) ? (data.user_info ?? null) : null);
  if (Buffer.byteLength(info) > userInfoBytes) return `user_info may have ${userInfoBytes} bytes.`;
  return { userId, info };
}
