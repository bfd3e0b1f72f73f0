import { askChannels, askCounts } from "./counting";
import { type Answer, HttpRefusal } from "./http-events";
import type { HubCore } from "./hub-core";
import { isChannelName, isPresence } from "./names";

function readInfo(query: URLSearchParams): ReadonlySet<string> {
  return new Set((query.get("info") ?? "").split(",").filter(Boolean));
}

/** `{ channels: { name: { user_count?, subscription_count? } } }` of the occupied channels. */
export async function listChannels(core: HubCore, query: URLSearchParams): Promise<Answer> {
  const prefix = query.get("filter_by_prefix") ?? "";
  const info = readInfo(query);
  if (info.has("user_count") && !isPresence(prefix)) {
    throw new HttpRefusal(400, "user_count needs filter_by_prefix=presence- or longer.");
  }
  const counts = await askChannels(core, prefix);
  const channels = [...counts].map(([name, count]) => [
    name,
    {
      ...(info.has("user_count") ? { user_count: core.roster.size(name) } : {}),
      ...(info.has("subscription_count") ? { subscription_count: count } : {}),
    },
  ]);
  return { channels: Object.fromEntries(channels) };
}

/** `{ occupied, user_count?, subscription_count?, cache? }`. */
export async function describeChannel(core: HubCore, name: string, query: URLSearchParams): Promise<Answer> {
  if (!isChannelName(name)) throw new HttpRefusal(400, "Invalid channel name.");
  const info = readInfo(query);
  if (info.has("user_count") && !isPresence(name)) {
    throw new HttpRefusal(400, "user_count is for presence channels.");
  }
  const count = (await askCounts(core, [name])).get(name) ?? 0;
  const cached = info.has("cache") ? core.cache.get(name, performance.now()) : null;
  return {
    occupied: count > 0,
    ...(info.has("user_count") ? { user_count: core.roster.size(name) } : {}),
    ...(info.has("subscription_count") ? { subscription_count: count } : {}),
    ...(cached
      ? { cache: { data: cached.data, ttl: Math.ceil((cached.expiresAt - performance.now()) / 1000) } }
      : {}),
  };
}

/** `{ users: [{ id }] }` of a presence channel. */
export function listUsers(core: HubCore, name: string): Answer {
  if (!isChannelName(name) || !isPresence(name)) {
    throw new HttpRefusal(400, "Users can be listed for presence channels only.");
  }
  return { users: [...core.roster.members(name).keys()].map((id) => ({ id })) };
}
