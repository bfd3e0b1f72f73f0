/** What one hub allows. Numbers marked "Pusher" are those of Pusher Channels, so that nothing depends on a laxer server. */
export type HubLimits = {
  /** Sockets in all. */
  connections: number;
  /** Sockets from one public address. Loopback and private addresses are a proxy's and do not count. */
  connectionsPerAddress: number;
  channelsPerConnection: number;
  /** Longest frame taken from a client, in bytes. */
  frameBytes: number;
  /** Messages of any kind taken from one client in a second. */
  messagesPerSecond: number;
  clientEventsPerSecond: number;
  /** Longest `data` of one event, in bytes. */
  eventBytes: number;
  eventNameLength: number;
  presenceMembers: number;
  userInfoBytes: number;
  userIdLength: number;
  watchlistUsers: number;
  /** A socket with more unsent bytes than this is a slow consumer and is cut off. */
  backlogBytes: number;
  cacheEntries: number;
  cacheMs: number;
  /** Silence after which a client is pinged; it is told this number when it connects. */
  activityTimeoutMs: number;
  pongTimeoutMs: number;
  /** A socket that neither subscribes nor signs in for this long is closed. */
  unusedMs: number;
  /** How long a subscription that needs a signed-in user waits for that sign-in. */
  signInGraceMs: number;
  /** subscription_count events are gathered for this long. */
  countEveryMs: number;
  /** How long a closed socket may take to say goodbye. */
  closeTimeoutMs: number;
};

export const HUB_LIMITS: HubLimits = {
  connections: 20_000,
  connectionsPerAddress: 500,
  channelsPerConnection: 100,
  frameBytes: 64 * 1024,
  messagesPerSecond: 250,
  clientEventsPerSecond: 10, // Pusher
  eventBytes: 10 * 1024, // Pusher
  eventNameLength: 200, // Pusher
  presenceMembers: 100, // Pusher
  userInfoBytes: 1024, // Pusher
  userIdLength: 128, // Pusher
  watchlistUsers: 100, // Pusher
  backlogBytes: 1024 * 1024,
  cacheEntries: 1000,
  cacheMs: 30 * 60_000, // Pusher
  activityTimeoutMs: 120_000, // Pusher
  pongTimeoutMs: 30_000, // Pusher
  unusedMs: 30 * 60_000,
  signInGraceMs: 5_000,
  countEveryMs: 500,
  closeTimeoutMs: 5_000,
};

/** The HTTP API's own limits (Pusher): channels of one event, events of one batch. */
export const CHANNELS_PER_EVENT = 100;
export const EVENTS_PER_BATCH = 10;
