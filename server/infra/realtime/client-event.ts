import type { Connection } from "./connection";
import type { HubCore } from "./hub-core";
import { isEncrypted, needsAuth } from "./names";
import { CODE, errorText } from "./protocol";
import { publishEvent } from "./publish";

export type ClientEvent = { event: string; channel: string; data: string };

/** Passes a client's event to the channel's other subscribers, or answers 4301; the socket lives on either way. */
export function passClientEvent(core: HubCore, connection: Connection, sent: ClientEvent): void {
  const refusal = refuse(core, connection, sent);
  if (refusal) {
    const text = errorText(
      CODE.clientEventRejected,
      `Client event rejected - ${refusal}`,
      sent.channel.slice(0, 200),
    );
    core.fanout.send(connection, text);
    return;
  }
  const { event, channel, data } = sent;
  const userId = core.channels.get(channel)?.identities?.get(connection);
  publishEvent(core, { rooms: [channel], event, data, except: connection.id, userId });
}

function refuse(core: HubCore, connection: Connection, { event, channel, data }: ClientEvent): string | null {
  const { limits } = core;
  if (!event.startsWith("client-")) return "its name must begin with client-";
  if (event.length > limits.eventNameLength) return `its name may have ${limits.eventNameLength} characters`;
  if (!needsAuth(channel) || isEncrypted(channel)) return "only supported on private and presence channels";
  if (!connection.isSubscribed(channel)) return "the connection is not subscribed to the channel";
  if (Buffer.byteLength(data) > limits.eventBytes) return `its data may have ${limits.eventBytes} bytes`;
  connection.clientEventsInWindow += 1;
  return connection.clientEventsInWindow > limits.clientEventsPerSecond ? "rate limit exceeded" : null;
}
