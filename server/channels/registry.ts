import type { Channel } from "./contract";
import { web } from "./web";

/** Every channel, one line each. */
const CHANNELS: readonly Channel[] = [web];

const byKey = new Map(CHANNELS.map((channel) => [channel.key, channel]));

/** Throws for a key that no adapter has: an inbox of it cannot have been made here. */
export function getChannel(key: string): Channel {
  const channel = byKey.get(key);
  if (!channel)
    throw new Error(`There is no channel “${key}”. The registry has ${[...byKey.keys()].join(", ")}.`);
  return channel;
}

export function listChannels(): readonly Channel[] {
  return CHANNELS;
}
