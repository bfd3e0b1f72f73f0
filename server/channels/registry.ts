import { api } from "./api";
import type { Channel } from "./contract";
import { telegram } from "./telegram";
import { web } from "./web";
import { whatsapp360dialog } from "./whatsapp_360dialog";
import { whatsappCloud } from "./whatsapp_cloud";
import { whatsappWeb } from "./whatsapp_web";

/** Every channel, one line each. */
const CHANNELS: readonly Channel[] = [web, whatsappCloud, whatsapp360dialog, whatsappWeb, telegram, api];

const byKey = new Map(CHANNELS.map((channel) => [channel.key, channel]));

/** Throws for a key that no adapter has: an inbox of it cannot have been made here. */
export function getChannel(key: string): Channel {
  const channel = byKey.get(key);
  if (!channel)
    throw new Error(`There is no channel “${key}”. The registry has ${[...byKey.keys()].join(", ")}.`);
  return channel;
}

/** Null for a key that no adapter has: for addresses that anybody may ask for. */
export function findChannel(key: string): Channel | null {
  return byKey.get(key) ?? null;
}

export function listChannels(): readonly Channel[] {
  return CHANNELS;
}
