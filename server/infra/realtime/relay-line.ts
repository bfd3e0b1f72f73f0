import type { Redis } from "ioredis";
import type { Logger } from "../log";
import { reportRedis } from "../redis-report";

export type RelayLine = {
  /** Resolves when Redis has taken the text. `isUrgent`: kept until Redis is back; otherwise dropped. Rejects when Redis is away. */
  send(text: string, isUrgent: boolean): Promise<void>;
  listen(): void;
  isListening(): boolean;
  /** Throws the listening connection away and makes a new one. */
  relisten(): void;
  close(): Promise<void>;
};

const MAX_WAITING = 1_000;
const MAX_IN_FLIGHT = 10_000;
const SLOWEST_RETRY_MS = 2_000;

/** Two connections to Redis, one to speak and one to listen, each brought back by itself for as long as it takes. */
export function createRelayLine(options: {
  url: string;
  channel: string;
  log: Logger;
  onText: (text: string) => void;
  /** The subscription stands; `isAgain` after it was lost, when messages may have been missed. */
  onListening: (isAgain: boolean) => void;
}): RelayLine {
  const { url, channel, log } = options;
  const settings = {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResubscribe: false,
    connectTimeout: 5_000,
    keepAlive: 10_000,
    retryStrategy: (attempt: number) => Math.min(attempt * 100, SLOWEST_RETRY_MS),
  };
  let waiting: string[] = [];
  let inFlight = 0;
  let speaker: Redis | null = null;
  let listener: Redis | null = null;
  let isSubscribed = false;
  let wasSubscribed = false;
  let isClosed = false;

  // Read when it is asked for: most installations have one process and no Redis. By its default: a bundle knows no other name.
  const library = import("ioredis");
  const speakerState = reportRedis(log, url, "relay");
  const speaking = library.then(({ default: Redis }) => {
    const redis = new Redis(url, settings);
    redis.on("error", speakerState.lost);
    redis.on("close", () => !isClosed && speakerState.lost());
    redis.on("ready", () => {
      speakerState.back();
      const texts = waiting;
      waiting = [];
      for (const text of texts) publish(redis, text).catch(() => {});
    });
    speaker = redis;
    return redis;
  });

  async function publish(redis: Redis, text: string): Promise<void> {
    inFlight += 1;
    try {
      await redis.publish(channel, text);
    } finally {
      inFlight -= 1;
    }
  }

  function send(text: string, isUrgent: boolean): Promise<void> {
    if (speaker?.status === "ready" && inFlight < MAX_IN_FLIGHT) return publish(speaker, text);
    if (isUrgent) {
      // Past the bound the numbering shows the receivers that they missed something, and they catch up another way.
      if (waiting.length >= MAX_WAITING) waiting = [];
      waiting.push(text);
    }
    return Promise.reject(new Error("The realtime relay cannot reach Redis (REDIS_URL)."));
  }

  async function listen(): Promise<void> {
    const { default: Redis } = await library;
    if (isClosed) return;
    listener = new Redis(url, settings);
    listener.on("error", () => {});
    listener.on("close", () => {
      isSubscribed = false;
    });
    listener.on("message", (_channel: string, text: string) => options.onText(text));
    listener.on("ready", () => void subscribe());
  }

  async function subscribe(): Promise<void> {
    try {
      await listener?.subscribe(channel);
    } catch {
      // The connection was lost meanwhile; "ready" comes again.
      return;
    }
    const isAgain = wasSubscribed;
    isSubscribed = true;
    wasSubscribed = true;
    options.onListening(isAgain);
  }

  return {
    send,
    listen: () => void listen(),
    isListening: () => isSubscribed,
    relisten() {
      log.warn("the realtime relay hears nothing from Redis and reconnects");
      listener?.disconnect(true);
    },
    async close() {
      isClosed = true;
      speakerState.close();
      listener?.disconnect();
      const redis = await speaking;
      if (redis.status === "ready") await redis.quit().catch(() => {});
      redis.disconnect();
    },
  };
}
