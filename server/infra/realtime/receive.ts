import type { RawData } from "ws";
import { passClientEvent } from "./client-event";
import { type Connection, countMessage } from "./connection";
import type { HubCore } from "./hub-core";
import { CODE, errorText, PONG, readClientMessage } from "./protocol";
import { signIn } from "./signin";
import { subscribe, unsubscribe } from "./subscribe";

/** One frame from a client. Nothing a client sends makes it throw. */
export function receive(core: HubCore, connection: Connection, data: RawData, isBinary: boolean): void {
  if (connection.isGone) return;
  const now = performance.now();
  connection.seenAt = now;
  connection.pingedAt = 0;
  if (countMessage(connection, now) > core.limits.messagesPerSecond) {
    core.close(connection, CODE.overCapacity, "Too many messages in a second.");
    return;
  }
  try {
    if (isBinary) core.fanout.send(connection, errorText(CODE.other, "Only text frames are taken."));
    else obey(core, connection, data.toString());
  } catch (error) {
    core.log.error({ err: error }, "a realtime message could not be handled");
    core.close(connection, CODE.reconnect, "Something went wrong.");
  }
}

function obey(core: HubCore, connection: Connection, text: string): void {
  const message = readClientMessage(text);
  switch (message.kind) {
    case "ping":
      core.fanout.send(connection, PONG);
      break;
    case "pong":
      break;
    case "subscribe":
      subscribe(core, connection, message);
      break;
    case "unsubscribe":
      unsubscribe(core, connection, message.channel);
      break;
    case "signin":
      signIn(core, connection, message.auth, message.userData);
      break;
    case "event":
      passClientEvent(core, connection, message);
      break;
    case "wrong":
      core.fanout.send(connection, errorText(CODE.other, message.message));
      break;
  }
}
