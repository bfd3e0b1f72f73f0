/** The channel of one signed-in user, whom alone it may reach. */
const USER_CHANNEL = "#server-to-user-";
/** Roster of signed-in users. Not a channel: no client can name it. */
export const SIGNED_IN_USERS = "#users";

const SOCKET_ID = /^\d{1,20}\.\d{1,20}$/;
/** A name outside this pattern (one with ":" above all) would let two different things share one signature. */
const CHANNEL = /^[-a-zA-Z0-9_=@,.;]{1,164}$/;
const CACHE = /^(private-|presence-|private-encrypted-)?cache-/;

export function isSocketId(value: string): boolean {
  return SOCKET_ID.test(value);
}

/** A channel that a client may name: 1 to 164 characters of Pusher's alphabet, or one user's own channel. */
export function isChannelName(name: string): boolean {
  return CHANNEL.test(name) || (isUserChannel(name) && CHANNEL.test(name.slice(USER_CHANNEL.length)));
}

export function userChannel(userId: string): string {
  return USER_CHANNEL + userId;
}

export function isUserChannel(name: string): boolean {
  return name.startsWith(USER_CHANNEL);
}

export function needsAuth(name: string): boolean {
  return name.startsWith("private-") || isPresence(name);
}

export function isPresence(name: string): boolean {
  return name.startsWith("presence-");
}

export function isEncrypted(name: string): boolean {
  return name.startsWith("private-encrypted-");
}

export function isCache(name: string): boolean {
  return CACHE.test(name);
}
