import type { HubCore } from "./hub-core";
import { isCache } from "./names";
import { eventText } from "./protocol";
import type { RoomMessage } from "./publisher";
import type { RelayEvent } from "./relay-wire";

/** To this process's subscribers and, through the relay, to all others'. */
export function publishEvent(core: HubCore, event: RelayEvent): void {
  deliverEvent(core, event);
  core.relay?.publish(event);
}

/** To this process's subscribers only. */
export function deliverEvent(core: HubCore, { rooms, event, data, except, userId }: RelayEvent): void {
  const isCached = !/^(pusher|client-)/.test(event);
  for (const room of rooms) {
    if (isCached && isCache(room)) core.cache.set(room, event, data, performance.now());
    const channel = core.channels.get(room);
    if (channel) core.fanout.deliver(channel, eventText(room, event, data, userId), except);
  }
}

/** The message as it travels: its data as JSON text. Null, with a line in the log, for what JSON cannot hold. */
export function toRelayEvent(message: RoomMessage, log: HubCore["log"]): RelayEvent | null {
  try {
    const data = typeof message.data === "string" ? message.data : (JSON.stringify(message.data) ?? "null");
    const { rooms, event, exceptSocketId } = message;
    return exceptSocketId ? { rooms, event, data, except: exceptSocketId } : { rooms, event, data };
  } catch (error) {
    log.error(
      { err: error, event: message.event },
      "a realtime event holds what JSON cannot and was not sent",
    );
    return null;
  }
}
