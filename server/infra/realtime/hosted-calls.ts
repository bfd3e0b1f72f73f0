import { CHANNELS_PER_EVENT, EVENTS_PER_BATCH, HUB_LIMITS } from "./limits";
import type { RoomMessage } from "./publisher";

export type HostedEvent = {
  rooms: readonly string[];
  event: string;
  data: string;
  except: string | undefined;
};
/** Several events have one room each; a single one may have up to 100. */
export type HostedCall = { events: HostedEvent[] };

/**
 * The next call's worth of messages: one event for up to 100 rooms, or a batch of up to 10 events of one room each. `taken` says
 * how many messages it stands for. A message that Pusher would refuse (over 10 KB, no JSON) is taken and reported as lost.
 */
export function packCalls(
  waiting: RoomMessage[],
  lost: (count: number, cause: unknown) => void,
): { call: HostedCall | null; taken: number } {
  const [first] = waiting;
  if (!first) return { call: null, taken: 0 };
  if (first.rooms.length > CHANNELS_PER_EVENT) {
    const { rooms, ...rest } = first;
    waiting.splice(
      0,
      1,
      { ...rest, rooms: rooms.slice(0, CHANNELS_PER_EVENT) },
      { ...rest, rooms: rooms.slice(CHANNELS_PER_EVENT) },
    );
    return packCalls(waiting, lost);
  }
  if (first.rooms.length !== 1) {
    const event = first.rooms.length === 0 ? null : toEvent(first, lost);
    return { call: event ? { events: [event] } : null, taken: 1 };
  }
  const events: HostedEvent[] = [];
  let taken = 0;
  for (const message of waiting) {
    if (message.rooms.length !== 1 || events.length === EVENTS_PER_BATCH) break;
    taken += 1;
    const event = toEvent(message, lost);
    if (event) events.push(event);
  }
  return { call: events.length > 0 ? { events } : null, taken };
}

function toEvent(message: RoomMessage, lost: (count: number, cause: unknown) => void): HostedEvent | null {
  try {
    const data = typeof message.data === "string" ? message.data : (JSON.stringify(message.data) ?? "null");
    const bytes = Buffer.byteLength(data);
    if (bytes > HUB_LIMITS.eventBytes)
      throw new Error(`${message.event} has ${bytes} bytes; Pusher takes ${HUB_LIMITS.eventBytes}.`);
    return { rooms: message.rooms, event: message.event, data, except: message.exceptSocketId };
  } catch (error) {
    lost(1, error);
    return null;
  }
}
